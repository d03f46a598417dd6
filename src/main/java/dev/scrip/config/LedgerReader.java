package dev.scrip.config;

import com.google.re2j.PatternSyntaxException;
import dev.scrip.config.ScripSettings.LedgerSettings;
import dev.scrip.domain.AccountName;
import dev.scrip.domain.AccountPattern;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the definition of one ledger from its settings and collects every error. */
final class LedgerReader {

  private static final int MAX_PATTERN_LENGTH = 256;

  /** The most instructions of a compiled pattern: each character of a name may execute all. */
  private static final int MAX_PATTERN_SIZE = 2000;

  private static final int MAX_ALLOCATIONS = 1000;
  private static final Pattern LEDGER = Pattern.compile("[a-z0-9]{1,32}");

  private final String ledger;
  private final LedgerSettings settings;
  private final List<String> errors;

  LedgerReader(String ledger, LedgerSettings settings, List<String> errors) {
    this.ledger = ledger;
    this.settings = settings;
    this.errors = errors;
  }

  /** Returns the definition, which is valid only if there are no errors. */
  LedgerDefinition read() {
    if (!LEDGER.matcher(ledger).matches()) {
      errors.add("The name of ledger " + ledger + " must be 1 to 32 of a-z and 0-9.");
    }
    int decimals = settings.decimals();
    if (decimals < 0 || decimals > Amount.MAX_DECIMALS) {
      addError("decimals", "must be 0 to " + Amount.MAX_DECIMALS);
      decimals = 0;
    }
    boolean token = kind() == Kind.TOKEN;
    Amount zero = Amount.zero(decimals);
    Amount min = amount("min", settings.min(), decimals, zero);
    Amount max = amount("max", settings.max(), decimals, new Amount(Amount.MAX_UNITS, decimals));
    Amount supply = amount("total-supply", settings.totalSupply(), decimals, zero);
    if (min.compareTo(max) > 0) {
      addError("min", "must not be above max");
    }
    if (token) {
      forbid("a token ledger", "min", settings.min().isPresent());
      forbid("a token ledger", "max", settings.max().isPresent());
      if (supply.signum() <= 0) {
        addError("total-supply", "must be set, above zero");
      }
    } else {
      forbid("a points ledger", "total-supply", settings.totalSupply().isPresent());
      forbid("a points ledger", "allocations", settings.allocations().isPresent());
    }
    AccountPattern pattern = accountPattern();
    return new LedgerDefinition(
        ledger,
        token ? Kind.TOKEN : Kind.POINTS,
        settings.name().orElse(ledger),
        settings.symbol().orElse(""),
        decimals,
        min,
        max,
        settings.log(),
        supply,
        token && supply.signum() > 0 ? allocations(supply, pattern) : Map.of(),
        settings.burnable(),
        settings.ranking(),
        pattern,
        new CipherReader(settings, this::addError).read());
  }

  private Kind kind() {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(settings.kind())) {
        return kind;
      }
    }
    addError("kind", "must be points or token");
    return Kind.POINTS;
  }

  private Amount amount(String setting, Optional<String> text, int decimals, Amount otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    Amount.Parsed parsed = Amount.parse(text.get().strip(), decimals);
    if (parsed.amount().isEmpty()) {
      addError(setting, parsed.problem());
    }
    return parsed.amount().orElse(otherwise);
  }

  /** The pattern of account names, or null if none is set or if it is not one. */
  private AccountPattern accountPattern() {
    String text = settings.accountPattern().orElse(null);
    if (text == null) {
      return null;
    }
    if (text.length() > MAX_PATTERN_LENGTH) {
      addError("account-pattern", "must be at most " + MAX_PATTERN_LENGTH + " characters long");
      return null;
    }
    try {
      // RE2 matches in linear time. A pattern of the JDK can take years for a name of a stranger.
      com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(text);
      if (pattern.programSize() > MAX_PATTERN_SIZE) {
        addError(
            "account-pattern",
            "must have at most "
                + MAX_PATTERN_SIZE
                + " instructions: a repetition such as {1,64} counts as often as it can occur");
      }
      return new AccountPattern(text, pattern::matches);
    } catch (PatternSyntaxException e) {
      addError(
          "account-pattern",
          "is not a regular expression in RE2 syntax, which has no lookaround and no"
              + " backreferences: "
              + e.getMessage());
      return null;
    }
  }

  private Map<String, Amount> allocations(Amount supply, AccountPattern pattern) {
    List<String> lines = settings.allocations().orElse(List.of("treasury=" + supply));
    if (lines.size() > MAX_ALLOCATIONS) {
      addError("allocations", "must be at most " + MAX_ALLOCATIONS);
    }
    int errorsBefore = errors.size();
    Map<String, Amount> allocations = new LinkedHashMap<>();
    Amount sum = Amount.zero(supply.decimals());
    for (String line : lines) {
      int equals = line.lastIndexOf('=');
      String account = line.substring(0, Math.max(equals, 0)).strip();
      if (!AccountName.isName(account) || (pattern != null && !pattern.matches(account))) {
        addError("allocations", "must be account=amount each, with a valid account: " + line);
        continue;
      }
      Amount.Parsed parsed = Amount.parse(line.substring(equals + 1).strip(), supply.decimals());
      if (parsed.amount().isEmpty() || parsed.amount().get().signum() <= 0) {
        addError("allocations", "must give each account an amount above zero: " + line);
        continue;
      }
      if (allocations.put(account, parsed.amount().get()) != null) {
        addError("allocations", "must name each account once: " + account);
      }
      sum = sum.plus(parsed.amount().get());
    }
    int order = sum.compareTo(supply);
    if (order != 0 && errors.size() == errorsBefore) {
      addError(
          "allocations",
          "must add up to the total supply of "
              + supply
              + " but add up to "
              + sum
              + ", which is "
              + (order < 0 ? supply.minus(sum) + " too little" : sum.minus(supply) + " too much"));
    }
    return allocations;
  }

  private void forbid(String kind, String setting, boolean present) {
    if (present) {
      addError(setting, "does not apply to " + kind);
    }
  }

  private void addError(String setting, String problem) {
    errors.add("scrip.ledgers." + ledger + "." + setting + " " + problem + ".");
  }
}
