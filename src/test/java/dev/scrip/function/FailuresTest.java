package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The conversion of exceptions to refusals. */
class FailuresTest {

  private static final String SECRET = "redis://user:secret@host";

  record Request(@NotNull String name) {}

  @Test
  void aRefusalIsUnwrapped() {
    Refusal refusal = Refusal.of(Code.BELOW_MIN, "Too little.");
    Throwable refused = new RefusedException(refusal);
    assertThat(Failures.refusal(refused)).contains(refusal);
    assertThat(Failures.refusal(new ApplicationException(new CompletionException(refused))))
        .contains(refusal);
  }

  @Test
  void constraintViolationsAreAnInvalidRequest() {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      Throwable failure =
          new ConstraintViolationException(factory.getValidator().validate(new Request(null)));
      Refusal refusal = Failures.refusal(new ApplicationException(failure)).orElseThrow();
      assertThat(refusal.code()).isEqualTo(Code.INVALID_REQUEST);
      assertThat(refusal.detail()).isEqualTo("name must not be missing.");
    }
  }

  @Test
  void securityExceptionsAreRefusalsWithoutTheirMessages() {
    assertThat(Failures.refusal(new UnauthorizedException(SECRET)))
        .contains(Failures.unauthenticated());
    assertThat(Failures.refusal(new ForbiddenException(SECRET))).contains(Failures.forbidden());
    assertThat(Failures.unauthenticated().code()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(Failures.forbidden().code()).isEqualTo(Code.FORBIDDEN);
    assertThat(Failures.internal().code()).isEqualTo(Code.INTERNAL_ERROR);
  }

  @Test
  void anyOtherExceptionHasNoRefusal() {
    Throwable inside = new IllegalStateException(SECRET, new RuntimeException());
    assertThat(Failures.refusal(inside)).isEmpty();
    assertThat(Failures.unwrap(new ApplicationException(inside))).isSameAs(inside);
    assertThat(Failures.unwrap(inside)).isSameAs(inside);
    assertThat(Failures.unwrap(null)).isNull();
    Throwable alone = new CompletionException(null, null);
    assertThat(Failures.unwrap(alone)).isSameAs(alone);
  }
}
