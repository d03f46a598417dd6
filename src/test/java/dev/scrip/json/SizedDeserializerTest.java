package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.StrictJsonTest.Request;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists and maps are refused at the first element beyond their size, while they are read. */
class SizedDeserializerTest {

  private final StrictJson json = new StrictJson();

  record Unlimited(List<String> accounts) {}

  record Weights(
      @Size(max = 1) @JsonDeserialize(contentUsing = StrictJson.AmountText.class)
          Map<String, String> weights) {}

  @Test
  void asManyElementsAsAllowedAreRead() {
    assertThat(bind("{'accounts':['a',null,'c']}").accounts()).containsExactly("a", null, "c");
    assertThat(bind("{'accounts':[]}").accounts()).isEmpty();
    assertThat(bind("{'accounts':null}").accounts()).isNull();
    assertThat(bind("{'weights':{'a':'1','b':null}}").weights())
        .containsEntry("a", "1")
        .containsEntry("b", null)
        .hasSize(2);
    assertThat(bind("{'operations':[" + "{},".repeat(499) + "{}]}").operations()).hasSize(500);
  }

  /** The text behind the last element that is read is no JSON. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'accounts':['a','b','c','d' no JSON | accounts must be 0 to 3.",
        "{'accounts':[null,null,null,null no JSON | accounts must be 0 to 3.",
        "{'weights':{'a':'1','b':'2','c':null no JSON | weights must be 0 to 2.",
        "{'weights':{'a':null,'b':null,'c':null no JSON | weights must be 0 to 2.",
      })
  void readingStopsAtTheFirstElementBeyondThem(String text, String detail) {
    assertThatThrownBy(() -> bind(text))
        .isInstanceOf(RefusedException.class)
        .hasMessage("invalid-request: " + detail);
  }

  @Test
  void aBatchIsReadUpToItsElementBeyond500() {
    assertThatThrownBy(() -> bind("{'operations':[" + "{},".repeat(500) + "{} no JSON"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("invalid-request: operations must be 1 to 500.");
  }

  @Test
  void aListWithoutASizeIsAnErrorOfTheRequest() {
    assertThatThrownBy(() -> json.bind("{\"accounts\":[]}", Unlimited.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must have a @Size");
  }

  @Test
  void elementsAreReadAsTheFieldSays() {
    assertThat(json.bind("{\"weights\":{\"gold\":1e2}}", Weights.class).weights())
        .containsEntry("gold", "100");
    assertThatThrownBy(() -> json.bind("{\"weights\":{\"gold\":[]}}", Weights.class))
        .hasMessageContaining("weights.gold must be a decimal number");
  }

  private Request bind(String text) {
    return json.bind(text.replace('\'', '"'), Request.class);
  }
}
