package dev.scrip.config;

import dev.scrip.config.ScripSettings.LedgerSettings;
import dev.scrip.domain.AccountCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.BiConsumer;

/** Reads the account cipher of a ledger from its settings. No error contains a part of a key. */
final class CipherReader {

  private final LedgerSettings settings;
  private final BiConsumer<String, String> addError;

  /**
   * Creates a reader.
   *
   * @param settings the settings of the ledger
   * @param addError adds an error: the name of a setting, and its problem
   */
  CipherReader(LedgerSettings settings, BiConsumer<String, String> addError) {
    this.settings = settings;
    this.addError = addError;
  }

  AccountCipher read() {
    AccountCipher.Method method = AccountCipher.Method.of(settings.accountCipher()).orElse(null);
    if (method == null) {
      addError.accept("account-cipher", "must be none, aes-siv or hmac-sha256");
      return AccountCipher.NONE;
    }
    boolean keyGiven = settings.accountKey().isPresent() || settings.accountKeyFile().isPresent();
    if (method == AccountCipher.Method.NONE) {
      if (keyGiven) {
        addError.accept("account-key", "requires account-cipher");
      }
      return AccountCipher.NONE;
    }
    byte[] key = key();
    if (key == null) {
      return AccountCipher.NONE;
    }
    if (key.length != method.keyBytes()) {
      addError.accept(
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
      addError.accept("account-key", "or account-key-file must be set, and only one of them");
      return null;
    }
    if (settings.accountKey().isPresent()) {
      return decode("account-key", settings.accountKey().get());
    }
    try {
      return decode("account-key-file", Files.readString(Path.of(settings.accountKeyFile().get())));
    } catch (IOException | InvalidPathException e) {
      addError.accept("account-key-file", "cannot be read");
      return null;
    }
  }

  private byte[] decode(String setting, String text) {
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      addError.accept(setting, "must hold base64");
      return null;
    }
  }
}
