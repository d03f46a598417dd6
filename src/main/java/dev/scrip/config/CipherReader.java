package dev.scrip.config;

import dev.scrip.config.ScripSettings.LedgerSettings;
import dev.scrip.domain.AccountCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.BiConsumer;

/** Reads the account cipher of a ledger. No complaint repeats anything of a key. */
final class CipherReader {

  private final LedgerSettings settings;
  private final BiConsumer<String, String> complain;

  /**
   * @param complain takes a setting and what is wrong with it
   */
  CipherReader(LedgerSettings settings, BiConsumer<String, String> complain) {
    this.settings = settings;
    this.complain = complain;
  }

  AccountCipher read() {
    AccountCipher.Method method = AccountCipher.Method.of(settings.accountCipher()).orElse(null);
    if (method == null) {
      complain.accept("account-cipher", "must be none, aes-siv or hmac-sha256");
      return AccountCipher.NONE;
    }
    boolean keyGiven = settings.accountKey().isPresent() || settings.accountKeyFile().isPresent();
    if (method == AccountCipher.Method.NONE) {
      if (keyGiven) {
        complain.accept("account-key", "is of no use without an account-cipher");
      }
      return AccountCipher.NONE;
    }
    byte[] key = key();
    if (key == null) {
      return AccountCipher.NONE;
    }
    if (key.length != method.keyBytes()) {
      complain.accept(
          "account-key",
          "must be "
              + method.keyBytes()
              + " bytes in base64 for "
              + method.word()
              + ", not "
              + key.length);
      return AccountCipher.NONE;
    }
    return new AccountCipher(method, new AccountCipher.Key(key));
  }

  private byte[] key() {
    if (settings.accountKey().isPresent() == settings.accountKeyFile().isPresent()) {
      complain.accept("account-key", "or account-key-file must be set, and only one of them");
      return null;
    }
    if (settings.accountKey().isPresent()) {
      return decode("account-key", settings.accountKey().get());
    }
    try {
      return decode("account-key-file", Files.readString(Path.of(settings.accountKeyFile().get())));
    } catch (IOException | InvalidPathException e) {
      complain.accept("account-key-file", "cannot be read");
      return null;
    }
  }

  private byte[] decode(String setting, String text) {
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      complain.accept(setting, "must hold base64");
      return null;
    }
  }
}
