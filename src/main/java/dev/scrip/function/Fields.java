package dev.scrip.function;

import dev.scrip.access.Caller;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusal.Violation;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Terms;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of a request by the rules of a ledger. What is wrong is noted, so that a caller
 * hears of everything at once; a value that was wrong is null, and {@link #check()} comes before
 * any use.
 */
final class Fields {

  private final LedgerDefinition ledger;
  private final List<Violation> violations = new ArrayList<>();
  private Terms terms = Terms.NONE;
  private Caller caller = Caller.ANYBODY;

  Fields(LedgerDefinition ledger) {
    this.ledger = ledger;
  }

  LedgerDefinition ledger() {
    return ledger;
  }

  /** The terms of a write, as they were last read. */
  Terms terms() {
    return terms;
  }

  /** Reads the terms of a write. */
  Fields withTerms(WriteId id, String reason, String notAfter, Caller caller) {
    this.caller = caller;
    terms = new Terms(id.id(), id.scope(), reason, instant("notAfter", notAfter), caller.name());
    return this;
  }

  Caller caller() {
    return caller;
  }

  /** A balance as the caller may hear it: null where a holder asks and it is not its own. */
  String told(String account, Amount balance) {
    return caller.isHolder() && !account.equals(caller.account()) ? null : balance.toString();
  }

  /**
   * A supply as the caller may hear it: with one other account, a holder could tell its balance
   * from it.
   */
  String told(Amount supply) {
    return caller.isHolder() ? null : supply.toString();
  }

  /** The name of an account. */
  String account(String field, String name) {
    if (!ledger.accountPattern().matcher(name).matches()) {
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
   * The lower end of a range: an amount, {@code (} before one that is left out, or {@code -inf}.
   * Null is no end.
   */
  Bound low(String field, String text) {
    return text == null || text.equals("-inf") ? null : bound(field, text);
  }

  /** The upper end of a range, likewise, or {@code +inf}. Null is no end. */
  Bound high(String field, String text) {
    return text == null || isPlusInfinity(text) ? null : bound(field, text);
  }

  /** Notes something wrong. */
  void violate(String field, String message) {
    violations.add(new Violation(field, message));
  }

  /** Refuses the request if anything was wrong. */
  void check() {
    if (!violations.isEmpty()) {
      throw new RefusedException(Refusal.invalid(violations));
    }
  }

  private Bound bound(String field, String text) {
    // Beyond the largest amounts there is nothing: so much for the infinity at the wrong end of a
    // range.
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
      // Said in our own words.
      violate(field, "must be an ISO 8601 instant such as 2030-01-31T12:00:00Z");
      return null;
    }
  }
}
