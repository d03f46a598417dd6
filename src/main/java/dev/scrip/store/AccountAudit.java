package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.math.BigInteger;

/**
 * Compares everything that was read of one account, in the order of time: each posting with the one
 * before it, and what is stored with the last posting before it was read. If the first postings
 * were audited before, the account begins with what its next posting, or what is stored, says of
 * it, and its {@link #addBase base} is to be compared with what was found then.
 */
final class AccountAudit {

  /** Receives the differences of an account. */
  interface Differences {

    /**
     * A difference of amounts.
     *
     * @param kind its kind, as in {@link dev.scrip.domain.Audit.Difference}
     * @param entry the entry, or null
     * @param expected the expected amount in smallest units, or null for none
     * @param found the amount found, or null for none
     */
    void amount(String kind, String entry, BigInteger expected, BigInteger found);

    /** A difference of texts, as above. */
    void text(String kind, String entry, String expected, String found);

    /**
     * A place in the ranking that is another one than that of the balance, at least for a moment.
     */
    void place(AccountRecord place);
  }

  private final EntryId from;
  private final Differences differences;

  private boolean isKnown;
  private boolean isCounted;
  private Boolean isInLedger;
  private BigInteger balance = BigInteger.ZERO;
  private String last = Chain.NONE.last();
  private long count;

  /** The marks of the chain, null if they are not known. */
  private String of64;

  private String of4096;

  private BigInteger baseBalance = BigInteger.ZERO;
  private String baseLast = Chain.NONE.last();
  private long baseCount;

  private EntryId first;
  private boolean isStored;
  private boolean isReported;
  private boolean isPlaced;

  /**
   * An account of which nothing was read yet.
   *
   * @param from the entry up to which the journal was audited before, or null for none
   * @param differences receives what is found
   */
  AccountAudit(EntryId from, Differences differences) {
    this.from = from;
    this.differences = differences;
    if (from == null) {
      beginEmpty();
    }
  }

  private void beginEmpty() {
    isKnown = true;
    isCounted = true;
    isInLedger = false;
    of64 = "";
    of4096 = "";
  }

  /** Compares a record with those before it. */
  void read(AccountRecord record) {
    switch (record.kind()) {
      case POSTING -> post(record);
      case BALANCE, CLOSED -> readStored(StoredAccount.of(record.kind(), record.text()));
      case PLACE -> readPlace(record);
      // Records of reasons prove nothing, and other books have no part in it.
      case CREATED, DELETED, MEMBER, VALUE -> {}
    }
  }

  private void post(AccountRecord record) {
    String entry = record.at().toString();
    ChainedPosting posting = ChainedPosting.of(record.string().split("\n", 2)[0]);
    if (first == null) {
      first = record.at();
    }
    if (!isKnown) {
      begin(posting);
    }
    learn(posting);
    String expected = isCounted ? chain().previous(!isInLedger) : last;
    if (!expected.equals(posting.previous())) {
      differences.text("chain", entry, expected, posting.previous());
    }
    BigInteger sum = balance.add(posting.amount());
    if (!sum.equals(posting.balance())) {
      differences.amount("posting", entry, sum, posting.balance());
    }
    balance = posting.balance();
    isInLedger = !posting.leaves();
    last = entry;
    count++;
    if (isCounted && Chain.isMultiple(count)) {
      of64 = entry;
    }
    if (isCounted && Chain.isLargeMultiple(count)) {
      of4096 = entry;
    }
  }

  /** The account before its first posting that was not audited, as that posting tells it. */
  private void begin(ChainedPosting posting) {
    if (posting.last().equals(Chain.NONE.last())) {
      beginEmpty();
      return;
    }
    isKnown = true;
    balance = posting.balance().subtract(posting.amount());
    last = posting.last();
    checkBase();
    // An account at 0 may have been in the ledger or not; the count tells it, unless it is a
    // multiple.
    isInLedger = posting.count() == 0 || Chain.isMultiple(posting.count());
  }

  private void checkBase() {
    baseBalance = balance;
    baseLast = last;
    if (EntryId.of(last).compareTo(from) > 0) {
      differences.text("chain", last, null, last);
    }
  }

  /** Takes over what only a posting with a count tells. */
  private void learn(ChainedPosting posting) {
    if (!isCounted && posting.count() > 0) {
      isCounted = true;
      baseCount = posting.count() - 1 - count;
      count = posting.count() - 1;
    }
    if (of64 == null && Chain.isMultiple(posting.count()) && posting.count() > 0) {
      of64 = posting.of64();
    }
    if (of4096 == null && Chain.isLargeMultiple(posting.count()) && posting.count() > 0) {
      of4096 = posting.of4096();
    }
  }

  private void readStored(StoredAccount stored) {
    isStored = true;
    if (stored == null) {
      differences.text("chain", null, isKnown ? chain().toString() : null, null);
      return;
    }
    BigInteger found = stored.balance();
    Chain chain = stored.chain();
    if (!isKnown) {
      isKnown = true;
      isInLedger = found != null;
      balance = found == null ? BigInteger.ZERO : found;
      last = chain.last();
      checkBase();
    }
    if (!isCounted) {
      isCounted = true;
      baseCount = chain.count() - count;
      count = chain.count();
    }
    of64 = of64 == null ? chain.of64() : of64;
    of4096 = of4096 == null ? chain.of4096() : of4096;
    BigInteger expected = balance();
    boolean differs = expected == null ? found != null : !expected.equals(found);
    // A scan may return a field twice.
    if (differs && !isReported) {
      differences.amount("balance", null, expected, found);
    }
    if (!chain().equals(chain) && !isReported) {
      differences.text("chain", null, chain().toString(), chain.toString());
    }
    isReported |= differs || !chain().equals(chain);
  }

  private Chain chain() {
    return new Chain(last, count, of64 == null ? "" : of64, of4096 == null ? "" : of4096);
  }

  private void readPlace(AccountRecord place) {
    BigInteger expected = balance();
    isPlaced = true;
    if (expected == null || !Place.of(expected).equals(Place.of(place))) {
      differences.place(place);
    }
  }

  /**
   * Ends the account.
   *
   * @param begin the journal's last entry before anything stored was read
   */
  void end(EntryId begin) {
    boolean isOlder = first == null || first.compareTo(begin) <= 0;
    if (!isStored && count > 0 && isOlder) {
      if (isInLedger) {
        differences.amount("balance", null, balance, null);
      } else {
        differences.text("chain", null, chain().toString(), null);
      }
    }
  }

  /** The balance after the last posting, or null if the account is not in the ledger. */
  BigInteger balance() {
    return isKnown && isInLedger ? balance : null;
  }

  /** Whether the ranking has the account. */
  boolean isPlaced() {
    return isPlaced;
  }

  /** Adds the account as it was before the first entry that was not audited. */
  void addBase(LedgerDigest digest, byte[] account) {
    if (baseCount > 0) {
      digest.add(account, baseBalance, baseLast, baseCount);
    }
  }

  /** Adds the account after its last posting. */
  void addTo(LedgerDigest digest, byte[] account) {
    if (count > 0) {
      digest.add(account, balance, last, count);
    }
  }
}
