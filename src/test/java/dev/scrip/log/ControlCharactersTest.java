package dev.scrip.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.Test;

/** Texts of strangers in the log. */
@QuarkusTest
class ControlCharactersTest {

  private static final String FORGED =
      "7\r\n12:00:00,000 INFO  [Queue] all is well\u2028\u0085\u001b[2J";
  private static final String ESCAPED =
      "7\\u000d\\n12:00:00,000 INFO  [Queue] all is well\\u2028\\u0085\\u001b[2J";

  private final PatternFormatter formatter = new PatternFormatter("%p [%c{1}] %s%e%n");

  @Test
  void cannotForgeALine() {
    ExtLogRecord record = record("Message %s failed");
    record.setParameters(new Object[] {FORGED});
    assertThat(written(record))
        .isEqualTo("WARN [Test] Message " + ESCAPED + " failed%n".formatted());
  }

  @Test
  void cannotForgeALineAsTheTextOfAnException() {
    IllegalStateException cause = new IllegalStateException(FORGED);
    cause.addSuppressed(new IllegalStateException("suppressed\nforged"));
    cause.initCause(new IllegalStateException("circular\n", cause));
    ExtLogRecord record = record("A request failed");
    record.setThrown(new IllegalArgumentException("wrapper", cause));
    String written = written(record);
    assertThat(written)
        .contains(
            "A request failed: java.lang.IllegalArgumentException: wrapper%n\tat ".formatted())
        .contains("Caused by: java.lang.IllegalStateException: " + ESCAPED + "%n".formatted())
        .contains("Caused by: java.lang.IllegalStateException: circular\\n%n".formatted())
        .contains("\tat " + ControlCharactersTest.class.getName() + ".");
    assertThat(written.strip().lines().skip(1))
        .allMatch(line -> line.matches("(\tat |Caused by: |\t\\.\\.\\. ).*"));
  }

  @Test
  void cannotForgeALineAsASuppressedException() {
    ExtLogRecord record = record("A request failed");
    IllegalStateException plain = new IllegalStateException("plain");
    plain.addSuppressed(new IllegalStateException(FORGED));
    record.setThrown(new IllegalArgumentException("wrapper", plain));
    assertThat(written(record).strip().lines().skip(1))
        .allMatch(line -> line.matches("(\tat |Caused by: |\t\\.\\.\\. ).*"));
  }

  @Test
  void otherTextsAreNotChanged() {
    IllegalStateException thrown = new IllegalStateException("plain é \uD83D\uDE00");
    ExtLogRecord record = record("100%% of \u00e9 %s");
    record.setParameters(new Object[] {"x"});
    record.setThrown(thrown);
    assertThat(new ControlCharacters().isLoggable(record)).isTrue();
    assertThat(record.getThrown()).isSameAs(thrown);
    assertThat(record.getMessage()).isEqualTo("100%% of \u00e9 %s");
  }

  @Test
  void areEscapedOnTheConsole() {
    assertThat(Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers()))
        .filteredOn(ConsoleHandler.class::isInstance)
        .isNotEmpty()
        .allSatisfy(
            handler -> {
              ExtLogRecord record = record(FORGED);
              assertThat(handler.getFilter().isLoggable(record)).isTrue();
              assertThat(record.getMessage()).isEqualTo(ESCAPED);
            });
  }

  private String written(ExtLogRecord record) {
    assertThat(new ControlCharacters().isLoggable(record)).isTrue();
    return formatter.format(record);
  }

  private static ExtLogRecord record(String message) {
    ExtLogRecord record =
        new ExtLogRecord(
            Level.WARN, message, FormatStyle.PRINTF, ControlCharactersTest.class.getName());
    record.setLoggerName("dev.scrip.Test");
    return record;
  }
}
