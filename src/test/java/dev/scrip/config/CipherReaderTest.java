package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AccountCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which account ciphers and keys are taken, and that no error shows a key. */
class CipherReaderTest {

  @TempDir Path dir;

  @Test
  void isNoneUnlessSet() {
    assertThat(cipher()).isEqualTo(AccountCipher.NONE);
    assertThat(cipher("account-cipher", "none")).isEqualTo(AccountCipher.NONE);
  }

  @ParameterizedTest
  @CsvSource({"aes-siv, 64", "hmac-sha256, 32"})
  void takesAKeyOfTheRightLength(String method, int length) throws IOException {
    byte[] key = key(length);
    String text = Base64.getEncoder().encodeToString(key);
    AccountCipher cipher = cipher("account-cipher", method, "account-key", text);
    assertThat(cipher.method().word()).isEqualTo(method);
    assertThat(cipher.key().bytes()).isEqualTo(key);
    Path file = Files.writeString(dir.resolve("key"), text + "\n");
    assertThat(cipher("account-cipher", method, "account-key-file", file.toString()))
        .isEqualTo(cipher);
  }

  @ParameterizedTest
  @CsvSource({
    "aes-siv, 64, 0",
    "aes-siv, 64, 16",
    "aes-siv, 64, 32",
    "aes-siv, 64, 63",
    "aes-siv, 64, 65",
    "hmac-sha256, 32, 16",
    "hmac-sha256, 32, 31",
    "hmac-sha256, 32, 33",
    "hmac-sha256, 32, 64"
  })
  void refusesAKeyOfAnyOtherLength(String method, int right, int length) throws IOException {
    String text = Base64.getEncoder().encodeToString(key(length));
    Path file = Files.writeString(dir.resolve("key"), text);
    String error =
        "scrip.ledgers.a.account-key must be %d bytes in base64 for %s, not %d."
            .formatted(right, method, length);
    assertThat(error("account-cipher", method, "account-key-file", file.toString()))
        .isEqualTo(error);
    if (length > 0) {
      assertThat(error("account-cipher", method, "account-key", text)).isEqualTo(error);
    }
  }

  @Test
  void reportsErrorsWithoutDisplayingKeys() throws IOException {
    String secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
    Path file = Files.writeString(dir.resolve("key"), secret + "!");
    assertThat(error("account-cipher", "aes-siv", "account-key", secret + "!"))
        .isEqualTo("scrip.ledgers.a.account-key must hold base64.");
    assertThat(error("account-cipher", "aes-siv", "account-key-file", file.toString()))
        .isEqualTo("scrip.ledgers.a.account-key-file must hold base64.");
    assertThat(error("account-cipher", "aes-siv", "account-key-file", dir + "/nowhere"))
        .isEqualTo("scrip.ledgers.a.account-key-file cannot be read.");
    assertThat(error("account-cipher", "aes-siv", "account-key-file", dir.toString()))
        .isEqualTo("scrip.ledgers.a.account-key-file cannot be read.");
    assertThat(error("account-cipher", "aes-siv"))
        .isEqualTo(
            "scrip.ledgers.a.account-key or account-key-file must be set, and only one of them.");
    assertThat(
            error(
                "account-cipher",
                "aes-siv",
                "account-key",
                secret,
                "account-key-file",
                file.toString()))
        .isEqualTo(
            "scrip.ledgers.a.account-key or account-key-file must be set, and only one of them.");
    assertThat(error("account-key", secret))
        .isEqualTo("scrip.ledgers.a.account-key requires account-cipher.");
    assertThat(error("account-cipher", "AES", "account-key", secret))
        .isEqualTo("scrip.ledgers.a.account-cipher must be none, aes-siv or hmac-sha256.");
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    byte[] notText = new byte[64];
    notText[0] = (byte) 0xff;
    Path file = Files.write(dir.resolve("key"), notText);
    assertThat(error("account-cipher", "aes-siv", "account-key-file", file.toString()))
        .startsWith("scrip.ledgers.a.account-key-file ");
  }

  private static byte[] key(int length) {
    byte[] key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) (i * 5 + 1);
    }
    return key;
  }

  private static AccountCipher cipher(String... settings) {
    Ledgers ledgers = ledgers(settings);
    assertThat(ledgers.errors()).isEmpty();
    return ledgers.get("a").accountCipher();
  }

  private static String error(String... settings) {
    assertThat(ledgers(settings).errors()).hasSize(1);
    return ledgers(settings).errors().get(0);
  }

  private static Ledgers ledgers(String... namesAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("scrip.ledgers.a.kind", "points");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("scrip.ledgers.a." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Ledgers(TestSettings.of(settings));
  }
}
