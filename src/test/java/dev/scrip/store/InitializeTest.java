package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Posting;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The beginning of token ledgers, and their supply. */
@QuarkusTest
class InitializeTest extends StoreFixture {

  private Refusal refusal(TestLedger ledger) {
    RefusedException[] caught = new RefusedException[1];
    assertThatThrownBy(() -> ledger.ledger().initialize(Operation.Options.NONE))
        .isInstanceOfSatisfying(RefusedException.class, refused -> caught[0] = refused);
    return caught[0].refusal();
  }

  @Test
  void givesTheSupplyToTheAllocations() {
    TestLedger ledger =
        open(
            LedgerBuilder.token("100")
                .decimals(2)
                .allocation("treasury", "60.5")
                .allocation("ann", "39.5"));
    String entry =
        ledger.ledger().initialize(new Operation.Options("1", "the beginning", null, "lisa"));
    assertThat(ledger.all()).isEqualTo("ann=39.5 treasury=60.5");
    assertThat(ledger.supply().total()).hasToString("100");
    assertThat(ledger.supply().circulating()).hasToString("100");
    assertThat(ledger.supply().accounts()).isEqualTo(2);
    List<Entry> history = ledger.history(null);
    assertThat(history).hasSize(1);
    assertThat(history.get(0).entry()).isEqualTo(entry);
    assertThat(history.get(0).operation()).isEqualTo("initialize");
    assertThat(history.get(0).reason()).isEqualTo("the beginning");
    assertThat(history.get(0).by()).isEqualTo("lisa");
    assertThat(history.get(0).postings())
        .extracting(Posting::account)
        .containsExactly("treasury", "ann");
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void changesNothingTheSecondTime() {
    TestLedger ledger = open(LedgerBuilder.token("100"));
    String entry = ledger.ledger().initialize(Operation.Options.NONE);
    ledger.applied(ledger.burn("treasury", "100"));
    LedgerDump before = dump(ledger);
    assertThat(ledger.ledger().initialize(new Operation.Options("2", "again", null, null)))
        .isEqualTo(entry);
    assertThat(dump(ledger)).isEqualTo(before);
    assertThat(ledger.supply().total()).hasToString("100");
    assertThat(ledger.supply().circulating()).hasToString("0");
  }

  @Test
  void happensOnceWhoeverRaces() throws Exception {
    TestLedger ledger = open(LedgerBuilder.token("100"));
    List<CompletableFuture<String>> racers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      racers.add(
          CompletableFuture.supplyAsync(
              () -> ledger.ledger().initialize(Operation.Options.NONE),
              task -> new Thread(task).start()));
    }
    for (CompletableFuture<String> racer : racers) {
      assertThat(racer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(racers.get(0).get());
    }
    assertThat(ledger.all()).isEqualTo("treasury=100");
    assertThat(ledger.history(null)).hasSize(1);
  }

  @Test
  void refusesAPointsLedger() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(refusal(ledger).code()).isEqualTo(Code.NOT_A_TOKEN);
    assertThat(dump(ledger).keys()).isEmpty();
  }

  @Test
  void takesTheSameAllocationsInAnotherOrder() {
    String name = LedgerBuilder.randomName();
    TestLedger one =
        open(LedgerBuilder.token("3").allocation("a", "1").allocation("b", "2").ledger(name));
    TestLedger two =
        open(LedgerBuilder.token("3").allocation("b", "2").allocation("a", "1").ledger(name));
    assertThat(one.ledger().initialize(Operation.Options.NONE))
        .isEqualTo(two.ledger().initialize(Operation.Options.NONE));
  }

  @Test
  void takesAThousandAllocations() {
    LedgerBuilder builder = LedgerBuilder.token("1000");
    for (int i = 0; i < 1000; i++) {
      builder.allocation("account" + i, "1");
    }
    TestLedger ledger = openToken(builder);
    assertThat(ledger.supply().accounts()).isEqualTo(1000);
    assertThat(ledger.history("account999")).hasSize(1);
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void comesBeforeEverythingElse() {
    TestLedger ledger = open(LedgerBuilder.token("100"));
    assertThatThrownBy(ledger::supply)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.NOT_INITIALIZED));
    assertThat(ledger.code(ledger.transfer("treasury", "ann", "1")))
        .isEqualTo(Code.NOT_INITIALIZED);
    assertThat(ledger.balance("treasury")).isNull();
    assertThat(ledger.all()).isEmpty();
    assertThat(ledger.top(10)).isEmpty();
    ledger.applied(TestLedger.withId("1", ledger.delete("nobody")));
    ledger.ledger().initialize(Operation.Options.NONE);
    assertThat(ledger.all()).isEqualTo("treasury=100");
  }
}
