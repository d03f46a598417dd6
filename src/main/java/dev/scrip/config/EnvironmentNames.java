package dev.scrip.config;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks the names of environment variables. Quarkus ignores a misspelt name, and with it a bound
 * or a supply.
 */
final class EnvironmentNames {

  private static final Pattern KNOWN =
      Pattern.compile(
          "SCRIP_(REDIS_URL|TEST_REDIS_URL|DEFAULT_LEDGER|INITIALIZE_AT_START|ALLOW_EVICTION"
              + "|IDS_RETENTION|EVENTS_PUBLISH"
              + "|SECURITY_(ENABLED|KEY|KEY_FILE|KEY_URL|ISSUER|AUDIENCE"
              + "|GROUPS_CLAIM|ANONYMOUS_ROLE)"
              + "|QUEUE_(REQUIRE_ID|ON_REFUSAL|ROLE)|SCHEDULE_ROLE|LIMITS_(REQUESTS|BOOKS)"
              + "|CHECKPOINT_(MEMORY|DIRECTORY)|JOBS_REPLY_AFTER"
              + "|ARCHIVE_(LOCATION|S3_ENDPOINT|S3_REGION|S3_PATH_STYLE|KEYS_FILE|CHECKPOINT_EVERY|KEEP|RETENTION)"
              + "|LEDGERS_[A-Z0-9]{1,32}_(KIND|NAME|SYMBOL|DECIMALS|MIN|MAX|LOG"
              + "|TOTAL_SUPPLY|ALLOCATIONS(_[0-9]+_)?"
              + "|BURNABLE|RANKING|ACCOUNT_PATTERN|ACCOUNT_CIPHER|ACCOUNT_KEY|ACCOUNT_KEY_FILE))");

  private EnvironmentNames() {}

  /** An error for each name that begins with SCRIP_ and is not a setting. */
  static List<String> errors(Collection<String> names) {
    return names.stream()
        .filter(name -> name.startsWith("SCRIP_") && !KNOWN.matcher(name).matches())
        .sorted()
        .map(name -> "There is no setting " + name + ".")
        .toList();
  }
}
