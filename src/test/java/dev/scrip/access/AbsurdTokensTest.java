package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Tokens.Signer;
import dev.scrip.domain.Code;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Well-signed tokens whose header or claims have values that no issuer sends: they are refused as
 * unauthenticated, never as an internal error.
 */
class AbsurdTokensTest {

  private static final String DIGITS = "7".repeat(800);

  /** Values that are not those of any claim. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("800 digits", DIGITS),
          Map.entry("800 digits below zero", "-" + DIGITS),
          Map.entry("800 digits of a fraction", "0." + DIGITS),
          Map.entry("1e400", "1e400"),
          Map.entry("-1e400", "-1e400"),
          Map.entry("1e999999999", "1e999999999"),
          Map.entry("the largest long", "9223372036854775807"),
          Map.entry("the smallest long", "-9223372036854775808"),
          Map.entry("one more than a long", "9223372036854775808"),
          Map.entry("NaN", "NaN"),
          Map.entry("true", "true"),
          Map.entry("an object", "{\"a\":1}"),
          Map.entry("a list of objects", "[{\"a\":1}]"),
          Map.entry("deep lists", "[".repeat(2500) + "]".repeat(2500)),
          Map.entry("deep objects", "{\"a\":".repeat(900) + "1" + "}".repeat(900)),
          Map.entry("unclosed lists", "[".repeat(5000)));

  @TestFactory
  List<DynamicTest> areUnauthenticated() {
    TokenVerifier verifier = Verifiers.verifier();
    List<DynamicTest> tests = new ArrayList<>();
    for (String claim : List.of("exp", "iat", "nbf", "sub", "iss", "aud")) {
      VALUES.forEach(
          (name, value) ->
              tests.add(
                  DynamicTest.dynamicTest(
                      claim + ": " + name,
                      () -> Verifiers.assertRefused(verifier, token(claim, value)))));
    }
    return tests;
  }

  /** A claim that is not read may have any value, as far as it can be parsed. */
  @TestFactory
  List<DynamicTest> inOtherClaimsAreNoInternalError() {
    TokenVerifier verifier = Verifiers.verifier();
    List<DynamicTest> tests = new ArrayList<>();
    for (String claim : List.of("groups", "upn", "address", "jti", "auth_time", "cnf")) {
      VALUES.forEach(
          (name, value) ->
              tests.add(
                  DynamicTest.dynamicTest(
                      claim + ": " + name,
                      () -> {
                        String token = token(claim, value);
                        if (Verifiers.code(verifier, token) == null) {
                          assertThat(verifier.caller("Bearer " + token).role()).isNull();
                        } else {
                          Verifiers.assertRefused(verifier, token);
                        }
                      })));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> headersAreUnauthenticated() {
    List<DynamicTest> tests = new ArrayList<>();
    TokenVerifier jwks = Verifiers.verifier("key", Tokens.jwks(Signer.ES256, Signer.RS256));
    for (String member : List.of("alg", "kid", "crit", "b64", "zip", "enc", "cty")) {
      VALUES.forEach(
          (name, value) ->
              tests.add(
                  DynamicTest.dynamicTest(
                      member + ": " + name,
                      () -> {
                        String header = Tokens.header(Signer.ES256).encode();
                        String token =
                            Tokens.raw(
                                Signer.ES256,
                                with(header, member, value),
                                Tokens.claims("ann", "admin").encode());
                        if (List.of("alg", "kid", "crit").contains(member)) {
                          Verifiers.assertRefused(jwks, token);
                        } else {
                          assertThat(Verifiers.code(jwks, token)).isIn(null, Code.UNAUTHENTICATED);
                        }
                      })));
    }
    return tests;
  }

  private static String token(String claim, String value) {
    return Tokens.raw(
        Signer.ES256,
        Tokens.header(Signer.ES256).encode(),
        with(Tokens.claims("ann").encode(), claim, value));
  }

  /** A JSON object with one member replaced by text that need not be JSON. */
  private static String with(String object, String member, String value) {
    JsonObject json = new JsonObject(object);
    json.remove(member);
    String rest = json.encode();
    return rest.substring(0, rest.length() - 1) + ",\"" + member + "\":" + value + "}";
  }
}
