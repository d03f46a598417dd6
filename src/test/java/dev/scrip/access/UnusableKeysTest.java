package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Tokens.Signer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys of a JWKS that cannot verify tokens: they are ignored, and the other keys verify tokens,
 * from a setting, a file and a URL alike.
 */
class UnusableKeysTest {

  private static final KeyPair SHORT = Tokens.generate("RSA", 1024);
  private static final KeyPair RSA = Signer.RS256.untrusted();
  private static final KeyPair EC = Signer.ES256.untrusted();

  @TempDir static Path dir;

  @TestFactory
  List<DynamicTest> areIgnored() {
    List<DynamicTest> tests = new ArrayList<>();
    unusable()
        .forEach(
            (name, key) -> {
              String jwks = jwks(key);
              tests.add(
                  DynamicTest.dynamicTest(
                      name + " in a setting", () -> judge(Verifiers.verifier("key", jwks), key)));
              tests.add(
                  DynamicTest.dynamicTest(
                      name + " in a file",
                      () -> judge(Verifiers.verifier("key-file", file(jwks)), key)));
              tests.add(
                  DynamicTest.dynamicTest(
                      name + " at a URL",
                      () -> {
                        try (KeyServer server = new KeyServer(jwks)) {
                          judge(Verifiers.verifier("key-url", server.address()), key);
                        }
                      }));
            });
    return tests;
  }

  @TestFactory
  List<DynamicTest> aloneAreAnError() {
    List<DynamicTest> tests = new ArrayList<>();
    unusable()
        .forEach(
            (name, key) -> {
              String jwks = new JsonObject().put("keys", new JsonArray().add(key)).encode();
              tests.add(
                  DynamicTest.dynamicTest(
                      name,
                      () -> {
                        assertThat(Verifiers.verifier("key", jwks).errors())
                            .containsExactly(Verifiers.unusable("key"));
                        assertThat(Verifiers.verifier("key-file", file(jwks)).errors())
                            .containsExactly(Verifiers.unusable("key-file"));
                      }));
            });
    return tests;
  }

  /** The good key verifies; the other does not, whichever algorithm a token of it names. */
  private static void judge(TokenVerifier verifier, Object key) {
    assertThat(verifier.errors()).isEmpty();
    for (Signer signer : Signer.values()) {
      Verifiers.assertAccepted(verifier, Tokens.good(signer, "ann"));
    }
    if (key instanceof JsonObject jwk) {
      KeyPair pair = pair(jwk);
      Signer signer = pair == EC ? Signer.ES256 : Signer.RS256;
      JsonObject header = Tokens.header(signer).put("kid", "bad");
      Verifiers.assertRefused(
          verifier, Tokens.of(signer, header, Tokens.claims("ann", "admin"), pair.getPrivate()));
    }
  }

  private static KeyPair pair(JsonObject jwk) {
    if (jwk.containsKey("x")) {
      return EC;
    }
    return jwk.equals(unusable().get("short RSA")) ? SHORT : RSA;
  }

  private static Map<String, Object> unusable() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("short RSA", jwk(SHORT));
    keys.put("RSA for encryption", jwk(RSA).put("use", "enc"));
    keys.put("EC for encryption", jwk(EC).put("use", "enc"));
    keys.put("use of an unknown kind", jwk(RSA).put("use", "tls"));
    keys.put("key_ops without verify", jwk(RSA).put("key_ops", new JsonArray().add("encrypt")));
    keys.put("empty key_ops", jwk(EC).put("key_ops", new JsonArray()));
    keys.put("RSA for another algorithm", jwk(RSA).put("alg", "PS256"));
    keys.put("EC for another algorithm", jwk(EC).put("alg", "ECDH-ES"));
    keys.put("the algorithm of the other kind", jwk(RSA).put("alg", "ES256"));
    keys.put("a private key", jwk(EC).put("d", secret()));
    keys.put("unknown kty", new JsonObject().put("kid", "bad").put("kty", "AKP").put("pub", "AA"));
    keys.put("kty that is a number", new JsonObject().put("kid", "bad").put("kty", 7));
    keys.put("no kty", new JsonObject().put("kid", "bad"));
    keys.put("unknown crv", jwk(EC).put("crv", "secp999k1"));
    keys.put("crv that is a number", jwk(EC).put("crv", 256));
    keys.put("no crv", without(jwk(EC), "crv"));
    keys.put("modulus that is no base64", jwk(RSA).put("n", "\u00e9"));
    keys.put("empty modulus", jwk(RSA).put("n", ""));
    keys.put("modulus that is a number", jwk(RSA).put("n", 7));
    keys.put("no exponent", without(jwk(RSA), "e"));
    keys.put("exponent 1", jwk(RSA).put("e", "AQ"));
    keys.put("certificate that is none", jwk(RSA).put("x5c", new JsonArray().add("AAAA")));
    keys.put("key_ops that is a number", jwk(RSA).put("key_ops", 7));
    keys.put("kid that is an object", jwk(RSA).put("kid", new JsonObject()));
    keys.put("a number", 7);
    keys.put("a text", "key");
    keys.put("null", null);
    keys.put("a list", new JsonArray().add(jwk(RSA)));
    return keys;
  }

  private static JsonObject jwk(KeyPair pair) {
    return Tokens.jwk(pair.getPublic()).put("kid", "bad");
  }

  private static JsonObject without(JsonObject jwk, String member) {
    jwk.remove(member);
    return jwk;
  }

  private static String secret() {
    byte[] s = ((ECPrivateKey) EC.getPrivate()).getS().toByteArray();
    byte[] bytes = new byte[32];
    int length = Math.min(s.length, 32);
    System.arraycopy(s, s.length - length, bytes, 32 - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String jwks(Object key) {
    JsonObject jwks = new JsonObject(Tokens.jwks(Signer.RS256, Signer.ES256));
    jwks.getJsonArray("keys").add(0, key);
    return jwks.encode();
  }

  private static String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "key", ""), content).toString();
  }
}
