package dev.scrip.access;

import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An application that requires tokens, with its own ledgers. This profile trusts an RSA key in PEM;
 * the nested ones give it keys in other ways.
 */
public class SecuredLedgers implements QuarkusTestProfile {

  /** Points, 0 to 10,000,000. The default ledger. */
  public static final String POINTS = named("secured");

  /** As these, of which Redis holds nothing. */
  public static final String RESTORED = named("securedempty");

  /** A token, first on {@code treasury} and {@code vault}. */
  public static final String TOKEN = named("securedtoken");

  /** A token that no test initializes but one. */
  public static final String FRESH = named("securedfresh");

  /** Points whose balances only account owners may read. */
  public static final String SECRET = named("secret");

  /** A token ledger of that kind. */
  public static final String SECRET_TOKEN = named("secrettoken");

  /** Trusts an elliptic-curve key in a JWKS that it fetches. */
  public static class FetchedKey extends SecuredLedgers {

    @Override
    Map<String, String> key() {
      return Map.of();
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(JwksAddress.class));
    }
  }

  /** Trusts the same key, which arrives late. */
  public static class SlowKey extends FetchedKey {

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(JwksAddress.Slow.class));
    }
  }

  /** Trusts keys at an address that nobody listens at. */
  public static class UnreachableKey extends SecuredLedgers {

    @Override
    Map<String, String> key() {
      return Map.of("scrip.security.key-url", "http://127.0.0.1:1/jwks.json");
    }
  }

  /** Lets callers without a token read. */
  public static class AnonymousReaders extends SecuredLedgers {

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new LinkedHashMap<>(super.getConfigOverrides());
      settings.put("scrip.security.anonymous-role", "reader");
      return settings;
    }
  }

  Map<String, String> key() {
    return Map.of("scrip.security.key", Tokens.pem(Signer.RS256.trusted().getPublic()));
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new LinkedHashMap<>(key());
    settings.put("scrip.security.enabled", "true");
    settings.put("scrip.security.issuer", Tokens.ISSUER);
    settings.put("scrip.security.audience", Tokens.AUDIENCE);
    settings.put("scrip.default-ledger", POINTS);
    settings.put("scrip.initialize-at-start", "false");
    for (String points : List.of(POINTS, SECRET, RESTORED)) {
      settings.put("scrip.ledgers." + points + ".kind", "points");
      settings.put("scrip.ledgers." + points + ".max", "10000000");
    }
    for (String token : List.of(TOKEN, FRESH, SECRET_TOKEN)) {
      settings.put("scrip.ledgers." + token + ".kind", "token");
      settings.put("scrip.ledgers." + token + ".decimals", "6");
      settings.put("scrip.ledgers." + token + ".total-supply", "100000000");
      settings.put("scrip.ledgers." + token + ".allocations", "treasury=60000000,vault=40000000");
    }
    return settings;
  }

  /** A name that no earlier run used; classes are loaded more than once, so it is a property. */
  private static String named(String name) {
    String run = System.getProperty("secured.run");
    if (run == null) {
      run = Long.toString(System.currentTimeMillis(), 36);
      System.setProperty("secured.run", run);
    }
    return name + run;
  }
}
