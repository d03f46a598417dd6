package dev.scrip.access;

import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys of the tests, and tokens signed with them, good ones and bad ones. */
public final class Tokens {

  public static final String ISSUER = "https://issuer.example";
  public static final String AUDIENCE = "scrip-tests";

  /** What signs tokens: its word in their headers, and a key pair of this run. */
  public enum Signer {
    /** RSA with SHA-256. */
    RS256("RSA", "SHA256withRSA"),
    /** ECDSA on P-256 with SHA-256. */
    ES256("EC", "SHA256withECDSAinP1363Format");

    private final String keys;
    private final String signature;

    Signer(String keys, String signature) {
      this.keys = keys;
      this.signature = signature;
    }

    /** The key pair whose public half verifiers are given. */
    public KeyPair trusted() {
      return pair("trusted");
    }

    /** Another key pair of the same kind, which no verifier trusts. */
    public KeyPair untrusted() {
      return pair("untrusted");
    }

    /** The id of the trusted key in a JWKS. */
    public String keyId() {
      return "trusted-" + keys;
    }

    /** Classes of tests are loaded more than once in a run; what they share is a property. */
    private KeyPair pair(String whose) {
      String name = "tokens." + whose + "." + keys;
      synchronized (System.getProperties()) {
        try {
          String known = System.getProperty(name);
          if (known == null) {
            KeyPair fresh = generate(keys, "RSA".equals(keys) ? 2048 : 256);
            known =
                base64(fresh.getPublic().getEncoded())
                    + " "
                    + base64(fresh.getPrivate().getEncoded());
            System.setProperty(name, known);
          }
          String[] halves = known.split(" ", 2);
          KeyFactory factory = KeyFactory.getInstance(keys);
          return new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(halves[0]))),
              factory.generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[1]))));
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private Tokens() {}

  /** A key pair for {@code RSA} or {@code EC}, of so many bits. */
  public static KeyPair generate(String keys, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
      generator.initialize(
          "RSA".equals(keys)
              ? new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4)
              : new ECGenParameterSpec("secp" + bits + "r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A public key as PEM. */
  public static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** The trusted keys of these signers as a JWKS. */
  public static String jwks(Signer... signers) {
    JsonArray keys = new JsonArray();
    for (Signer signer : signers) {
      keys.add(jwk(signer.trusted().getPublic()).put("kid", signer.keyId()).put("use", "sig"));
    }
    return new JsonObject().put("keys", keys).encode();
  }

  /** A public key as JWK. */
  public static JsonObject jwk(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return new JsonObject()
          .put("kty", "RSA")
          .put("n", url(unsigned(rsa.getModulus(), rsa.getModulus().bitLength() / 8)))
          .put("e", url(unsigned(rsa.getPublicExponent(), 3)));
    }
    ECPublicKey ec = (ECPublicKey) key;
    return new JsonObject()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", url(unsigned(ec.getW().getAffineX(), 32)))
        .put("y", url(unsigned(ec.getW().getAffineY(), 32)));
  }

  /** A good token, as a library of others makes it. */
  public static String good(Signer signer, String subject, String... groups) {
    return Jwt.claims(claims(subject).getMap())
        .groups(Set.of(groups))
        .jws()
        .keyId(signer.keyId())
        .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.valueOf(signer.name()))
        .sign(signer.trusted().getPrivate());
  }

  /** The claims of a good token, for tests to spoil. */
  public static JsonObject claims(String subject, String... groups) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", ISSUER)
            .put("aud", AUDIENCE)
            .put("sub", subject)
            .put("iat", now - 5)
            .put("exp", now + 3600);
    if (groups.length > 0) {
      claims.put("groups", new JsonArray(List.of(groups)));
    }
    return claims;
  }

  /** Any claims under a good header, well signed. */
  public static String of(Signer signer, JsonObject claims) {
    return of(signer, header(signer), claims, signer.trusted().getPrivate());
  }

  /** The header of a good token, for tests to spoil. */
  public static JsonObject header(Signer signer) {
    return new JsonObject().put("alg", signer.name()).put("typ", "JWT").put("kid", signer.keyId());
  }

  /** Any header and claims, signed as a signer does but with any key. */
  public static String of(Signer signer, JsonObject header, JsonObject claims, PrivateKey key) {
    return signed(signer, content(header.encode(), claims.encode()), key);
  }

  /** Any texts as header and claims, well signed. */
  public static String raw(Signer signer, String header, String claims) {
    return signed(signer, content(header, claims), signer.trusted().getPrivate());
  }

  private static String signed(Signer signer, String content, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(signer.signature);
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + url(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that claims to need no signature. */
  public static String unsigned(String alg, JsonObject claims) {
    return content(new JsonObject().put("alg", alg).put("typ", "JWT"), claims) + ".";
  }

  /** A token signed by a secret that is none: bytes that everybody may know. */
  public static String hs256(String keyId, byte[] secret, JsonObject claims) {
    String content =
        content(new JsonObject().put("alg", "HS256").put("typ", "JWT").put("kid", keyId), claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return content + "." + url(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Tokens with which nobody must get in, by what is wrong with them; apart from that they would
   * make an admin of somebody.
   */
  public static Map<String, String> bad(Signer signer, String subject) {
    long now = Instant.now().getEpochSecond();
    PublicKey key = signer.trusted().getPublic();
    String good = of(signer, admin(subject));
    String[] parts = good.split("\\.", -1);
    byte[] changed = Base64.getUrlDecoder().decode(parts[2]);
    changed[changed.length / 2] ^= 1;
    return Map.ofEntries(
        Map.entry("expired", of(signer, admin(subject).put("exp", now - 120))),
        Map.entry("without expiry", of(signer, without("exp", subject))),
        Map.entry("not yet valid", of(signer, admin(subject).put("nbf", now + 600))),
        Map.entry("wrong issuer", of(signer, admin(subject).put("iss", ISSUER + "/"))),
        Map.entry("no issuer", of(signer, without("iss", subject))),
        Map.entry("wrong audience", of(signer, admin(subject).put("aud", "others"))),
        Map.entry("no audience", of(signer, without("aud", subject))),
        Map.entry(
            "wrong key",
            of(signer, header(signer), admin(subject), signer.untrusted().getPrivate())),
        Map.entry(
            "key in its own header",
            of(
                signer,
                new JsonObject()
                    .put("alg", signer.name())
                    .put("jwk", jwk(signer.untrusted().getPublic())),
                admin(subject),
                signer.untrusted().getPrivate())),
        Map.entry("alg none", unsigned("none", admin(subject))),
        Map.entry("alg NONE", unsigned("NONE", admin(subject))),
        Map.entry(
            "HS256 with the public key", hs256(signer.keyId(), key.getEncoded(), admin(subject))),
        Map.entry(
            "HS256 with the public key's PEM",
            hs256(signer.keyId(), pem(key).getBytes(StandardCharsets.US_ASCII), admin(subject))),
        Map.entry("HS256 with nothing", hs256(signer.keyId(), new byte[1], admin(subject))),
        Map.entry("malformed", "not.a.token"),
        Map.entry("empty", ""),
        Map.entry("cut off", parts[0] + "." + parts[1]),
        Map.entry("no signature", parts[0] + "." + parts[1] + "."),
        Map.entry("changed signature", parts[0] + "." + parts[1] + "." + url(changed)),
        Map.entry(
            "zero signature", parts[0] + "." + parts[1] + "." + url(new byte[changed.length])),
        Map.entry(
            "changed claims",
            parts[0] + "." + of(signer, admin("mallory")).split("\\.", -1)[1] + "." + parts[2]),
        Map.entry(
            "critical extension",
            of(
                signer,
                header(signer)
                    .put("crit", new JsonArray(List.of("urn:unknown")))
                    .put("urn:unknown", true),
                admin(subject),
                signer.trusted().getPrivate())),
        Map.entry("no sub", of(signer, without("sub", subject).put("upn", subject))),
        Map.entry("empty sub", of(signer, admin(""))),
        Map.entry("sub too long", of(signer, admin("a".repeat(129)))),
        Map.entry("sub with a control character", of(signer, admin("a\nb"))),
        Map.entry("sub that is a number", of(signer, admin(subject).put("sub", 5))),
        Map.entry(
            "sub that is a list",
            of(signer, admin(subject).put("sub", new JsonArray(List.of(subject))))),
        Map.entry("too long", of(signer, admin(subject).put("padding", "p".repeat(9000)))));
  }

  private static JsonObject admin(String subject) {
    return claims(subject, "admin");
  }

  private static JsonObject without(String claim, String subject) {
    JsonObject claims = admin(subject);
    claims.remove(claim);
    return claims;
  }

  private static String content(JsonObject header, JsonObject claims) {
    return content(header.encode(), claims.encode());
  }

  private static String content(String header, String claims) {
    return url(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + url(claims.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] unsigned(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[Math.max(length, bytes.length)];
    System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
    return Arrays.copyOfRange(padded, padded.length - length, padded.length);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
