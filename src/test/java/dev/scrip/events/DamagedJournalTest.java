package dev.scrip.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.EventClient;
import dev.scrip.client.LedgerClient;
import dev.scrip.function.AcceptanceLedgers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is wrong with one entry or one client does not silence a ledger. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class DamagedJournalTest {

  @Inject Redis redis;

  /** Appends a transfer of one posting, which no script does. */
  private void damageJournal(String ledger) throws Exception {
    Request append = Request.cmd(Command.XADD).arg("{" + ledger + "}:transactions").arg("*");
    append.arg("v1").arg("transfer\n-1 1 - ann");
    redis.send(append).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void anEntryThatIsNoEventIsPassedOver() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.DAMAGED);
    try (EventClient first = EventClient.follow(points.name(), null)) {
      String before = points.call("create", "account", "ann", "amount", 1).getString("entry");
      assertThat(first.entries(1)).containsExactly(before);
      damageJournal(points.name());
      String after = points.call("add", "account", "ann", "amount", 1).getString("entry");
      assertThat(first.entries(1)).containsExactly(after);
      // Those who come later are served too, whether they begin behind the entry or before it.
      try (EventClient late = EventClient.follow(points.name(), null);
          EventClient all = EventClient.follow(points.name(), "0-0")) {
        assertThat(all.entries(2)).containsExactly(before, after);
        String last = points.call("add", "account", "ann", "amount", 1).getString("entry");
        assertThat(late.entries(1)).containsExactly(last);
        assertThat(all.entries(1)).containsExactly(last);
        assertThat(first.entries(1)).containsExactly(last);
      }
    }
  }
}
