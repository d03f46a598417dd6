package dev.scrip.function;

import dev.scrip.domain.Refusal;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What the validator found, as one refusal. */
public final class Violations {

  /** A body of a megabyte can be wrong in a hundred thousand places: a few of them will do. */
  private static final int MAX = 20;

  private Violations() {}

  /** The refusal that violations are, of which there is at least one. */
  public static Refusal refusal(Set<? extends ConstraintViolation<?>> found) {
    List<Refusal.Violation> violations =
        found.stream()
            .map(Violations::violation)
            .sorted(
                Comparator.comparing(Refusal.Violation::field)
                    .thenComparing(Refusal.Violation::message))
            .limit(MAX)
            .toList();
    return Refusal.invalid(violations);
  }

  private static Refusal.Violation violation(ConstraintViolation<?> violation) {
    return new Refusal.Violation(field(violation.getPropertyPath()), violation.getMessage());
  }

  /**
   * The path as a caller knows it: without the method and its parameter, and with steps into lists
   * and maps.
   */
  private static String field(Path path) {
    StringBuilder field = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getIndex() != null) {
        field.append('[').append(node.getIndex()).append(']');
      } else if (node.getKey() != null) {
        field.append('.').append(node.getKey());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        field.append(field.isEmpty() ? "" : ".").append(node.getName());
      }
    }
    return field.isEmpty() ? "body" : field.toString();
  }
}
