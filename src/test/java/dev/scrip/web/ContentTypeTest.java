package dev.scrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content types of bodies. */
class ContentTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON ; charset=utf-8",
        "application/cloudevents+json",
        "application/vnd.scrip+json;v=1"
      })
  void isJson(String header) {
    assertThat(ContentType.isJson(header)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "x",
        "text/plain",
        "text/json",
        "text/x+json",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "text/plain; application/json"
      })
  void isNotJson(String header) {
    assertThat(ContentType.isJson(header)).isFalse();
  }

  @Test
  void theMediaTypeHasNoParameters() {
    assertThat(ContentType.type(" Application/JSON ; charset=utf-8")).isEqualTo("application/json");
  }

  @Test
  void theRefusalNamesTheHeaderToSend() {
    assertThat(ContentType.refusal().detail())
        .isEqualTo("content-type must be JSON: send the header `content-type: application/json`.");
  }
}
