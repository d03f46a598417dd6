package dev.scrip.access;

import static dev.scrip.access.Verifiers.verifier;
import static dev.scrip.access.Verifiers.verifierOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.Tokens.Signer;
import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are accepted, with every sort of key and every way to give it. */
class TokenVerifierTest {

  @TempDir static Path dir;

  /** Each way to give a key, with tokens of each signer that the key is for. */
  @TestFactory
  List<DynamicTest> acceptsGoodTokensAndNoOthers() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Signer signer : Signer.values()) {
      String pem = Tokens.pem(signer.trusted().getPublic());
      String bare = Base64.getEncoder().encodeToString(signer.trusted().getPublic().getEncoded());
      String one = Tokens.jwks(signer);
      String both = Tokens.jwks(Signer.RS256, Signer.ES256);
      Map<String, String> keys =
          Map.of("PEM", pem, "bare PEM", bare, "JWKS", one, "JWKS of both", both);
      for (Map.Entry<String, String> each : keys.entrySet()) {
        Path file = dir.resolve(signer + " " + each.getKey());
        Files.writeString(file, each.getValue() + "\n");
        tests.add(judges(signer, each.getKey(), "key", each.getValue()));
        tests.add(judges(signer, each.getKey() + " in a file", "key-file", file.toString()));
      }
    }
    return tests;
  }

  private static DynamicTest judges(Signer signer, String name, String setting, String value) {
    return DynamicTest.dynamicTest(
        signer + " by " + name,
        () -> {
          TokenVerifier verifier = verifier(setting, value);
          assertThat(verifier.errors()).isEmpty();
          judge(verifier, signer);
        });
  }

  private static void judge(TokenVerifier verifier, Signer signer) {
    assertThat(caller(verifier, Tokens.good(signer, "ann"))).isEqualTo(Caller.accountOwner("ann"));
    assertThat(caller(verifier, Tokens.good(signer, "ann", "reader")))
        .isEqualTo(Caller.of("ann", Role.READER));
    Tokens.bad(signer, "ann")
        .forEach(
            (name, token) -> assertThat(refused(verifier, "Bearer " + token)).as(name).isTrue());
  }

  @ParameterizedTest
  @EnumSource(Signer.class)
  void fetchesKeysFromAnAddress(Signer signer) {
    try (KeyServer server = new KeyServer(Tokens.jwks(Signer.RS256, Signer.ES256))) {
      TokenVerifier verifier = verifier("key-url", server.address());
      judge(verifier, signer);
      // Tokens with unknown keys must not cause a request to the issuer each time.
      assertThat(server.requests()).isLessThan(20);
    }
  }

  @Test
  void takesEitherKeyOfARotation() {
    KeyPair next = Signer.ES256.untrusted();
    JsonObject jwks = new JsonObject(Tokens.jwks(Signer.ES256));
    jwks.getJsonArray("keys").add(Tokens.jwk(next.getPublic()).put("kid", "next"));
    TokenVerifier verifier = verifier("key", jwks.encode());
    assertThat(caller(verifier, Tokens.good(Signer.ES256, "ann")))
        .isEqualTo(Caller.accountOwner("ann"));
    JsonObject header = Tokens.header(Signer.ES256).put("kid", "next");
    String token = Tokens.of(Signer.ES256, header, Tokens.claims("bob"), next.getPrivate());
    assertThat(caller(verifier, token)).isEqualTo(Caller.accountOwner("bob"));
    String crossed =
        Tokens.of(
            Signer.ES256, Tokens.header(Signer.ES256), Tokens.claims("bob"), next.getPrivate());
    assertThat(refused(verifier, "Bearer " + crossed)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Signer.class)
  void takesNoTokenOfTheOtherAlgorithm(Signer signer) {
    Signer other = signer == Signer.RS256 ? Signer.ES256 : Signer.RS256;
    for (String key : List.of(Tokens.pem(signer.trusted().getPublic()), Tokens.jwks(signer))) {
      TokenVerifier verifier = verifier("key", key);
      assertThat(refused(verifier, "Bearer " + Tokens.good(other, "ann", "admin"))).isTrue();
    }
  }

  @Test
  void takesNoSecretOutOfAJwks() {
    byte[] secret = new byte[32];
    JsonObject jwks = new JsonObject(Tokens.jwks(Signer.RS256));
    jwks.getJsonArray("keys")
        .add(
            new JsonObject()
                .put("kty", "oct")
                .put("kid", "secret")
                .put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    TokenVerifier verifier = verifier("key", jwks.encode());
    String token = Tokens.hs256("secret", secret, Tokens.claims("ann", "admin"));
    assertThat(refused(verifier, "Bearer " + token)).isTrue();
  }

  @Test
  void takesTheHighestRoleAndLeavesOthersAside() {
    TokenVerifier verifier = verifier();
    assertThat(role(verifier, "reader", "writer")).isEqualTo(Role.WRITER);
    assertThat(role(verifier, "admin", "reader")).isEqualTo(Role.ADMIN);
    assertThat(role(verifier, "staff")).isNull();
    assertThat(role(verifier, "ADMIN", "Admin", " admin", "admins", "")).isNull();
    assertThat(role(verifier)).isNull();
  }

  private static Role role(TokenVerifier verifier, String... groups) {
    return caller(verifier, Tokens.good(Signer.ES256, "ann", groups)).role();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "true",
        "{\"admin\":true}",
        "{\"a\":\"x admin x\"}",
        "[[\"x admin x\"]]",
        "[[\"admin\"]]",
        "[7]",
        "null",
        "[null]"
      })
  void groupsThatAreNoListOfNamesMakeNobodyMore(String groups) {
    JsonObject claims =
        Tokens.claims("ann").put("groups", new JsonArray("[" + groups + "]").getValue(0));
    TokenVerifier verifier = verifier();
    assertThat(caller(verifier, Tokens.of(Signer.ES256, claims)))
        .isEqualTo(Caller.accountOwner("ann"));
  }

  @Test
  void takesRolesFromWhicheverClaimTheSettingNames() {
    JsonArray admin = new JsonArray(List.of("admin"));
    JsonObject claims =
        Tokens.claims("ann")
            .put("cognito:groups", admin)
            .put("https://example.org/roles", admin)
            .put("scope", "openid admin")
            .put("realm_access", new JsonObject().put("roles", admin));
    String token = Tokens.of(Signer.ES256, claims);
    assertThat(caller(verifier(), token).role()).isNull();
    for (String claim : List.of("cognito:groups", "https://example.org/roles", "scope")) {
      assertThat(caller(verifier("groups-claim", claim), token).role())
          .as(claim)
          .isEqualTo(Role.ADMIN);
    }
    // It takes the place of groups, which may be another application's.
    String other = Tokens.good(Signer.ES256, "ann", "admin");
    assertThat(caller(verifier("groups-claim", "cognito:groups"), other).role()).isNull();
  }

  @Test
  void allowsForClocksThatDisagreeALittle() {
    long now = Instant.now().getEpochSecond();
    TokenVerifier verifier = verifier();
    JsonObject claims = Tokens.claims("ann").put("iat", now - 1000);
    assertThat(caller(verifier, Tokens.of(Signer.ES256, claims.copy().put("exp", now - 10))))
        .isEqualTo(Caller.accountOwner("ann"));
    assertThat(caller(verifier, Tokens.of(Signer.ES256, claims.copy().put("nbf", now + 10))))
        .isEqualTo(Caller.accountOwner("ann"));
    assertThat(
            refused(
                verifier, "Bearer " + Tokens.of(Signer.ES256, claims.copy().put("exp", now - 60))))
        .isTrue();
  }

  @Test
  void returnsTheInstantFromWhichATokenIsRefused() {
    long exp = Instant.now().getEpochSecond() + 100;
    JsonObject claims = Tokens.claims("ann", "reader").put("exp", exp);
    Caller caller = verifier().caller("Bearer " + Tokens.of(Signer.ES256, claims));
    assertThat(caller.expires()).isEqualTo(Instant.ofEpochSecond(exp + 30));
    assertThat(verifier("anonymous-role", "reader").caller(null).expires()).isNull();
    assertThat(Caller.UNRESTRICTED.expires()).isNull();
  }

  @Test
  void answersAtOnceIfNoKeyIsFetched() {
    TokenVerifier verifier = verifier();
    assertThat(authenticate(verifier, "Bearer " + Tokens.good(Signer.ES256, "ann"))).isCompleted();
    assertThat(authenticate(verifier, "Bearer rubbish")).isCompletedExceptionally();
    assertThat(authenticate(verifier, null)).isCompletedExceptionally();
    assertThat(authenticate(verifierOf(Map.of("enabled", "false")), null)).isCompleted();
  }

  private static CompletableFuture<Caller> authenticate(TokenVerifier verifier, String header) {
    return verifier.authenticate(header).toCompletableFuture();
  }

  @Test
  void takesATokenWithoutKeyIdIfThereIsOneKey() {
    JsonObject header = Tokens.header(Signer.ES256);
    header.remove("kid");
    String token =
        Tokens.of(Signer.ES256, header, Tokens.claims("ann"), Signer.ES256.trusted().getPrivate());
    Verifiers.assertAccepted(verifier("key", Tokens.jwks(Signer.ES256)), token);
    Verifiers.assertRefused(verifier("key", Tokens.jwks(Signer.RS256, Signer.ES256)), token);
  }

  @Test
  void takesATokenThatIsForSeveral() {
    JsonObject claims =
        Tokens.claims("ann").put("aud", new JsonArray(List.of("others", Tokens.AUDIENCE)));
    assertThat(caller(verifier(), Tokens.of(Signer.ES256, claims)))
        .isEqualTo(Caller.accountOwner("ann"));
  }

  @Test
  void takesNothingButABearerToken() {
    TokenVerifier verifier = verifier();
    String token = Tokens.good(Signer.ES256, "ann", "admin");
    for (String authorization :
        List.of(
            "",
            "Bearer",
            "Bearer ",
            token,
            "Basic " + token,
            "Bearer" + token,
            "Bearer " + token + " " + token,
            "Bearer \"" + token + "\"",
            "Bearer token=" + token)) {
      assertThat(refused(verifier, authorization)).as(authorization).isTrue();
    }
    assertThat(refused(verifier, null)).isTrue();
    assertThat(verifier.caller("bearer " + token).role()).isEqualTo(Role.ADMIN);
    assertThat(verifier.caller("BEARER  " + token + " ").role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void givesCallersWithoutATokenTheRoleThatTheSettingNames() {
    TokenVerifier verifier = verifier("anonymous-role", "reader");
    assertThat(verifier.errors()).isEmpty();
    assertThat(verifier.caller(null)).isEqualTo(Caller.of("anonymous", Role.READER));
    Tokens.bad(Signer.ES256, "ann")
        .forEach(
            (name, token) -> assertThat(refused(verifier, "Bearer " + token)).as(name).isTrue());
    assertThat(verifier("anonymous-role", "root").errors())
        .containsExactly("scrip.security.anonymous-role must be reader, writer or admin.");
  }

  @Test
  void letsAnybodyInWhereItIsOff() {
    TokenVerifier verifier = verifierOf(Map.of("enabled", "false"));
    assertThat(verifier.errors()).isEmpty();
    assertThat(verifier.caller(null)).isEqualTo(Caller.UNRESTRICTED);
    assertThat(verifier.caller("Bearer rubbish")).isEqualTo(Caller.UNRESTRICTED);
  }

  @Test
  void reportsMissingSettings() {
    assertThat(verifierOf(Map.of()).errors())
        .as("on unless switched off by name")
        .hasSize(3)
        .anyMatch(each -> each.startsWith("No key to verify tokens with is set. Set one of"))
        .anyMatch(each -> each.contains("SCRIP_SECURITY_ISSUER"))
        .anyMatch(each -> each.contains("SCRIP_SECURITY_AUDIENCE"));
    String pem = Tokens.pem(Signer.ES256.trusted().getPublic());
    assertThat(
            verifierOf(
                    Map.of(
                        "key",
                        pem,
                        "key-file",
                        "x",
                        "issuer",
                        Tokens.ISSUER,
                        "audience",
                        Tokens.AUDIENCE))
                .errors())
        .singleElement()
        .asString()
        .startsWith("More than one key");
  }

  @Test
  void reportsInvalidKeysWithoutDisplayingThem() throws IOException {
    KeyPair pair = Signer.RS256.trusted();
    String secret = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    List<String> keys =
        List.of(
            "rubbish",
            "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
            "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----",
            secret,
            Tokens.pem(Tokens.generate("RSA", 1024).getPublic()),
            Tokens.pem(Tokens.generate("EC", 384).getPublic()),
            "{",
            "{}",
            "{\"keys\":[]}",
            "{\"keys\":null}",
            "{\"keys\":{}}",
            "{\"keys\":[],\"keys\":[]}",
            "{\"keys\":" + "[".repeat(100_000),
            Tokens.jwks(Signer.ES256).substring(0, 100),
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + "c2VjcmV0".repeat(6) + "\"}]}");
    for (String key : keys) {
      Path file = Files.writeString(dir.resolve("bad"), key);
      for (TokenVerifier each :
          List.of(verifier("key", key), verifier("key-file", file.toString()))) {
        assertThat(each.errors())
            .as(key)
            .singleElement()
            .asString()
            .matches(
                "scrip\\.security\\.key(-file)? must be a public key for RS256 \\(2048 bits or"
                    + " more\\) or ES256 \\(P-256\\) as PEM, or a JWKS with such keys\\.");
      }
    }
    assertThat(verifier("key-file", dir.resolve("nowhere").toString()).errors())
        .containsExactly("scrip.security.key-file cannot be read.");
    assertThat(verifier("key-file", dir.toString()).errors())
        .containsExactly("scrip.security.key-file cannot be read.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.example/jwks.json",
        "http://localhost.evil.example/jwks.json",
        "http://127.0.0.1.evil.example/jwks.json",
        "http://localhost@evil.example/jwks.json",
        "file:///etc/passwd",
        "classpath:key.pem",
        "issuer.example",
        "https://",
        "https:// "
      })
  void fetchesKeysByHttpsAlone(String address) {
    assertThat(verifier("key-url", address).errors())
        .containsExactly("scrip.security.key-url must be an https:// address.");
  }

  private static boolean refused(TokenVerifier verifier, String authorization) {
    RefusedException refusal =
        catchThrowableOfType(
            RefusedException.class,
            () -> {
              Caller caller = verifier.caller(authorization);
              throw new AssertionError("let in as " + caller + ": " + authorization);
            });
    return refusal.refusal().code() == Code.UNAUTHENTICATED;
  }

  /** The caller, apart from the end of the token. */
  private static Caller caller(TokenVerifier verifier, String token) {
    return verifier.caller("Bearer " + token).until(null);
  }
}
