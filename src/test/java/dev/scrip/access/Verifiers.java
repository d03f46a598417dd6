package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scrip.access.Tokens.Signer;
import dev.scrip.config.ScripSettings;
import dev.scrip.config.TestSettings;
import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Creates token verifiers from settings, and asks them. */
final class Verifiers {

  private Verifiers() {}

  /** A verifier with these settings, which trusts the key for ES256 if they give no key. */
  static TokenVerifier verifier(String... settings) {
    return verifierOf(secured(settings));
  }

  /** A verifier with these settings, whose keys age by this clock. */
  static TokenVerifier verifier(Clock clock, String... settings) {
    return new TokenVerifier(settings(secured(settings)), clock);
  }

  /** A verifier with these settings alone. */
  static TokenVerifier verifierOf(Map<String, String> settings) {
    return new TokenVerifier(settings(settings));
  }

  /** The error of a setting whose key cannot verify tokens. */
  static String unusable(String setting) {
    return "scrip.security."
        + setting
        + " must be a public key for RS256 (2048 bits or more) or ES256 (P-256) as PEM, or a JWKS"
        + " with such keys.";
  }

  static void assertAccepted(TokenVerifier verifier, String token) {
    assertThat(verifier.caller("Bearer " + token).name()).isEqualTo("ann");
  }

  static void assertRefused(TokenVerifier verifier, String token) {
    assertThat(code(verifier, token)).isEqualTo(Code.UNAUTHENTICATED);
  }

  /** The code of the refusal, or null if the token is accepted. */
  static Code code(TokenVerifier verifier, String token) {
    Throwable refusal = catchThrowable(() -> verifier.caller("Bearer " + token));
    if (refusal == null) {
      return null;
    }
    assertThat(refusal).isInstanceOf(RefusedException.class);
    return ((RefusedException) refusal).refusal().code();
  }

  private static Map<String, String> secured(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("enabled", "true");
    all.put("issuer", Tokens.ISSUER);
    all.put("audience", Tokens.AUDIENCE);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    if (all.keySet().stream().noneMatch(each -> each.startsWith("key"))) {
      all.put("key", Tokens.pem(Signer.ES256.trusted().getPublic()));
    }
    return all;
  }

  private static ScripSettings settings(Map<String, String> settings) {
    Map<String, String> named = new HashMap<>();
    settings.forEach((name, value) -> named.put("scrip.security." + name, value));
    return TestSettings.of(named);
  }
}
