package dev.scrip.access;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.jose4j.keys.EllipticCurves;

/**
 * A signature algorithm of tokens (RFC 7518, section 3.1). Its name is the value of {@code alg}.
 */
enum SigningAlgorithm {
  /** RSA with SHA-256. */
  RS256 {
    @Override
    boolean isFor(Key key) {
      return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS;
    }
  },
  /** ECDSA on P-256 with SHA-256. */
  ES256 {
    @Override
    boolean isFor(Key key) {
      return key instanceof ECPublicKey ec
          && ec.getParams().getCurve().equals(EllipticCurves.P256.getCurve());
    }
  };

  /** The shortest RSA key that RFC 7518 permits, in bits. */
  private static final int MIN_RSA_BITS = 2048;

  /** Whether the algorithm verifies with a key. */
  abstract boolean isFor(Key key);

  /** The algorithm that verifies with a key, or empty if there is none. */
  static Optional<SigningAlgorithm> of(Key key) {
    return Arrays.stream(values()).filter(each -> each.isFor(key)).findFirst();
  }

  /** The algorithm of a name, or empty if there is none. */
  static Optional<SigningAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
