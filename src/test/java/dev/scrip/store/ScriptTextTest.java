package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts of scripts and their hashes. */
class ScriptTextTest {

  @ParameterizedTest
  @EnumSource(Script.class)
  void isKnownByTheHashOfItsWholeText(Script script) throws Exception {
    ScriptText text = ScriptText.of(script);
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-1")
            .digest(text.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(text.sha()).isEqualTo(java.util.HexFormat.of().formatHex(digest)).hasSize(40);
    assertThat(text.text()).doesNotContain("@include");
  }
}
