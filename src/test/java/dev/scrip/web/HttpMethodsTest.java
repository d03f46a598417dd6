package dev.scrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.domain.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The HTTP methods of functions. */
class HttpMethodsTest {

  @ParameterizedTest
  @EnumSource(LedgerFunction.class)
  void everyFunctionIsCalledByPostAndReadsByGet(LedgerFunction function) {
    boolean read = function.effect() == Effect.READ;
    assertThat(HttpMethods.allow(function, "POST")).isTrue();
    assertThat(HttpMethods.allow(function, "GET")).isEqualTo(read);
    for (String other : List.of("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "")) {
      assertThat(HttpMethods.allow(function, other)).as(other).isFalse();
    }
    assertThat(HttpMethods.allowed(function)).isEqualTo(read ? "GET, POST" : "POST");
  }

  @Test
  void theRefusalNamesTheMethods() {
    assertThat(HttpMethods.refusal(LedgerFunction.GET).code()).isEqualTo(Code.METHOD_NOT_ALLOWED);
    assertThat(HttpMethods.refusal(LedgerFunction.GET).detail())
        .isEqualTo("Call get by GET or POST.");
    assertThat(HttpMethods.refusal(LedgerFunction.ADD).detail())
        .isEqualTo("Call add by POST: it changes the ledger.");
  }
}
