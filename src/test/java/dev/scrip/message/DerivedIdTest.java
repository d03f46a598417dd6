package dev.scrip.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.OperationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedIdTest {

  @Test
  void aShortOneCanBeRead() {
    assertThat(DerivedId.of("shop", "42")).isEqualTo("4:shop:42");
  }

  @Test
  void whatIsNoIdIsHashed() {
    for (String source : List.of("/shop/tills", "https://shop.example/tills", "a".repeat(200))) {
      assertThat(DerivedId.of(source, "42")).matches("[A-Za-z0-9_-]{43}");
    }
    assertThat(DerivedId.of("shop", "a\nb")).matches("[A-Za-z0-9_-]{43}");
    assertThat(DerivedId.of("/shop", "42")).isEqualTo(DerivedId.of("/shop", "42"));
  }

  @Test
  void noTwoEventsMeet() {
    List<String> texts =
        List.of(
            "a",
            "b",
            ":",
            "1",
            "a:",
            ":a",
            "1:a",
            "1:a:",
            "a/",
            "/a",
            "/",
            "//",
            "a/b",
            "\ud800",
            "\ud801",
            "\udfff",
            "?",
            "\n",
            "a\u0000",
            "x".repeat(121),
            "x".repeat(122),
            "x".repeat(200),
            DerivedId.of("/", "a"),
            "4:shop:42",
            "shop:42");
    List<String> ids = new ArrayList<>();
    for (String source : texts) {
      for (String id : texts) {
        ids.add(DerivedId.of(source, id));
      }
    }
    assertThat(ids).allMatch(OperationId::isId);
    assertThat(new HashSet<>(ids)).hasSize(ids.size());
  }
}
