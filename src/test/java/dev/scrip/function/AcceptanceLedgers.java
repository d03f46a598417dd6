package dev.scrip.function;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ledgers of the acceptance tests, of every kind that they need. Each run has its own ledgers,
 * so that nothing needs to be removed, and the same settings make the packaged application serve
 * them.
 */
public class AcceptanceLedgers implements QuarkusTestProfile {

  /** The digits of 10^77: the supply of {@link #HUGE}, which has no decimals. */
  public static final String TEN_TO_77 = BigInteger.TEN.pow(77).toString();

  /** pointomatic's own: 0 to 10,000,000. The default ledger. */
  public static final String POINTS = named("points");

  /** Points for the tests of what many callers do at once. */
  public static final String RACE = named("race");

  /** Ten thousand accounts. */
  public static final String CROWD = named("crowd");

  /** Two decimals, and no log. */
  public static final String BONUS = named("bonus");

  /** Balances of -100 to 100. */
  public static final String DEBT = named("debt");

  /** Names of a capital and some small letters. */
  public static final String NAMED = named("named");

  /** What is reaped. */
  public static final String REAPED = named("reaped");

  /** Points for weighted sums. */
  public static final String SUMS = named("sums");

  /** Points and another ledger of points, for batches. */
  public static final String LEFT = named("left");

  public static final String RIGHT = named("right");

  /** Points for operation ids. */
  public static final String IDS = named("ids");

  /** A token with which operation ids are used. */
  public static final String IDS_TOKEN = named("idstoken");

  /** The Tarot Token: 6 decimals, 100,000,000. */
  public static final String TARO = named("taro");

  /** 18 decimals, 1,000,000,000. */
  public static final String GOLD = named("gold");

  /** No decimals, and a supply of 10^77. */
  public static final String HUGE = named("huge");

  /** A token that cannot be burned, first on two accounts. */
  public static final String FIRM = named("firm");

  /** A token that is not initialized at the start in any run but by a test. */
  public static final String PAIR = named("pair");

  /** Points and a token whose Redis channels are read. */
  public static final String CHANNELS = named("channels");

  public static final String CHANNELS_TOKEN = named("channelstoken");

  /** Points whose events are streamed over HTTP, and ledgers each of which one test streams. */
  public static final String STREAM = named("stream");

  public static final String STREAM_TOKEN = named("streamtoken");

  public static final String RESUMED = named("resumed");

  public static final String SHARED = named("shared");

  public static final String SLOW = named("slow");

  /** Whose journal a test damages. */
  public static final String DAMAGED = named("damaged");

  private final Map<String, String> settings = new LinkedHashMap<>();

  /** Makes the profile. */
  public AcceptanceLedgers() {
    for (String plain :
        new String[] {
          CROWD, REAPED, SUMS, LEFT, RIGHT, IDS, CHANNELS, STREAM, RESUMED, SHARED, SLOW, DAMAGED
        }) {
      points(plain, "min", "0", "max", "10000000");
    }
    points(POINTS, "min", "0", "max", "10000000");
    points(RACE, "min", "0", "max", "100");
    points(BONUS, "decimals", "2", "log", "false");
    points(DEBT, "min", "-100", "max", "100");
    points(NAMED, "account-pattern", "[A-Z][a-z]{1,9}");
    token(TARO, "name", "Tarot Token", "symbol", "TARO", "decimals", "6");
    set(TARO, "total-supply", "100000000");
    token(GOLD, "name", "Gold", "symbol", "GLD", "decimals", "18", "total-supply", "1000000000");
    token(HUGE, "total-supply", TEN_TO_77);
    token(FIRM, "total-supply", "1000", "decimals", "2", "burnable", "false");
    set(FIRM, "allocations", "team=400.25,sale=599.75");
    token(PAIR, "total-supply", "500", "allocations", "ann=500");
    for (String each : new String[] {IDS_TOKEN, CHANNELS_TOKEN, STREAM_TOKEN}) {
      token(each, "decimals", "2", "total-supply", "1000");
    }
    set(STREAM_TOKEN, "allocations", "ann=400,bob=600");
    // Their tests depend on the names, or the order of names, in Redis.
    for (String plain : new String[] {CROWD, NAMED, CHANNELS, CHANNELS_TOKEN}) {
      set(plain, "account-cipher", "none");
    }
    settings.put("scrip.default-ledger", POINTS);
    settings.put("scrip.initialize-at-start", "false");
    // The packaged application runs in production, where callers otherwise need a token.
    settings.put("scrip.security.enabled", "false");
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return settings;
  }

  private void points(String ledger, String... namesAndValues) {
    set(ledger, "kind", "points");
    set(ledger, namesAndValues);
  }

  private void token(String ledger, String... namesAndValues) {
    set(ledger, "kind", "token");
    set(ledger, namesAndValues);
  }

  private void set(String ledger, String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("scrip.ledgers." + ledger + "." + namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  /**
   * A name that no earlier run used. This class is loaded more than once in a run, so what they
   * share is a system property.
   */
  private static String named(String name) {
    String key = "acceptance.run";
    String run = System.getProperty(key);
    if (run == null) {
      run = Long.toString(System.currentTimeMillis(), 36);
      System.setProperty(key, run);
    }
    return name + run;
  }
}
