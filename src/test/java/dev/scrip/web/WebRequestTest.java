package dev.scrip.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request says of itself: its content type, and whether it is a CloudEvent. */
class WebRequestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        " Application/JSON ; charset=utf-8",
        "APPLICATION/JSON ; charset=utf-8",
        "application/cloudevents+json",
        "application/vnd.scrip+json;v=1"
      })
  void isJson(String header) {
    assertThat(WebRequest.isJson(header)).isTrue();
    assertThat(request("add", Map.of("content-type", header)).isJson()).isTrue();
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
    assertThat(WebRequest.isJson(header)).isFalse();
  }

  @Test
  void aRepeatedHeaderIsRefused() {
    WebRequest request =
        new WebRequest("POST", "add", null, name -> List.of("1", "2"), new byte[0]);
    assertThatThrownBy(() -> request.header("ce-id"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("ce-id appears twice");
  }

  @Test
  void aStructuredEventIsSentToTheRootPath() {
    Map<String, String> event =
        Map.of("content-type", "Application/CloudEvents+JSON; charset=utf-8");
    assertThat(request("", event).isStructuredEvent()).isTrue();
    assertThat(request("add", event).isStructuredEvent()).isFalse();
    assertThat(request("", Map.of("content-type", "application/json")).isStructuredEvent())
        .isFalse();
    assertThat(request("", Map.of()).isStructuredEvent()).isFalse();
  }

  @Test
  void aBinaryEventHasAttributesInHeaders() {
    for (String header : List.of("ce-specversion", "ce-source", "ce-id")) {
      assertThat(request("add", Map.of(header, "x")).isBinaryEvent()).as(header).isTrue();
    }
    assertThat(request("add", Map.of("ce-type", "x")).isBinaryEvent()).isFalse();
  }

  private static WebRequest request(String path, Map<String, String> headers) {
    return new WebRequest(
        "POST",
        path,
        null,
        name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(),
        new byte[0]);
  }
}
