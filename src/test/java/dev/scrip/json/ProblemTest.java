package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The problem details of refusals. */
class ProblemTest {

  @Test
  void hasTheFieldsOfRfc9457FirstAndThoseOfTheRefusalAfterThem() throws JsonProcessingException {
    Refusal refusal =
        Refusal.of(Code.BELOW_MIN, "Too low.").with("account", "ann").with("min", "0");
    assertThat(new ObjectMapper().writeValueAsString(Problem.of(refusal)))
        .isEqualTo(
            "{\"type\":\"urn:scrip:below-min\",\"title\":\""
                + Code.BELOW_MIN.title()
                + "\",\"status\":422,\"detail\":\"Too low.\",\"code\":\"below-min\","
                + "\"account\":\"ann\",\"min\":\"0\"}");
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyCodeHasAStatus(Code code) {
    assertThat(Problem.status(code)).isBetween(400, 503);
    assertThat(Problem.of(Refusal.of(code, "x.")).status()).isEqualTo(Problem.status(code));
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, 400",
    "UNAUTHENTICATED, 401",
    "FORBIDDEN, 403",
    "UNKNOWN_ACCOUNT, 404",
    "METHOD_NOT_ALLOWED, 405",
    "ACCOUNT_EXISTS, 409",
    "REQUEST_TOO_LARGE, 413",
    "ID_REUSED, 422",
    "INTERNAL_ERROR, 500",
    "STORE_UNAVAILABLE, 503",
    "KEYS_UNAVAILABLE, 503"
  })
  void theStatusFollowsFromTheCode(Code code, int status) {
    assertThat(Problem.status(code)).isEqualTo(status);
  }
}
