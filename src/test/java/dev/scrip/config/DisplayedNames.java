package dev.scrip.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces digests of account names in replies by the names that tests have sent. With {@code
 * -Dtest.cipher=hmac-sha256} replies display digests, and with this replacement the same tests hold
 * for that cipher. The digests are computed here from their documentation. With any other cipher
 * nothing is replaced.
 */
public final class DisplayedNames {

  private static final boolean DIGESTS =
      System.getProperty("test.cipher", "").equals("hmac-sha256");
  private static final Set<String> FIELDS = Set.of("account", "from", "to");

  /** Accounts that some ledgers of the tests have from the beginning. */
  private static final List<String> ALLOCATED = List.of("treasury", "team", "sale", "ann", "bob");

  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private DisplayedNames() {}

  /** Remembers the names in a request to a ledger, at whatever depth. */
  public static void note(String ledger, Object request) {
    if (!DIGESTS) {
      return;
    }
    ALLOCATED.forEach(name -> remember(ledger, name));
    if (request instanceof Map<?, ?> fields) {
      Object own = fields.get("ledger");
      String each = own instanceof String name ? name : ledger;
      fields.forEach(
          (field, value) -> {
            if (value instanceof String name && FIELDS.contains(field)) {
              remember(each, name);
            } else {
              note(each, value);
            }
          });
    } else if (request instanceof List<?> list) {
      list.forEach(each -> note(ledger, each));
    }
  }

  private static void remember(String ledger, String name) {
    NAMES.put(digest(ledger, name), name);
  }

  /** A reply with names instead of digests. */
  public static JsonNode plain(JsonNode reply) {
    if (!DIGESTS || reply == null) {
      return reply;
    }
    if (reply instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(plain(field.getValue())));
    } else if (reply instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, plain(array.get(i)));
      }
    } else if (reply.isTextual() && NAMES.containsKey(reply.textValue())) {
      return TextNode.valueOf(NAMES.get(reply.textValue()));
    }
    return reply;
  }

  private static String digest(String ledger, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(CipherOfTests.key("hmac-sha256"), "HmacSHA256"));
      byte[] digest = mac.doFinal((ledger + "/" + name).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
