package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The binding of JSON to requests. */
class StrictJsonTest {

  private final StrictJson json = new StrictJson();

  record Request(
      String account,
      @JsonDeserialize(using = StrictJson.AmountText.class) String amount,
      @JsonDeserialize(using = WholeNumberDeserializer.class) Integer limit,
      Boolean sure,
      Long plain,
      @Size(max = 3) List<String> accounts,
      @Size(max = 2) Map<String, String> weights,
      @Size(min = 1, max = 500) List<Step> operations) {}

  record Step(String function, TokenBuffer input) {}

  @Test
  void noTextIsAnEmptyObject() {
    assertThat(bind("")).isEqualTo(bind("{}"));
  }

  @Test
  void bindsEveryTypeOfField() {
    Request request =
        bind(
            "{\"account\":\"ann\",\"amount\":1,\"limit\":2,\"sure\":true,\"plain\":3,"
                + "\"accounts\":[\"a\",\"b\"],\"weights\":{\"gold\":\"7\"},"
                + "\"operations\":[{\"function\":\"add\",\"input\":{}}]}");
    assertThat(request.account()).isEqualTo("ann");
    assertThat(request.amount()).isEqualTo("1");
    assertThat(request.limit()).isEqualTo(2);
    assertThat(request.sure()).isTrue();
    assertThat(request.plain()).isEqualTo(3);
    assertThat(request.accounts()).containsExactly("a", "b");
    assertThat(request.weights()).containsEntry("gold", "7");
    assertThat(request.operations()).hasSize(1);
    assertThat(bind("null")).isNull();
  }

  private Request bind(String text) {
    return json.bind(text.getBytes(StandardCharsets.UTF_8), Request.class);
  }
}
