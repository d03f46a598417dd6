package dev.scrip.store;

import static dev.scrip.store.TestLedger.withReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.ReasonRecord;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reasons of creations and deletions, read by getReason. */
@QuarkusTest
class GetReasonTest extends StoreFixture {

  @Test
  void keepsReasonsWithTheirTimes() {
    TestLedger ledger = open(LedgerBuilder.points());
    String reason = "two words,  and a \"line\" \u00e4\ud83d\ude00";
    ledger.applied(withReason(reason, ledger.create("ann", "1")));
    ledger.applied(ledger.delete("ann"));
    List<Entry> history = ledger.history("ann");
    assertThat(history.get(1).reason()).isEqualTo(reason);
    assertThat(ledger.ledger().created("ann").orElseThrow().reason()).isEqualTo(reason);
    assertThat(ledger.ledger().created("ann").orElseThrow().at())
        .isCloseTo(history.get(1).at(), within(10, ChronoUnit.SECONDS));
    assertThat(ledger.ledger().deleted("ann").orElseThrow().reason()).isNull();
    assertThat(ledger.ledger().deleted("ann").orElseThrow().at())
        .isCloseTo(history.get(0).at(), within(10, ChronoUnit.SECONDS));
    assertThat(ledger.ledger().created("bob")).isEmpty();
  }

  /** The times of the entries of ann, the oldest first. */
  private static List<String> times(TestLedger ledger) {
    List<String> times = new ArrayList<>();
    ledger.history("ann").forEach(each -> times.add(0, each.entry().split("-", 2)[0]));
    return times;
  }

  /** The same ledger, as another configuration opens it. */
  private TestLedger withLog(boolean log, TestLedger ledger) {
    return open(LedgerBuilder.points().plain().ledger(ledger.definition().ledger()).log(log));
  }

  private String stored(TestLedger ledger, String name) {
    Response value = command(Command.HGET, key(ledger, name), "ann");
    return value == null ? null : value.toString();
  }

  /** Each record is in one place: with the account in the ledger, or with the one that has left. */
  private void assertStored(TestLedger ledger, String created, String deleted) {
    if (ledger.balance("ann") == null) {
      String chain = ledger.history("ann").get(0).entry() + " " + ledger.history("ann").size();
      assertThat(stored(ledger, "closed")).isEqualTo(closed(chain, created, deleted));
      assertThat(stored(ledger, "created")).isNull();
      assertThat(stored(ledger, "deleted")).isNull();
    } else {
      assertThat(stored(ledger, "closed")).isNull();
      assertThat(stored(ledger, "created")).isEqualTo(created);
      assertThat(stored(ledger, "deleted")).isEqualTo(deleted);
    }
    assertThat(ledger.ledger().created("ann").map(GetReasonTest::text))
        .isEqualTo(optional(created));
    assertThat(ledger.ledger().deleted("ann").map(GetReasonTest::text))
        .isEqualTo(optional(deleted));
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
    JournalReplay.assertAgrees(redis, ledger.definition().ledger());
  }

  private static Optional<String> optional(String text) {
    return Optional.ofNullable(text);
  }

  private static String text(ReasonRecord record) {
    return record.at().toEpochMilli() + " " + Objects.toString(record.reason(), "");
  }

  @Test
  void theRecordsOfAnAccountAreWhereItIs() {
    TestLedger logged = open(LedgerBuilder.points().plain());
    TestLedger plain = withLog(false, logged);
    logged.applied(withReason("hello", logged.create("ann", "1")));
    String created = times(logged).get(0) + " hello";
    assertStored(logged, created, null);
    logged.applied(withReason("bye", logged.delete("ann")));
    String deleted = times(logged).get(1) + " bye";
    assertStored(logged, created, deleted);
    assertThat(logged.code(logged.create("ann", "1"))).isEqualTo(Code.ACCOUNT_DELETED);

    plain.applied(plain.create("ann", "2"));
    assertStored(plain, created, deleted);
    plain.applied(withReason("not kept", plain.delete("ann")));
    assertStored(plain, created, deleted);
    plain.atomic("atomic", plain.create("ann", "3"), plain.delete("ann"));
    assertStored(plain, created, deleted);

    plain.applied(plain.create("ann", "4"));
    logged.applied(logged.delete("ann"));
    assertStored(logged, created, times(logged).get(7) + " ");
  }

  @Test
  void anAccountMayHaveOneRecordOrNone() {
    TestLedger plain = open(LedgerBuilder.points().plain().log(false));
    TestLedger logged = withLog(true, plain);
    plain.applied(plain.create("ann", "1"));
    assertStored(plain, null, null);
    plain.applied(plain.delete("ann"));
    assertStored(plain, null, null);
    logged.applied(logged.create("ann", "1"));
    String created = times(logged).get(2) + " ";
    assertStored(logged, created, null);
    plain.applied(plain.delete("ann"));
    assertStored(plain, created, null);
    logged.applied(withReason("again", logged.create("ann", "1")));
    assertStored(logged, times(logged).get(4) + " again", null);

    TestLedger other = open(LedgerBuilder.points().plain());
    other.atomic("atomic", other.create("ann", "1"), withReason("bye", other.delete("ann")));
    List<String> times = times(other);
    assertStored(other, times.get(0) + " ", times.get(1) + " bye");
  }

  @Test
  void anAccountMayHaveARecordOfDeletionAlone() {
    TestLedger plain = open(LedgerBuilder.points().plain().log(false));
    TestLedger logged = withLog(true, plain);
    plain.applied(plain.create("ann", "1"));
    logged.applied(logged.delete("ann"));
    assertStored(logged, null, times(logged).get(1) + " ");
    assertThat(logged.code(logged.create("ann", "1"))).isEqualTo(Code.ACCOUNT_DELETED);
    plain.applied(plain.create("ann", "1"));
    assertStored(plain, null, times(logged).get(1) + " ");
  }
}
