package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNameTest {

  private static final String SMILE = "\ud83d\ude00";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " ",
        "Lisa",
        "J\u00f6rg \ud83d\ude00",
        "a b",
        "a:b",
        "a/b",
        "{a}",
        "\"",
        "\\",
        "\u00e4\u00f6",
        "\u540d\u524d",
        "-",
        "\u2028",
        SMILE,
        "e\u0301"
      })
  void takesAnyPrintableName(String name) {
    assertThat(AccountName.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "a\u0000b",
        "a\nb",
        "a\n",
        "\r",
        "\t",
        "\u001b",
        "\u007f",
        "\u0085",
        "\u009f",
        "\ud83d",
        "\ude00",
        "a\ud83d"
      })
  void takesNoControlsAndNoHalfCharacters(String name) {
    assertThat(AccountName.isName(name)).isFalse();
  }

  @Test
  void isAtMost128CharactersLong() {
    assertThat(AccountName.isName("a".repeat(128))).isTrue();
    assertThat(AccountName.isName("a".repeat(129))).isFalse();
    assertThat(AccountName.isName(SMILE.repeat(128))).isTrue();
    assertThat(AccountName.isName(SMILE.repeat(129))).isFalse();
  }
}
