package dev.scrip.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives every ledger of the application under test the account cipher that {@code -Dtest.cipher}
 * names, but those that have one of their own. (No setting of that name may begin with {@code
 * scrip}: the application would refuse it.)
 */
public class CipherOfTests implements ConfigSourceFactory {

  private static final Pattern KIND = Pattern.compile("scrip\\.ledgers\\.([a-z0-9]+)\\.kind");

  /** Lengths of keys by cipher. */
  private static final Map<String, Integer> KEY_BYTES = Map.of("aes-siv", 64, "hmac-sha256", 32);

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    String cipher = System.getProperty("test.cipher", "none");
    if (cipher.equals("none")) {
      return List.of();
    }
    byte[] key = key(cipher);
    Map<String, String> settings = new HashMap<>();
    for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
      Matcher kind = KIND.matcher(names.next());
      String ledger = kind.matches() ? "scrip.ledgers." + kind.group(1) : null;
      if (ledger != null && context.getValue(ledger + ".account-cipher").getValue() == null) {
        settings.put(ledger + ".account-cipher", cipher);
        settings.put(ledger + ".account-key", Base64.getEncoder().encodeToString(key));
      }
    }
    return List.of(new PropertiesConfigSource(settings, "cipher of tests", 90));
  }

  /** The key that every ledger has. */
  static byte[] key(String cipher) {
    byte[] key = new byte[KEY_BYTES.get(cipher)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i * 11 + 3);
    }
    return key;
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(90);
  }
}
