package dev.scrip.function;

import dev.scrip.access.Call;
import dev.scrip.access.Caller;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.OperationOptions;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusal.Violation;
import dev.scrip.domain.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a request: validates them by the rules of a ledger and collects every violation. An
 * invalid value is read as null, so {@link #check()} must be called before any value is used.
 */
public final class Fields {

  private final LedgerDefinition ledger;
  private final List<Violation> violations = new ArrayList<>();
  private OperationOptions options = OperationOptions.NONE;
  private final Call call;
  private final Caller caller;

  /**
   * Creates the fields of a request.
   *
   * @param ledger the ledger of the request
   * @param call the call, with the operation id of the request
   */
  public Fields(LedgerDefinition ledger, Call call) {
    this.ledger = ledger;
    this.call = call;
    this.caller = call.caller();
  }

  /** The fields of a read, which has no options. */
  Fields(LedgerDefinition ledger) {
    this(ledger, Call.of(Caller.UNRESTRICTED));
  }

  /** {@return the ledger} */
  public LedgerDefinition ledger() {
    return ledger;
  }

  /** {@return the options of a write that were read last, or none} */
  public OperationOptions options() {
    return options;
  }

  /**
   * Reads the options of a write.
   *
   * @param reason the reason, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @return this
   */
  public Fields withOptions(String reason, String notAfter) {
    options =
        new OperationOptions(
            call.id(), call.scope(), reason, instant("notAfter", notAfter), caller.name());
    return this;
  }

  /** {@return the caller} */
  public Caller caller() {
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
    if (!ledger.accountPattern().matches(name)) {
      violate(field, "must match the account pattern of ledger " + ledger.ledger());
    }
    return name;
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
