package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The refusals of requests that violate constraints. */
class ViolationsTest {

  private static ValidatorFactory factory;
  private static Validator validator;

  record Request(
      @NotNull String name,
      @Min(value = 1, message = "must be 1 or more") Integer limit,
      List<@Valid @NotNull Step> steps,
      Map<String, @NotNull String> weights) {}

  record Step(@NotNull String function) {}

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
  void aValidRequestPasses() {
    assertThat(validator.validate(new Request("a", 1, List.of(), Map.of("b", "c")))).isEmpty();
  }

  @Test
  void listsEveryViolationByField() {
    Refusal refusal = refusal(new Request(null, 0, List.of(), Map.of()));
    assertThat(refusal.code()).isEqualTo(Code.INVALID_REQUEST);
    assertThat(refusal.detail()).isEqualTo("limit must be 1 or more; name must not be missing.");
    assertThat(refusal.fields().get("violations"))
        .isEqualTo(
            List.of(
                new Refusal.Violation("limit", "must be 1 or more"),
                new Refusal.Violation("name", "must not be missing")));
  }

  @Test
  void namesFieldsByTheirPath() {
    List<Step> steps = new ArrayList<>(List.of(new Step("add"), new Step(null)));
    steps.add(null);
    assertThat(refusal(new Request("a", 1, steps, Map.of())).detail())
        .isEqualTo("steps[1].function must not be missing; steps[2] must not be missing.");
    assertThat(refusal(new Request("a", 1, null, Collections.singletonMap("gold", null))).detail())
        .isEqualTo("weights.gold must not be missing.");
  }

  @Test
  void hasAtMostTwentyViolations() {
    List<Step> steps = Collections.nCopies(100, new Step(null));
    assertThat((List<?>) refusal(new Request("a", 1, steps, null)).fields().get("violations"))
        .hasSize(20);
  }

  private static Refusal refusal(Request request) {
    return Violations.refusal(validator.validate(request));
  }
}
