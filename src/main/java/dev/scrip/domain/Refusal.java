package dev.scrip.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The refusal of a call: a code, a sentence with the relevant values, and these values as fields.
 *
 * @param code the code
 * @param detail one or two sentences for people
 * @param fields the values for programs by name, in order; may be empty
 */
public record Refusal(Code code, String detail, Map<String, Object> fields) {

  /** The most characters of a detail: those of some twenty violations. */
  private static final int MAX_DETAIL = 5000;

  /**
   * Creates a refusal. Its detail may contain text of the caller, and is made printable.
   *
   * @param code the code
   * @param detail one or two sentences for people
   * @param fields the values for programs by name, in order; may be empty
   */
  public Refusal {
    detail = Printable.of(detail, MAX_DETAIL);
  }

  /**
   * A refusal without fields.
   *
   * @param code the code
   * @param detail one or two sentences for people
   * @return the refusal
   */
  public static Refusal of(Code code, String detail) {
    return new Refusal(code, detail, Map.of());
  }

  /**
   * The refusal {@code invalid-request} for one field.
   *
   * @param field the field's name, with its path if it is nested
   * @param message the problem, such as "must not be missing"
   * @return the refusal
   */
  public static Refusal invalid(String field, String message) {
    return invalid(List.of(new Violation(field, message)));
  }

  /**
   * The refusal {@code invalid-request} for some fields.
   *
   * @param violations the problems, at least one
   * @return the refusal
   */
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

  /**
   * The same refusal with one more field.
   *
   * @param field the field's name
   * @param value the value, which is written as JSON
   * @return a new refusal
   */
  public Refusal with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Refusal(code, detail, more);
  }

  /**
   * A problem of one field of a request.
   *
   * @param field the field's name, with its path if it is nested
   * @param message the problem, such as "must not be missing"
   */
  public record Violation(String field, String message) {

    /** The most characters of a field: those of a name in a list in a batch, and more. */
    private static final int MAX_FIELD = 200;

    /**
     * Creates a violation. A caller can send a field of any name, which is made printable.
     *
     * @param field the field's name, with its path if it is nested
     * @param message the problem, such as "must not be missing"
     */
    public Violation {
      field = Printable.of(field, MAX_FIELD);
    }
  }
}
