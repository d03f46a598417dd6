package dev.scrip.openapi;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ledgers that nobody else writes to, of every sort that some refusal needs. */
public class OpenApiLedgers implements QuarkusTestProfile {

  static final String POINTS = "apipoints";
  static final String TOKEN = "apitoken";
  static final String FIRM = "apifirm";
  static final String BLANK = "apiblank";
  static final String UNRANKED = "apiunranked";

  static final List<String> ALL = List.of(POINTS, TOKEN, FIRM, BLANK, UNRANKED);

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>();
    settings.put("scrip.ledgers." + POINTS + ".kind", "points");
    settings.put("scrip.ledgers." + POINTS + ".decimals", "2");
    settings.put("scrip.ledgers." + POINTS + ".min", "-10");
    settings.put("scrip.ledgers." + POINTS + ".max", "1000");
    for (String token : List.of(TOKEN, FIRM, BLANK)) {
      settings.put("scrip.ledgers." + token + ".kind", "token");
      settings.put("scrip.ledgers." + token + ".decimals", "6");
      settings.put("scrip.ledgers." + token + ".total-supply", "1000");
    }
    settings.put("scrip.ledgers." + FIRM + ".burnable", "false");
    settings.put("scrip.ledgers." + UNRANKED + ".kind", "points");
    settings.put("scrip.ledgers." + UNRANKED + ".ranking", "false");
    settings.put("scrip.initialize-at-start", "false");
    settings.put("scrip.limits.books", "2");
    settings.put("scrip.archive.keep", "0s");
    settings.put("scrip.archive.checkpoint-every", "0s");
    settings.put("scrip.archive.retention", "0s");
    return settings;
  }
}
