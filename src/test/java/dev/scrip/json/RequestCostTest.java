package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.scrip.batch.BatchFunction;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.CreateFunction;
import dev.scrip.function.TransferFunction;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cost of the worst bodies of 1 MiB, in allocated bytes, which unlike times are the same in
 * every run: none costs more than a constant factor of its size.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SAME_THREAD)
class RequestCostTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final int MAX_FACTOR = 25;
  private static final String INPUT = "{\"operations\":[{\"function\":\"transfer\",\"input\":";

  private static ValidatorFactory factory;
  private static Validator validator;

  private final StrictJson json = new StrictJson();

  @BeforeAll
  static void open() {
    factory = Validation.buildDefaultValidatorFactory();
    validator = factory.getValidator();
  }

  @AfterAll
  static void close() {
    factory.close();
  }

  @Test
  void ofLongLists() {
    for (String element :
        new String[] {"{}", "null", "1", "[]", "{\"function\":\"a\",\"input\":{}}"}) {
      checkBatch("{\"operations\":[", element, "]}");
    }
  }

  @Test
  void ofManyInvalidOperations() {
    String operation =
        "{\"function\":null,\"input\":null,\"sequence\":\"" + "\\u0001".repeat(340) + "\"}";
    String transfer =
        INPUT.substring(INPUT.indexOf("[") + 1)
            + "{\"ledger\":\"\",\"from\":\"\",\"to\":\"\",\"amount\":\"\",\"id\":\"\",\"reason\":\""
            + "\\u0001".repeat(330)
            + "\"}}";
    for (String each : new String[] {operation, transfer}) {
      checkBatch(
          "{\"operations\":[" + String.join(",", Collections.nCopies(499, each)) + ",", each, "]}");
    }
  }

  @Test
  void ofInputsThatHoldAnything() {
    String deep = "[".repeat(14) + "]".repeat(14);
    String deepObjects = "{\"a\":".repeat(14) + "1" + "}".repeat(14);
    for (String element :
        new String[] {"1", "\"\"", "{}", "1e99", "0.1", deep, deepObjects, "\"\\u0041\\n\""}) {
      checkBatch(INPUT + "[", element, "]}]}");
    }
    checkBatch(INPUT + "{", "\"a\":1", "}}]}");
    check(named(INPUT + "{", i -> Integer.toString(i, 36), "}}]}"), BatchFunction.Request.class);
  }

  @Test
  void ofLongTexts() {
    for (String field : new String[] {"account", "amount", "id", "reason", "notAfter", "x"}) {
      for (String unit : new String[] {"x", "\\u0001", "\u00e4"}) {
        String begin = "{\"" + field + "\":\"";
        check(begin + unit.repeat((MEBIBYTE - 100) / bytes(unit)) + "\"}");
      }
    }
    check("{\"" + "\\u0001".repeat(170_000) + "\":1}");
    check("{\"amount\":" + "1".repeat(1_000_000) + "}");
    check("{\"amount\":1e" + "1".repeat(1_000_000) + "}");
    check("{\"account\":\"a\"" + " ".repeat(1_000_000) + "}");
  }

  @Test
  void ofManyFields() {
    check(named("{", i -> Integer.toString(i, 36), "}"));
    // The names have the same hash code.
    check(named("{", i -> pairs(i, "Aa", "BB"), "}"));
    check(named("{", i -> pairs(i, "bA", "ab"), "}"));
    check(named("{", i -> Integer.toString(i, 36) + "\\u0001".repeat(250), "}"));
    for (String field : new String[] {"\"a\":1", "\"account\":\"a\"", "\"x\":{\"y\":[]}"}) {
      check(list("{", field, "}"));
    }
  }

  private void checkBatch(String begin, String element, String end) {
    check(list(begin, element, end), BatchFunction.Request.class);
  }

  private void check(String text) {
    check(text, CreateFunction.Request.class);
  }

  private void check(String text, Class<?> type) {
    assertThat(bytes(text)).isLessThanOrEqualTo(MEBIBYTE);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    // The first run loads classes.
    read(body, type);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    read(body, type);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as(text.substring(0, 60))
        .isLessThan((long) MAX_FACTOR * MEBIBYTE);
  }

  /** Binds and validates a request and the inputs of its operations, as a call of a function. */
  private void read(byte[] body, Class<?> type) {
    try {
      Object request = json.bind(body, type);
      check(request);
      if (request instanceof BatchFunction.Request batch) {
        batch.operations().forEach(this::read);
      }
    } catch (RefusedException e) {
      assertThat(e.refusal().detail()).hasSizeLessThanOrEqualTo(5000);
    }
  }

  private void check(Object request) {
    Set<ConstraintViolation<Object>> found = validator.validate(request);
    if (!found.isEmpty()) {
      throw new RefusedException(Violations.refusal(found));
    }
  }

  private void read(BatchFunction.Item item) {
    try {
      check(json.bind(item.input(), TransferFunction.Request.class));
    } catch (RefusedException e) {
      assertThat(e.refusal().detail()).hasSizeLessThanOrEqualTo(5000);
    }
  }

  private static String list(String begin, String element, String end) {
    int room = MEBIBYTE - bytes(begin) - bytes(end) - bytes(element);
    return begin + (element + ",").repeat(Math.max(room / (bytes(element) + 1), 0)) + element + end;
  }

  private static String named(String begin, IntFunction<String> name, String end) {
    StringBuilder text = new StringBuilder(begin);
    for (int i = 0; text.length() + end.length() + 2000 < MEBIBYTE; i++) {
      text.append(i == 0 ? "\"" : ",\"").append(name.apply(i)).append("\":1");
    }
    return text.append(end).toString();
  }

  /** A text of 16 of these pairs of characters, chosen by the bits of a number. */
  private static String pairs(int number, String zero, String one) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 16; bit++) {
      text.append((number >> bit & 1) == 0 ? zero : one);
    }
    return text.toString();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
