package dev.scrip.json;

import dev.scrip.domain.Refusal;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Converts violations of constraints to a refusal. */
public final class Violations {

  /** The most violations in a refusal: a body of 1 MiB can have a hundred thousand. */
  private static final int MAX = 20;

  private Violations() {}

  /**
   * Converts violations to a refusal.
   *
   * @param found the violations, at least one
   * @return the refusal {@code invalid-request}, with at most 20 violations
   */
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

  /** The path of a field as the caller wrote it, with the indexes of lists and keys of maps. */
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
