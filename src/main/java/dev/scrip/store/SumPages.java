package dev.scrip.store;

import dev.scrip.domain.Amount;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a weighted sum changes, account by account: pages of lines, as {@code lua/include/page.lua}
 * and {@code post_values.lua} describe them. The sum is exact, and rounded half to even to the
 * decimals of the ledger once, at its end.
 */
final class SumPages {

  /** The accounts of a page, which is posted by one call. */
  static final int PAGE = 100;

  /** So few digits that a balance with all that was posted since has room too. */
  private static final BigInteger LIMIT = BigInteger.TEN.pow(Amount.MAX_DIGITS - 1);

  private final String ledger;
  private final boolean isOfLedger;
  private final Map<String, BigDecimal> weights;
  private final BigDecimal member;
  private final Output output;
  private List<String> lines = new ArrayList<>();
  private long count;
  private long total;

  /** Receives the pages. */
  interface Output {

    /** Receives a page. */
    void page(String page) throws IOException;
  }

  /** The sum of an account is too large for a balance. */
  static final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  /**
   * The pages of a sum.
   *
   * @param ledger the name of the ledger
   * @param decimals the decimals of the ledger: a member of a group counts as one whole unit
   * @param isOfLedger whether the ledger is the destination, and not a snapshot
   * @param weights the weights by the names of the books
   * @param output receives the pages
   */
  SumPages(
      String ledger,
      int decimals,
      boolean isOfLedger,
      Map<String, BigDecimal> weights,
      Output output) {
    this.ledger = ledger;
    this.isOfLedger = isOfLedger;
    this.weights = weights;
    this.member = BigDecimal.TEN.pow(decimals);
    this.output = output;
  }

  /** The number of accounts of the result. */
  long count() {
    return count;
  }

  /** The number of accounts that change, or of values of the snapshot. */
  long total() {
    return total;
  }

  /** Adds all accounts of a checkpoint. */
  void add(Iterator<AccountRecord> sorted) throws IOException {
    AccountRecords records = new AccountRecords(sorted);
    while (records.next() != null) {
      add(records);
    }
    if (!lines.isEmpty()) {
      output.page(String.join("\n", lines));
    }
  }

  private void add(AccountRecords records) throws IOException {
    AccountReplay replay = AccountReplay.next(records);
    Map<String, BigDecimal> values = new HashMap<>();
    replay.values().forEach((book, value) -> values.put(book, new BigDecimal(value)));
    replay.groups().forEach(group -> values.put(group, member));
    BigInteger balance = replay.balance() == null ? null : new BigInteger(replay.balance());
    if (balance != null && weights.containsKey(ledger)) {
      values.put(ledger, new BigDecimal(balance));
    }
    add(replay.account(), balance, values);
  }

  private void add(String account, BigInteger balance, Map<String, BigDecimal> values)
      throws IOException {
    if (values.isEmpty()) {
      if (isOfLedger && balance != null) {
        line("- " + balance.negate() + " " + account);
      }
      return;
    }
    count++;
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> each : values.entrySet()) {
      sum = sum.add(weights.get(each.getKey()).multiply(each.getValue()));
    }
    BigInteger result = sum.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
    if (result.abs().compareTo(LIMIT) >= 0) {
      throw new TooLarge();
    }
    if (!isOfLedger) {
      line(result + " " + account);
    } else if (balance == null) {
      line("+ " + result + " " + account);
    } else if (!result.equals(balance)) {
      line("= " + result.subtract(balance) + " " + account);
    }
  }

  private void line(String line) throws IOException {
    total++;
    lines.add(line);
    if (lines.size() == PAGE) {
      output.page(String.join("\n", lines));
      lines = new ArrayList<>();
    }
  }
}
