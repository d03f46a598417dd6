package dev.scrip.log;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Escapes the control characters in messages and in the texts of exceptions. A message id, an
 * operation or an error of Redis may contain a line feed and could otherwise forge a line of the
 * log. The lines of a stack trace remain lines.
 */
@LoggingFilter(name = "control-characters")
public final class ControlCharacters implements Filter {

  private static final int MAX_CAUSES = 32;

  /** Writes the message of a record, with its parameters and nothing else. */
  private final Formatter messages = new PatternFormatter("%s");

  @Override
  public boolean isLoggable(LogRecord record) {
    if (record instanceof ExtLogRecord each) {
      String message = messages.format(each);
      if (isAffected(message)) {
        each.setMessage(escape(message), FormatStyle.NO_FORMAT);
      }
    }
    if (isAffected(record.getThrown())) {
      record.setThrown(EscapedThrowable.of(record.getThrown(), 0));
    }
    return true;
  }

  /** The text with an escape sequence of Java instead of each control character. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\n') {
        escaped.append("\\n");
      } else if (isAffected(each)) {
        escaped.append(String.format("\\u%04x", (int) each));
      } else {
        escaped.append(each);
      }
    }
    return escaped.toString();
  }

  private static boolean isAffected(String text) {
    return text.chars().anyMatch(ControlCharacters::isAffected);
  }

  /** Whether a character is a control character or separates lines. */
  private static boolean isAffected(int character) {
    return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
  }

  private static boolean isAffected(Throwable thrown) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < MAX_CAUSES; depth++) {
      if (isAffected(each.toString()) || hasAffectedSuppressed(each)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  private static boolean hasAffectedSuppressed(Throwable thrown) {
    return Arrays.stream(thrown.getSuppressed()).anyMatch(each -> isAffected(each.toString()));
  }

  /** An exception with the stack trace and the causes of another one, whose text is escaped. */
  private static final class EscapedThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    private final String text;

    private EscapedThrowable(Throwable original, Throwable cause) {
      super(null, cause, false, true);
      text = escape(original.toString());
      setStackTrace(original.getStackTrace());
    }

    /** Causes may be circular, so they end at a depth. */
    static Throwable of(Throwable original, int depth) {
      return original == null || depth == MAX_CAUSES
          ? null
          : new EscapedThrowable(original, of(original.getCause(), depth + 1));
    }

    // The text begins with the name of the original class, which a stack trace does not write.
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
      return text;
    }
  }
}
