package dev.scrip.access;

import io.smallrye.jwt.util.KeyUtils;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The public keys that verify tokens, at least one. Keys of a JWKS that cannot verify tokens are
 * ignored, as RFC 7517, section 5, requires for keys of an unknown kind.
 */
final class KeySet {

  /** A key, its algorithm, and its id, which is null if it has none. */
  private record Entry(String id, SigningAlgorithm algorithm, PublicKey key) {}

  private final List<Entry> entries;

  private KeySet(List<Entry> entries) {
    this.entries = entries;
  }

  /** The keys of a JWKS, a JWK or a PEM; empty if the text is none of them or has no usable key. */
  static Optional<KeySet> of(String text) {
    return text.stripLeading().startsWith("{") ? ofJwks(text) : ofPem(text);
  }

  /** The keys of a JWKS or a JWK; empty if the text is neither or has no usable key. */
  static Optional<KeySet> ofJwks(String json) {
    List<Entry> entries = new ArrayList<>();
    for (Object each : members(json)) {
      entry(each).ifPresent(entries::add);
    }
    if (entries.size() > 1) {
      // A token could not say that it means one of these.
      entries.removeIf(each -> each.id() == null);
    }
    return entries.isEmpty() ? Optional.empty() : Optional.of(new KeySet(entries));
  }

  /**
   * Finds the key of a token.
   *
   * @param algorithm the algorithm in the token's header
   * @param id the key id in the token's header, or null
   * @return the key with this id; the only key if the token or that key has no id; else empty
   */
  Optional<PublicKey> find(SigningAlgorithm algorithm, String id) {
    return entries.stream()
        .filter(each -> each.algorithm() == algorithm && isMeant(each, id))
        .map(Entry::key)
        .findFirst();
  }

  private boolean isMeant(Entry entry, String id) {
    boolean isOnly = entries.size() == 1;
    return (id == null || entry.id() == null) ? isOnly : entry.id().equals(id);
  }

  private static List<?> members(String json) {
    try {
      Map<String, Object> object = JsonUtil.parseJson(json);
      if (!object.containsKey("keys")) {
        return List.of(object);
      }
      return object.get("keys") instanceof List<?> list ? list : List.of();
    } catch (JoseException | RuntimeException e) {
      // The parser does not document which exceptions it throws.
      return List.of();
    }
  }

  private static Optional<Entry> entry(Object member) {
    if (!(member instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    map.forEach((name, value) -> parameters.put((String) name, value));
    try {
      return JsonWebKey.Factory.newJwk(parameters) instanceof PublicJsonWebKey jwk
          ? entry(jwk)
          : Optional.empty();
    } catch (JoseException | RuntimeException e) {
      // The key is of an unknown kind, or a parameter has the wrong type.
      return Optional.empty();
    }
  }

  /** A private key is ignored too: whoever could read it could sign tokens. */
  private static Optional<Entry> entry(PublicJsonWebKey jwk) {
    boolean verifies =
        jwk.getPrivateKey() == null
            && (jwk.getUse() == null || jwk.getUse().equals("sig"))
            && (jwk.getKeyOps() == null || jwk.getKeyOps().contains("verify"));
    return SigningAlgorithm.of(jwk.getKey())
        .filter(each -> verifies)
        .filter(each -> jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(each.name()))
        .map(each -> new Entry(jwk.getKeyId(), each, jwk.getPublicKey()));
  }

  /**
   * The RSA or elliptic-curve public key in PEM, with or without its first and last line. White
   * space is removed, since a setting may have spaces in the place of line feeds.
   */
  private static Optional<KeySet> ofPem(String text) {
    String pem = text.replaceAll("\\s", "");
    for (SigningAlgorithm each : SigningAlgorithm.values()) {
      try {
        PublicKey key =
            KeyUtils.decodePublicKey(
                pem, io.smallrye.jwt.algorithm.SignatureAlgorithm.valueOf(each.name()));
        if (each.isFor(key)) {
          return Optional.of(new KeySet(List.of(new Entry(null, each, key))));
        }
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // The key may be one for the other algorithm.
      }
    }
    return Optional.empty();
  }
}
