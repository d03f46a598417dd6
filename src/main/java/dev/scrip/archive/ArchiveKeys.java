package dev.scrip.archive;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.base64url.Base64Url;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The keys of an archive's manifests: those that verify signatures, and the one that signs. A
 * signature is a JSON Web Signature with ES256 whose content is detached (RFC 7515, appendix F).
 */
public final class ArchiveKeys {

  /** No keys: nothing is signed, and no signature is verified. */
  public static final ArchiveKeys NONE = new ArchiveKeys(Map.of(), null);

  private static final AlgorithmConstraints ES256 =
      new AlgorithmConstraints(
          ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

  private final Map<String, EllipticCurveJsonWebKey> keys;
  private final EllipticCurveJsonWebKey signing;

  private ArchiveKeys(Map<String, EllipticCurveJsonWebKey> keys, EllipticCurveJsonWebKey signing) {
    this.keys = keys;
    this.signing = signing;
  }

  /**
   * The keys of a JWKS: elliptic curve keys on P-256 (RFC 7517), each with a {@code kid}. The first
   * one that has a private part signs; each verifies.
   *
   * @param jwks the text of the JWKS
   * @return the keys, at least one
   * @throws IllegalArgumentException if the text is no such JWKS; the message repeats no part of it
   */
  public static ArchiveKeys of(String jwks) {
    Map<String, EllipticCurveJsonWebKey> keys = new LinkedHashMap<>();
    EllipticCurveJsonWebKey signing = null;
    try {
      for (JsonWebKey each : new JsonWebKeySet(jwks).getJsonWebKeys()) {
        if (!(each instanceof EllipticCurveJsonWebKey key)
            || !EllipticCurves.P_256.equals(key.getCurveName())
            || key.getKeyId() == null
            || keys.put(key.getKeyId(), key) != null) {
          throw new IllegalArgumentException("must have P-256 keys only, each with its own kid");
        }
        signing = signing == null && key.getPrivateKey() != null ? key : signing;
      }
    } catch (JoseException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("must hold a JWKS", e);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("must hold at least one key");
    }
    return new ArchiveKeys(keys, signing);
  }

  /** {@return whether there are keys, so that every manifest must be signed} */
  public boolean verify() {
    return !keys.isEmpty();
  }

  /** The signature of a text, or null if no key signs. */
  String sign(byte[] text) {
    if (signing == null) {
      return null;
    }
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    signature.setKeyIdHeaderValue(signing.getKeyId());
    signature.setKey(signing.getPrivateKey());
    signature.setPayloadBytes(text);
    try {
      return signature.getDetachedContentCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a text is one of a signature by one of the keys, or there are none. */
  boolean isSigned(byte[] text, String detached) {
    if (keys.isEmpty()) {
      return true;
    }
    if (detached == null) {
      return false;
    }
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(ES256);
      signature.setCompactSerialization(detached);
      signature.setEncodedPayload(Base64Url.encode(text));
      EllipticCurveJsonWebKey key = keys.get(signature.getKeyIdHeaderValue());
      if (key == null) {
        return false;
      }
      signature.setKey(key.getPublicKey());
      return signature.verifySignature();
    } catch (JoseException e) {
      return false;
    }
  }
}
