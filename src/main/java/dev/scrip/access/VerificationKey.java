package dev.scrip.access;

import dev.scrip.config.ScripSettings.SecuritySettings;
import io.smallrye.jwt.KeyFormat;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** The key that verifies tokens, read from a setting, from a file or from a URL. */
final class VerificationKey {

  private static final int CLOCK_SKEW_SECONDS = 30;

  /** The shortest RSA key that RFC 7518 permits, in bits. */
  private static final int MIN_RSA_BITS = 2048;

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<SignatureAlgorithm> BOTH =
      EnumSet.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

  private final List<String> errors = new ArrayList<>();
  private PublicKey key;
  private String jwks;
  private String url;

  private VerificationKey() {}

  static VerificationKey of(SecuritySettings settings) {
    VerificationKey key = new VerificationKey();
    long given =
        Stream.of(settings.key(), settings.keyFile(), settings.keyUrl())
            .filter(each -> each.isPresent())
            .count();
    if (given != 1) {
      key.errors.add(
          (given == 0
                  ? "No key to verify tokens with is set."
                  : "More than one key to verify tokens with is set.")
              + " Set one of SCRIP_SECURITY_KEY, SCRIP_SECURITY_KEY_FILE and"
              + " SCRIP_SECURITY_KEY_URL, or SCRIP_SECURITY_ENABLED=false to switch security off.");
    } else if (settings.keyUrl().isPresent()) {
      key.fetch(settings.keyUrl().get());
    } else if (settings.key().isPresent()) {
      key.read("scrip.security.key", settings.key().get());
    } else {
      key.readFile(settings.keyFile().get());
    }
    return key;
  }

  List<String> errors() {
    return errors;
  }

  /** Whether the key is fetched from a URL. */
  boolean isRemote() {
    return url != null;
  }

  /**
   * The requirements on a token: key, algorithm, issuer, audience and clock skew. The algorithm
   * follows from the key, never from the token.
   */
  JWTAuthContextInfo context(SecuritySettings settings) {
    JWTAuthContextInfo context = new JWTAuthContextInfo();
    if (key != null) {
      context.setPublicVerificationKey(key);
      context.setSignatureAlgorithm(
          EnumSet.of(
              key instanceof ECPublicKey ? SignatureAlgorithm.ES256 : SignatureAlgorithm.RS256));
    } else {
      context.setSignatureAlgorithm(BOTH);
      context.setKeyFormat(KeyFormat.JWK);
      if (url != null) {
        context.setPublicKeyLocation(url);
      } else {
        context.setPublicKeyContent(jwks);
      }
    }
    settings.issuer().ifPresent(context::setIssuedBy);
    settings.audience().ifPresent(audience -> context.setExpectedAudience(Set.of(audience)));
    context.setClockSkew(CLOCK_SKEW_SECONDS);
    return context;
  }

  private void fetch(String address) {
    if (isTrustworthy(address)) {
      url = address;
    } else {
      errors.add("scrip.security.key-url must be an https:// address.");
    }
  }

  /**
   * Whether a URL is protected against replacement of the key in transit: HTTPS, or HTTP to the
   * local host.
   */
  private static boolean isTrustworthy(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && LOCAL.contains(uri.getHost())));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void readFile(String file) {
    try {
      read("scrip.security.key-file", Files.readString(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      errors.add("scrip.security.key-file cannot be read.");
    }
  }

  private void read(String setting, String text) {
    String content = text.strip();
    boolean usable;
    if (content.startsWith("{")) {
      jwks = content;
      usable = keys(content).stream().anyMatch(VerificationKey::isUsable);
    } else {
      key = publicKey(content);
      usable = isUsable(key);
    }
    if (!usable) {
      errors.add(
          setting
              + " must be a public key for RS256 (2048 bits or more) or ES256 (P-256) as PEM,"
              + " or a JWKS with such keys.");
    }
  }

  /** Whether a key can verify tokens: RSA of at least 2048 bits, or P-256. */
  private static boolean isUsable(Key key) {
    return key instanceof RSAPublicKey rsa
        ? rsa.getModulus().bitLength() >= MIN_RSA_BITS
        : key instanceof ECPublicKey ec
            && ec.getParams().getCurve().equals(EllipticCurves.P256.getCurve());
  }

  /** The keys of a JWKS or of a single JWK; empty if the text is neither. */
  private static List<Key> keys(String json) {
    try {
      return new JsonWebKeySet(json).getJsonWebKeys().stream().map(JsonWebKey::getKey).toList();
    } catch (JoseException e) {
      // The text may be a single key.
    }
    try {
      return List.of(JsonWebKey.Factory.newJwk(json).getKey());
    } catch (JoseException e) {
      return List.of();
    }
  }

  /**
   * An RSA or elliptic-curve public key in PEM, with or without its first and last line; or null.
   * White space is removed, since a setting may have spaces in the place of line feeds.
   */
  private static PublicKey publicKey(String pem) {
    PublicKey rsa = publicKey(pem, SignatureAlgorithm.RS256);
    return rsa != null ? rsa : publicKey(pem, SignatureAlgorithm.ES256);
  }

  private static PublicKey publicKey(String pem, SignatureAlgorithm algorithm) {
    try {
      return KeyUtils.decodePublicKey(pem.replaceAll("\\s", ""), algorithm);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }
}
