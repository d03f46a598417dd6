package dev.scrip.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.RefusedException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversion of queries to JSON. */
class QueryTest {

  @Test
  void noQueryIsAnEmptyObject() {
    assertThat(json(null)).isEqualTo(new JsonObject());
    assertThat(json("")).isEqualTo(new JsonObject());
  }

  @Test
  void everyParameterIsAStringField() {
    assertThat(json("account=ann&limit=10&cursor="))
        .isEqualTo(new JsonObject().put("account", "ann").put("limit", "10").put("cursor", ""));
  }

  @Test
  void escapesAreDecoded() {
    assertThat(json("account=a+%C3%A9%2B%22").getString("account")).isEqualTo("a \u00e9+\"");
  }

  /** Some servers take a semicolon as the end of a parameter. */
  @Test
  void aSemicolonIsAPartOfAValue() {
    assertThat(json("account=ann;&limit=1;2").getString("account")).isEqualTo("ann;");
  }

  @Test
  void anInfiniteEndOfARangeMayHaveAPlus() {
    assertThat(json("high=+inf").getString("high")).isEqualTo("+inf");
    assertThat(json("low=%2Binf").getString("low")).isEqualTo("+inf");
    assertThat(json("account=+inf").getString("account")).isEqualTo(" inf");
  }

  @Test
  void aRepeatedParameterIsRefused() {
    assertThatThrownBy(() -> Query.toJson("account=a&account=a"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("account appears twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"account=%zz", "account=%", "account=%e", "%zz"})
  void aMalformedEscapeIsRefused(String query) {
    assertThatThrownBy(() -> Query.toJson(query))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("query has a percent sign without two hexadecimal digits behind it");
  }

  private static JsonObject json(String query) {
    return new JsonObject(new String(Query.toJson(query), StandardCharsets.UTF_8));
  }
}
