package dev.scrip.store;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Audit;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.AccountRecord.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * An audit of a ledger, read from a checkpoint: at one instant, the sum of all balances is the
 * circulating supply; each balance is the one after its account's last posting, and has its place
 * in the ranking; each posting follows the one before it. What is stored is compared with the
 * journal at the moment at which it was read, so writes cause no difference.
 */
final class LedgerAudit {

  /** How many accounts are looked up in the ranking by one call. */
  private static final int PLACES = 100;

  private static final Logger LOG = Logger.getLogger(LedgerAudit.class);

  private final LedgerReader reader;
  private final CheckpointSettings settings;
  private final RedisLedger ledger;
  private final AuditedState before;
  private final List<Audit.Difference> differences = new ArrayList<>();
  private final List<String> unplaced = new ArrayList<>();
  private final List<String> suspected = new ArrayList<>();
  private final LedgerDigest digestBefore = new LedgerDigest();
  private final LedgerDigest digest = new LedgerDigest();
  private BigInteger sum = BigInteger.ZERO;
  private long accounts;
  private long places;
  private long differenceCount;
  private boolean agreesWithBefore;

  private LedgerAudit(LedgerReader reader, CheckpointSettings settings, AuditedState before) {
    this.reader = reader;
    this.settings = settings;
    this.ledger = reader.ledger();
    this.before = before;
  }

  /**
   * Audits a ledger. It goes on from the last audit that found no difference, unless it is to be
   * full, the accounts are not those that the last audit has left, or there is a difference: all
   * entries are compared then, which tells best what differs from what.
   *
   * @param reader reads the ledger
   * @param settings the settings of its checkpoint
   * @param full whether all entries are compared
   * @throws dev.scrip.domain.RefusedException if Redis fails or is restarted in the meantime
   * @throws IOException if a file cannot be written
   */
  static Audit run(LedgerReader reader, CheckpointSettings settings, boolean full)
      throws IOException {
    LedgerState state = reader.state();
    EntryId trimmed = state.trimmed() == null ? null : state.trimmed().last();
    AuditedState before = full ? null : AuditedState.of(state.audited());
    if (before != null && (trimmed == null || trimmed.compareTo(before.entry()) <= 0)) {
      LedgerAudit audit = new LedgerAudit(reader, settings, before);
      Audit result = audit.run(before.entry());
      if (audit.agreesWithBefore && result.differenceCount() == 0) {
        return result;
      }
    }
    return new LedgerAudit(reader, settings, null).run(trimmed);
  }

  /** Audits all entries after one, or all that there are if it is null. */
  private Audit run(EntryId from) throws IOException {
    boolean isRanked = ledger.definition().ranking();
    try (Checkpoint checkpoint =
        Checkpoint.read(
            reader,
            settings,
            from == null ? EntryId.ZERO : from,
            isRanked
                ? EnumSet.of(Kind.BALANCE, Kind.CLOSED, Kind.PLACE)
                : EnumSet.of(Kind.BALANCE, Kind.CLOSED))) {
      checkpoint.unreadable().forEach(entry -> differ("entry", null, entry, null, null));
      compareAccounts(checkpoint, from);
      lookUpAccounts();
      lookUpMembers();
      LedgerState state = checkpoint.state();
      BigInteger supply = compareSum(state);
      AuditedState now = new AuditedState(state.last(), state.entries(), digest.toString());
      agreesWithBefore = before == null || agrees(checkpoint);
      if (differenceCount == 0 && agreesWithBefore) {
        keep(now);
      }
      return new Audit(
          state.last().toString(),
          from == null ? null : from.toString(),
          checkpoint.entries(),
          accounts,
          isRanked ? places : null,
          amount(sum),
          supply == null ? null : amount(supply),
          differenceCount,
          differences);
    }
  }

  /** Whether the accounts and the number of entries are those that the last audit has left. */
  private boolean agrees(Checkpoint checkpoint) {
    return before.entry().compareTo(checkpoint.begin()) <= 0
        && before.digest().equals(digestBefore.toString())
        && before.entries() + checkpoint.entries() == checkpoint.state().entries();
  }

  /** Keeps what agrees. If Redis takes no writes, the next audit reads the same entries again. */
  private void keep(AuditedState now) {
    try {
      reader.keepAudited(now.toString());
    } catch (RefusedException e) {
      LOG.warnf("an audit could not be kept (%s)", e.refusal().code().word());
    }
  }

  private void compareAccounts(Checkpoint checkpoint, EntryId from) throws IOException {
    AccountRecords records = new AccountRecords(checkpoint.records());
    while (records.next() != null) {
      byte[] account = records.next().account();
      String name = records.next().accountName();
      AccountAudit audit = new AccountAudit(from, new OfAccount(name));
      AccountRecord record;
      while ((record = records.nextOf(account)) != null) {
        audit.read(record);
        places += record.kind() == Kind.PLACE ? 1 : 0;
      }
      audit.end(checkpoint.begin());
      add(account, name, audit);
    }
  }

  private void add(byte[] account, String name, AccountAudit audit) {
    audit.addBase(digestBefore, account);
    audit.addTo(digest, account);
    BigInteger balance = audit.balance();
    if (balance == null) {
      return;
    }
    accounts++;
    sum = sum.add(balance);
    // A scan of the ranking misses a long balance that has changed in the meantime.
    if (ledger.definition().ranking() && !audit.isPlaced()) {
      unplaced.add(name);
      if (unplaced.size() == PLACES) {
        lookUpAccounts();
      }
    }
  }

  /** Looks up the places of accounts that the ranking did not have. */
  private void lookUpAccounts() {
    if (!unplaced.isEmpty()) {
      reader.misplacedAccounts(unplaced).forEach(each -> differ(each.name(), each));
      unplaced.clear();
    }
  }

  /** Looks up members whose accounts may have changed between their page and the entry before. */
  private void lookUpMembers() {
    if (!suspected.isEmpty()) {
      for (LedgerReader.Misplaced each : reader.misplacedMembers(suspected)) {
        differ(each.name().substring(each.name().indexOf(0) + 1), each);
      }
      suspected.clear();
    }
  }

  private void differ(String account, LedgerReader.Misplaced misplaced) {
    new OfAccount(account)
        .amount(
            "ranking",
            null,
            misplaced.balance(),
            misplaced.score() == null ? null : Place.amount(misplaced.score()));
  }

  /** Compares the sum with the supply, which is returned; it is null if Redis has lost it. */
  private BigInteger compareSum(LedgerState state) {
    BigInteger supply = state.supply();
    if (supply == null && state.entries() == 0 && accounts == 0) {
      return BigInteger.ZERO;
    }
    if (supply == null) {
      differ("info", null, null, null, null);
    } else if (!supply.equals(sum)) {
      differ("sum", null, null, amount(supply).toString(), amount(sum).toString());
    }
    return supply;
  }

  private void differ(String kind, String account, String entry, String expected, String found) {
    differenceCount++;
    if (differences.size() < Audit.MAX_DIFFERENCES) {
      differences.add(
          new Audit.Difference(
              kind,
              account == null ? null : ledger.names().displayName(account),
              entry,
              expected,
              found));
    }
  }

  private Amount amount(BigInteger units) {
    return Amount.ofUnits(units.toString(), ledger.definition().decimals());
  }

  /** The differences of one account. */
  private final class OfAccount implements AccountAudit.Differences {

    private final String account;

    OfAccount(String account) {
      this.account = account;
    }

    @Override
    public void amount(String kind, String entry, BigInteger expected, BigInteger found) {
      text(
          kind,
          entry,
          expected == null ? null : LedgerAudit.this.amount(expected).toString(),
          found == null ? null : LedgerAudit.this.amount(found).toString());
    }

    @Override
    public void place(AccountRecord place) {
      String member = Place.member(place);
      if (member == null) {
        text("ranking", null, null, null);
        return;
      }
      suspected.add(member);
      if (suspected.size() == PLACES) {
        lookUpMembers();
      }
    }

    @Override
    public void text(String kind, String entry, String expected, String found) {
      differ(kind, account, entry, expected, found);
    }
  }
}
