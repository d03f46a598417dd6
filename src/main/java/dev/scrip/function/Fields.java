package dev.scrip.function;

import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusal.Violation;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.WeightedSum;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields of a request: validates them by the rules of a ledger and collects every violation. An
 * invalid value is read as null, so {@link #check()} must be called before any value is used.
 */
public final class Fields {

  private static final Pattern WEIGHT =
      Pattern.compile(
          "-?[0-9]{1,%d}(\\.[0-9]{1,%d})?"
              .formatted(WeightedSum.MAX_DIGITS, WeightedSum.MAX_FRACTION));

  private final LedgerDefinition ledger;
  private final Caller caller;
  private final Operation.Options options;
  private final List<Violation> violations = new ArrayList<>();

  /** The fields of a read, which has no options. */
  Fields(LedgerDefinition ledger) {
    this.ledger = ledger;
    this.caller = Caller.UNRESTRICTED;
    this.options = Operation.Options.NONE;
  }

  /**
   * The fields of a write, with its options.
   *
   * @param ledger the ledger of the request
   * @param request the request
   * @param call the call
   * @throws RefusedException {@code invalid-request} if the request's own id differs from the
   *     Idempotency-Key
   */
  public Fields(LedgerDefinition ledger, WriteRequest request, Call call) {
    this.ledger = ledger;
    this.caller = call.caller();
    Call identified = call.withOwnId(request.id());
    // An empty reason is none.
    String reason = "".equals(request.reason()) ? null : request.reason();
    this.options =
        new Operation.Options(
            identified.id(),
            identified.scope(),
            reason,
            instant("notAfter", request.notAfter()),
            caller.name(),
            request.data());
  }

  /** {@return the options of the write} */
  public Operation.Options options() {
    return options;
  }

  /** {@return the caller} */
  Caller caller() {
    return caller;
  }

  /** The balance of an account, or null if the caller is the owner of another account. */
  String visibleBalance(String account, Amount balance) {
    return caller.isAccountOwner() && !account.equals(caller.account()) ? null : balance.toString();
  }

  /**
   * The circulating supply, or null if the caller is an account owner, who could derive the balance
   * of another account from it.
   */
  String visibleSupply(Amount supply) {
    return caller.isAccountOwner() ? null : supply.toString();
  }

  /** The name of an account. */
  String account(String field, String name) {
    if (!ledger.allowsAccount(name)) {
      violate(field, "must match the account pattern of ledger " + ledger.ledger());
    }
    return name;
  }

  /** The names of accounts of a list. */
  List<String> accounts(String field, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      account(field + "[" + i + "]", names.get(i));
    }
    return names;
  }

  /** The name of a book that is not the ledger itself. */
  String book(String field, String name) {
    if (name.equals(ledger.ledger())) {
      violate(field, "must be another name than that of the ledger");
    }
    return name;
  }

  /** The weights of books by their names, in the same order. */
  Map<String, BigDecimal> weights(Map<String, String> texts) {
    Map<String, BigDecimal> weights = new LinkedHashMap<>();
    texts.forEach(
        (book, text) -> {
          String field = "weights." + book;
          if (!WEIGHT.matcher(text).matches()) {
            violate(
                field, "must be a decimal number of at most 18 digits and 9 digits of a fraction");
          } else {
            weights.put(book, new BigDecimal(text));
          }
        });
    return weights;
  }

  /** A place in the journal, as {@link Entry#position} returns it; null if the text is null. */
  String position(String field, String text) {
    Optional<String> position = text == null ? Optional.empty() : Entry.position(text);
    if (text != null && position.isEmpty()) {
      violate(
          field, "must be an ISO 8601 instant such as 2030-01-31T12:00:00Z, or the id of an entry");
    }
    return position.orElse(null);
  }

  /** The last entry before an instant, whether or not there is one; null if the text is null. */
  String before(String field, String text) {
    Instant instant = instant(field, text);
    return instant == null ? null : Entry.lastOf(instant.minusNanos(1));
  }

  /** The last entry up to an instant, whether or not there is one; null if the text is null. */
  String upTo(String field, String text) {
    Instant instant = instant(field, text);
    return instant == null ? null : Entry.lastOf(instant);
  }

  /** An amount of any sign. */
  Amount amount(String field, String text) {
    Amount.Parsed parsed = Amount.parse(text, ledger.decimals());
    if (parsed.amount().isEmpty()) {
      violate(field, parsed.problem());
    }
    return parsed.amount().orElse(null);
  }

  /** An amount that is not zero. */
  Amount nonZero(String field, String text) {
    Amount amount = amount(field, text);
    if (amount != null && amount.signum() == 0) {
      violate(field, "must not be zero");
    }
    return amount;
  }

  /** An amount above zero. */
  Amount positive(String field, String text) {
    Amount amount = amount(field, text);
    if (amount != null && amount.signum() <= 0) {
      violate(field, "must be above zero");
    }
    return amount;
  }

  /**
   * The lower bound of a range: an amount, which {@code (} excludes; null for {@code -inf} or if
   * the text is null.
   */
  Bound low(String field, String text) {
    return text == null || text.equals("-inf") ? null : bound(field, text);
  }

  /**
   * The upper bound of a range: an amount, which {@code (} excludes; null for {@code +inf} or null.
   */
  Bound high(String field, String text) {
    return text == null || isPlusInfinity(text) ? null : bound(field, text);
  }

  /** Adds a violation. */
  void violate(String field, String message) {
    violations.add(new Violation(field, message));
  }

  /**
   * Checks that there are no violations.
   *
   * @throws RefusedException {@code invalid-request}, with every violation
   */
  public void check() {
    if (!violations.isEmpty()) {
      throw new RefusedException(Refusal.invalid(violations));
    }
  }

  private Bound bound(String field, String text) {
    // Infinity as the opposite bound excludes every balance: none is above the largest amount.
    Amount largest = new Amount(Amount.MAX_UNITS, ledger.decimals());
    if (text.equals("-inf")) {
      return new Bound(largest.negate(), true);
    }
    if (isPlusInfinity(text)) {
      return new Bound(largest, true);
    }
    boolean exclusive = text.startsWith("(");
    return new Bound(amount(field, exclusive ? text.substring(1) : text), exclusive);
  }

  private static boolean isPlusInfinity(String text) {
    return text.equals("+inf") || text.equals("inf");
  }

  private Instant instant(String field, String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      violate(field, "must be an ISO 8601 instant such as 2030-01-31T12:00:00Z");
      return null;
    }
  }
}
