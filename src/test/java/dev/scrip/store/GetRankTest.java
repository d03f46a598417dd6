package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GetRankTest extends StoreFixture {

  @Test
  void ranksTheHighestFirstAndEqualOnesByName() {
    TestLedger ledger = open(LedgerBuilder.points().plain().min("-9").max("99"));
    assertThat(ledger.rank("ann", 9)).isEqualTo("none");
    ledger.applied(ledger.create("ann", "5"));
    assertThat(ledger.rank("ann", 9)).isEqualTo("1 of 1, from 1: ann=5");
    ledger.applied(ledger.create("bob", "5"));
    ledger.applied(ledger.create("cid", "-3"));
    ledger.applied(ledger.create("dan", "40"));
    assertThat(ledger.rank("dan", 0)).isEqualTo("1 of 4, from 1: dan=40");
    assertThat(ledger.rank("bob", 0)).isEqualTo("2 of 4, from 2: bob=5");
    assertThat(ledger.rank("ann", 1)).isEqualTo("3 of 4, from 2: bob=5 ann=5 cid=-3");
    assertThat(ledger.rank("cid", 2)).isEqualTo("4 of 4, from 2: bob=5 ann=5 cid=-3");
    assertThat(ledger.rank("dan", 500)).isEqualTo("1 of 4, from 1: dan=40 bob=5 ann=5 cid=-3");
    ledger.applied(ledger.delete("bob"));
    assertThat(ledger.rank("bob", 0)).isEqualTo("none");
    assertThat(ledger.rank("ann", 0)).isEqualTo("2 of 3, from 2: ann=5");
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 27, 77})
  void tellsOneUnitApart(int power) {
    String half = BigInteger.TEN.pow(power).divide(BigInteger.TWO).toString();
    String more = new BigInteger(half).add(BigInteger.ONE).toString();
    String less = new BigInteger(half).subtract(BigInteger.ONE).toString();
    TestLedger ledger = open(LedgerBuilder.points().plain().max("9".repeat(78)));
    ledger.applied(ledger.create("ann", less));
    ledger.applied(ledger.create("bob", half));
    ledger.applied(ledger.create("cid", more));
    String all = "cid=" + more + " bob=" + half + " ann=" + less;
    assertThat(ledger.rank("ann", 2)).isEqualTo("3 of 3, from 1: " + all);
    assertThat(ledger.rank("cid", 2)).isEqualTo("1 of 3, from 1: " + all);
    ledger.applied(ledger.add("ann", "3"));
    assertThat(ledger.rank("ann", 0)).startsWith("1 of 3, from 1: ann=");
  }

  @Test
  void doesNotGuessTheRankOfAnAccountThatTheRankingLacks() {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "5"));
    command(Command.ZREM, key(ledger, "ranking"), "ann");
    assertThatThrownBy(() -> ledger.rank("ann", 0))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(Code.INTERNAL_ERROR));
  }
}
