package dev.scrip.function;

import static dev.scrip.client.LedgerClient.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.store.BlockingLedger;
import dev.scrip.store.LedgerStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reaping after the minimum was raised: the one way below it before there are weighted sums. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class ReapStoryTest {

  /** More than two steps of a reap. */
  private static final int POOR = 250;

  @Inject Ledgers ledgers;
  @Inject LedgerStore store;

  @Test
  void whoIsBelowARaisedMinimumIsReaped() {
    LedgerClient reaped = new LedgerClient(AcceptanceLedgers.REAPED);
    LedgerDefinition before = withMin(ledgers.get(reaped.name()), "-1000");
    List<Operation> operations = new ArrayList<>();
    for (int i = 1; i <= POOR; i++) {
      Amount balance = Amount.ofUnits(Integer.toString(-i), 0);
      operations.add(new Operation.Create("poor " + i, balance, Operation.Options.NONE));
    }
    assertThat(new BlockingLedger(store.ledger(before)).applyAll(operations))
        .allMatch(Outcome.Applied.class::isInstance);
    reaped.call("create", "account", "zero", "amount", 0);
    reaped.call("create", "account", "rich", "amount", 1000);

    // Who is below may rise, and may not fall further.
    reaped.refused(Code.BELOW_MIN, "add", "account", "poor 9", "amount", -1);
    assertThat(reaped.call("add", "account", "poor 9", "amount", 2).getString("balance"))
        .isEqualTo("-7");
    assertThat(reaped.call("add", "account", "poor 1", "amount", 5).getString("balance"))
        .isEqualTo("4");
    reaped.audited();

    JsonReply reply = reaped.call("reap", "reason", "expended", "id", "reap 1");
    assertThat(reply.getInt("reaped")).isEqualTo(POOR - 1);
    assertThat(reply.getString("entry")).isNotEmpty();
    assertThat(reaped.all()).isEqualTo("zero=0 poor 1=4 rich=1000");
    assertThat(reaped.audited()).isEqualByComparingTo("1004");
    for (int i = 2; i <= POOR; i++) {
      JsonReply deleted = reaped.call("getDeleteReason", "account", "poor " + i);
      assertThat(deleted.getString("reason")).isEqualTo("expended");
      assertThat(deleted.getString("utc")).endsWith(" GMT");
    }
    assertThat(reaped.call("getDeleteReason", "account", "poor 1").getString("utc")).isNull();
    checkHistory(reaped);

    JsonReply replay = reaped.call("reap", "reason", "expended", "id", "reap 1");
    assertThat(replay.getInt("reaped")).isEqualTo(POOR - 1);
    assertThat(replay.getString("entry")).isEqualTo(reply.getString("entry"));
    JsonReply nobody = reaped.call("reap", "reason", "expended");
    assertThat(nobody.getInt("reaped")).isZero();
    assertThat(nobody.getString("entry")).isNull();
    reaped.refused(Code.ACCOUNT_DELETED, "create", "account", "poor 2", "amount", 1);
    LedgerClient.reply(
        reaped.sendBatch("independent", List.of(item("delete", "account", "poor 2"))));
  }

  private static void checkHistory(LedgerClient reaped) {
    Map<Object, Object> amounts = new HashMap<>();
    for (Map<String, Object> entry : reaped.history(null)) {
      if (entry.get("operation").equals("reap")) {
        assertThat(entry.get("reason")).isEqualTo("expended");
        assertThat(entry.get("id")).isEqualTo("reap 1");
        for (Object each : (List<?>) entry.get("postings")) {
          Map<?, ?> posting = (Map<?, ?>) each;
          assertThat(posting.get("balance")).isEqualTo("0");
          assertThat(amounts.put(posting.get("account"), posting.get("amount"))).isNull();
        }
      }
    }
    assertThat(amounts)
        .hasSize(POOR - 1)
        .containsEntry("poor 9", "7")
        .containsEntry("poor 50", "50");
    assertThat(reaped.operations("poor 9")).containsExactly("reap", "add", "create");
  }

  private static LedgerDefinition withMin(LedgerDefinition ledger, String min) {
    return new LedgerDefinition(
        ledger.ledger(),
        ledger.kind(),
        ledger.name(),
        ledger.symbol(),
        ledger.decimals(),
        Amount.ofUnits(min, ledger.decimals()),
        ledger.max(),
        ledger.log(),
        ledger.totalSupply(),
        ledger.allocations(),
        ledger.burnable(),
        ledger.ranking(),
        ledger.accountPattern(),
        ledger.accountCipher());
  }
}
