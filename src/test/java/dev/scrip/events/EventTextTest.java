package dev.scrip.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Posting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journal entries as server-sent events. */
class EventTextTest {

  private static final String ENTRY = "1893456000000-7";
  private static final String TIME = "2030-01-01T00:00:00.000Z";

  @Test
  void aTransferIsOneEvent() {
    Entry entry = entry("transfer", posting("ann", "-5"), posting("bob", "5"));
    String event =
        "id: "
            + ENTRY
            + "\nevent: transfer\ndata: {\"operation\":\"transfer\",\"entry\":\""
            + ENTRY
            + "\",\"from\":\"ann\",\"to\":\"bob\",\"amount\":\"5\",\"timestamp\":\""
            + TIME
            + "\"}\n\n";
    EventText text = EventText.of(entry);
    assertThat(text.entry()).isEqualTo(entry);
    assertThat(text.text()).isEqualTo(event);
    assertThat(text.textFor(null)).isEqualTo(event);
    assertThat(text.textFor("ann")).isEqualTo(event);
    assertThat(text.textFor("bob")).isEqualTo(event);
    assertThat(text.textFor("carol")).isEmpty();
  }

  @Test
  void anyOtherEntryIsOneEventForEachPostingOfWhichTheLastHasTheId() {
    EventText text = EventText.of(entry("reap", posting("ann", "5"), posting("bob", "7")));
    assertThat(text.text())
        .isEqualTo(event("reap", "ann", "5") + "id: " + ENTRY + "\n" + event("reap", "bob", "7"));
    assertThat(text.textFor("ann")).isEqualTo("id: " + ENTRY + "\n" + event("reap", "ann", "5"));
    assertThat(text.textFor("carol")).isEmpty();
  }

  @Test
  void theAmountOfABurnIsPositive() {
    assertThat(EventText.of(entry("burn", posting("ann", "-5"))).text())
        .isEqualTo("id: " + ENTRY + "\n" + event("burn", "ann", "5"));
    assertThat(EventText.of(entry("add", posting("ann", "-5"))).text())
        .isEqualTo("id: " + ENTRY + "\n" + event("add", "ann", "-5"));
  }

  @Test
  void namesAreEscapedAsJson() {
    assertThat(EventText.of(entry("add", posting("\"a\\", "1"))).text())
        .contains("\"account\":\"\\\"a\\\\\"");
  }

  private static String event(String operation, String account, String amount) {
    return "event: "
        + operation
        + "\ndata: {\"operation\":\""
        + operation
        + "\",\"entry\":\""
        + ENTRY
        + "\",\"account\":\""
        + account
        + "\",\"amount\":\""
        + amount
        + "\",\"timestamp\":\""
        + TIME
        + "\"}\n\n";
  }

  private static Entry entry(String operation, Posting... postings) {
    return new Entry(
        ENTRY,
        operation,
        null,
        Instant.parse(TIME),
        null,
        null,
        null,
        List.of(postings),
        List.of());
  }

  private static Posting posting(String account, String amount) {
    return new Posting(account, Amount.ofUnits(amount, 0), Amount.ofUnits("100", 0));
  }
}
