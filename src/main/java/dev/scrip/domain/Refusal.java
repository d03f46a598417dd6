package dev.scrip.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A no: its code, one sentence for a person with the numbers that matter, and the same numbers as
 * fields.
 *
 * @param code the stable reason
 * @param detail a sentence or two
 * @param fields what a program may want to read, by name, in order
 */
public record Refusal(Code code, String detail, Map<String, Object> fields) {

  /** A refusal without fields. */
  public static Refusal of(Code code, String detail) {
    return new Refusal(code, detail, Map.of());
  }

  /** A request with something wrong in one of its fields. */
  public static Refusal invalid(String field, String message) {
    return invalid(List.of(new Violation(field, message)));
  }

  /** A request with something wrong in some of its fields. */
  public static Refusal invalid(List<Violation> violations) {
    StringBuilder detail = new StringBuilder();
    for (Violation violation : violations) {
      detail
          .append(detail.isEmpty() ? "" : "; ")
          .append(violation.field())
          .append(' ')
          .append(violation.message());
    }
    return new Refusal(
        Code.INVALID_REQUEST, detail.append('.').toString(), Map.of("violations", violations));
  }

  /** The same refusal with one more field. */
  public Refusal with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Refusal(code, detail, more);
  }

  /**
   * One thing that is wrong with a request.
   *
   * @param field the field's name, with its path where it is nested
   * @param message what is wrong, such as "must not be missing"
   */
  public record Violation(String field, String message) {}
}
