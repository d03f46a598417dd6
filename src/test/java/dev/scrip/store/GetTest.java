package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GetTest extends StoreFixture {

  @Test
  void tellsNothingFromZero() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    assertThat(ledger.balance("ann")).isEqualTo("0");
    assertThat(ledger.balance("Ann")).isNull();
    assertThat(ledger.balance("ann ")).isNull();
    assertThat(ledger.balance("\u0000")).isNull();
  }

  /** Reads that are under way at the same time share calls. */
  @Test
  void readsManyAccountsAtOnce() {
    int count = 3 * GroupRead.MAX_ACCOUNTS;
    TestLedger ledger = open(LedgerBuilder.points());
    for (int i = 0; i < count; i += 2) {
      ledger.applied(ledger.create("a" + i, Integer.toString(i)));
    }
    List<CompletableFuture<Optional<Amount>>> reads = reads(ledger, count);
    for (int i = 0; i < count; i++) {
      assertThat(reads.get(i))
          .succeedsWithin(TIMEOUT)
          .isEqualTo(
              i % 2 == 0 ? Optional.of(ledger.amount(Integer.toString(i))) : Optional.empty());
    }
  }

  @Test
  void oneBalanceThatCannotBeReadHidesNoOther() {
    TestLedger ledger = open(LedgerBuilder.points());
    for (int i = 0; i < 9; i++) {
      ledger.applied(ledger.create("a" + i, "1"));
    }
    String name =
        command(Command.HKEYS, key(ledger, "balances")).stream()
            .map(Response::toString)
            .filter(field -> !field.isEmpty())
            .reduce((one, other) -> other)
            .orElseThrow();
    command(Command.HSET, key(ledger, "balances"), name, "many");
    List<CompletableFuture<Optional<Amount>>> reads = reads(ledger, 9);
    List<CompletableFuture<Optional<Amount>>> failed = new ArrayList<>();
    for (CompletableFuture<Optional<Amount>> read : reads) {
      if (read.handle((balance, failure) -> failure != null).join()) {
        failed.add(read);
      } else {
        assertThat(read.join()).contains(ledger.amount("1"));
      }
    }
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0))
        .failsWithin(TIMEOUT)
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.INTERNAL_ERROR));
  }

  private static List<CompletableFuture<Optional<Amount>>> reads(TestLedger ledger, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ledger.open().balance("a" + i).toCompletableFuture())
        .toList();
  }

  @Test
  void writesNothing() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(ledger.balance("ann")).isNull();
    assertThat(dump(ledger).keys()).isEmpty();
  }
}
