package dev.scrip.access;

import dev.scrip.access.RefreshedKeys.Policy;
import dev.scrip.config.ScripSettings.SecuritySettings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The source of the keys that verify tokens, as the settings name it: a key, a file or a URL. */
final class VerificationKeys {

  private static final String KEY = "scrip.security.key";
  private static final String KEY_FILE = "scrip.security.key-file";
  private static final String KEY_URL = "scrip.security.key-url";

  private final Clock clock;
  private final List<String> errors = new ArrayList<>();
  private KeySource source;

  private VerificationKeys(Clock clock) {
    this.clock = clock;
  }

  static VerificationKeys of(SecuritySettings settings, Clock clock) {
    VerificationKeys keys = new VerificationKeys(clock);
    long given =
        Stream.of(settings.key(), settings.keyFile(), settings.keyUrl())
            .filter(each -> each.isPresent())
            .count();
    if (given != 1) {
      keys.errors.add(
          (given == 0
                  ? "No key to verify tokens with is set."
                  : "More than one key to verify tokens with is set.")
              + " Set one of SCRIP_SECURITY_KEY, SCRIP_SECURITY_KEY_FILE and"
              + " SCRIP_SECURITY_KEY_URL, or SCRIP_SECURITY_ENABLED=false to switch security off.");
    }
    if (given == 1) {
      settings.key().ifPresent(keys::readSetting);
      settings.keyFile().ifPresent(keys::readFile);
      settings.keyUrl().ifPresent(keys::readUrl);
    }
    return keys;
  }

  /** The errors of the settings, none of which contains a key. */
  List<String> errors() {
    return errors;
  }

  /** The source, or null if there are errors. */
  KeySource source() {
    return source;
  }

  private void readSetting(String text) {
    KeySet keys = keys(KEY, text);
    source = () -> CompletableFuture.completedFuture(keys);
  }

  private void readFile(String name) {
    try {
      KeyFile file = new KeyFile(Path.of(name));
      KeySet keys = keys(KEY_FILE, file.text());
      source = new RefreshedKeys(KEY_FILE, Policy.FILE, keys, file::load, clock);
    } catch (IOException | InvalidPathException e) {
      errors.add(KEY_FILE + " cannot be read.");
    }
  }

  private void readUrl(String address) {
    KeyUrl.of(address)
        .ifPresentOrElse(
            url -> source = new RefreshedKeys(KEY_URL, Policy.URL, null, url::load, clock),
            () -> errors.add(KEY_URL + " must be an https:// address."));
  }

  /** The keys in a text, or null, with an error, if there are none. */
  private KeySet keys(String setting, String text) {
    return KeySet.of(text)
        .orElseGet(
            () -> {
              errors.add(
                  setting
                      + " must be a public key for RS256 (2048 bits or more) or ES256 (P-256) as"
                      + " PEM, or a JWKS with such keys.");
              return null;
            });
  }
}
