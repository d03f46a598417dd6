package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.RefusedException;
import dev.scrip.json.StrictJsonTest.Request;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole numbers are read from JSON integers and from strings of digits. */
class WholeNumberDeserializerTest {

  private final StrictJson json = new StrictJson();

  @Test
  void aWholeNumberMayBeAStringAsAQuerySendsIt() {
    assertThat(bind("{\"limit\":\"10\"}").limit()).isEqualTo(10);
    assertThat(bind("{\"limit\":-10}").limit()).isEqualTo(-10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e2", "\"ten\"", "\"\"", "\"+1\"", "1234567890", "true", "[1]"})
  void otherValuesAreRefused(String value) {
    assertThatThrownBy(() -> bind("{\"limit\":" + value + "}"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("limit must be a whole number");
  }

  private Request bind(String text) {
    return json.bind(text.getBytes(StandardCharsets.UTF_8), Request.class);
  }
}
