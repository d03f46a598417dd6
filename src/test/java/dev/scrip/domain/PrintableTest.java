package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text of strangers in messages. */
class PrintableTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    for (String text :
        new String[] {"", "operations[3].input.amount", "J\u00f6rg \u4e2d \"\\<b>"}) {
      assertThat(Printable.of(text, 100)).isEqualTo(text);
    }
    String family = "\ud83d\udc69\u200d\ud83d\udc67";
    assertThat(Printable.of(family, 100)).isEqualTo(family);
  }

  @Test
  void invisibleCharactersAreEscaped() {
    assertThat(Printable.of("a\n\r\t\u0000\u001b[1m\u007f\u0085b", 100))
        .isEqualTo("a\\u000a\\u000d\\u0009\\u0000\\u001b[1m\\u007f\\u0085b");
    assertThat(Printable.of("\u2028\u2029\u202e\u2066\ufeff\u00ad", 100))
        .isEqualTo("\\u2028\\u2029\\u202e\\u2066\\ufeff\\u00ad");
    assertThat(Printable.of("\ud800x\udc00", 100)).isEqualTo("\\ud800x\\udc00");
    assertThat(Printable.of("\udb40\udc41", 100)).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void longTextIsCut() {
    assertThat(Printable.of("x".repeat(10), 10)).isEqualTo("x".repeat(10));
    assertThat(Printable.of("x".repeat(11), 10)).isEqualTo("xxxxxxx...");
    assertThat(Printable.of("x".repeat(10_000_000), 10)).isEqualTo("xxxxxxx...");
    assertThat(Printable.of("\n".repeat(11), 10)).isEqualTo("\\u000a\\...");
    assertThat(Printable.of("\ud83d\ude00".repeat(6), 10))
        .isEqualTo("\ud83d\ude00".repeat(3) + "...");
  }
}
