package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Book;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.Group;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Membership;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Posting;
import dev.scrip.domain.Rank;
import dev.scrip.domain.ReasonRecord;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Supply;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decodes the replies of the scripts for one ledger: its amounts, names, outcomes and refusals. */
final class ReplyDecoder {

  /** The text that stands for no journal entry, no account and no balance. */
  static final String NONE = "-";

  private static final String REFUSED = "refused";

  private final LedgerDefinition ledger;
  private final int decimals;
  private final AccountNames names;

  /** A decoder for the replies of one ledger. */
  ReplyDecoder(LedgerDefinition ledger, AccountNames names) {
    this.ledger = ledger;
    this.decimals = ledger.decimals();
    this.names = names;
  }

  /**
   * The reply itself, once it is known to be neither {@code definition-changed} nor a refusal of
   * the whole call.
   *
   * @throws RefusedException for a reply that is one of the two
   */
  Response checked(Response reply) {
    Response first = reply.type() == ResponseType.MULTI && reply.size() > 0 ? reply.get(0) : null;
    if (first == null || first.type() != ResponseType.BULK) {
      return reply;
    }
    if ("definition-changed".equals(first.toString())) {
      if (DefinitionChange.isRestoring(reply.get(1).toString())) {
        throw new RefusedException(Refusals.restoring(ledger, "not-applied"));
      }
      throw new RefusedException(new DefinitionChange(ledger, names, reply).refusal());
    }
    if (REFUSED.equals(first.toString())) {
      throw new RefusedException(Refusals.of(Code.of(reply.get(1).toString()), ledger, null, null));
    }
    return reply;
  }

  /** The lines of the reply of a script that writes: an outcome for each request, then notes. */
  static String[] lines(Response reply) {
    return reply.toString().split("\n", -1);
  }

  /** The outcome of an atomic set, a line of the reply. */
  Ledger.AtomicOutcome atomicOutcome(AtomicSet set, String line) {
    String[] words = line.split(" ", 2);
    if (REFUSED.equals(words[0])) {
      String[] refusal = words[1].split(" ", -1);
      // Scripts count from 1, and 0 is the set as a whole.
      int index = Integer.parseInt(refusal[0]) - 1;
      Operation operation = set.operations().get(Math.max(index, 0));
      return new Ledger.AtomicOutcome(List.of(), index, refused(operation, refusal));
    }
    List<Outcome.Applied> applied = new ArrayList<>();
    for (String outcome : words[1].split(",", -1)) {
      applied.add(applied(outcome, isReplayed(words[0])));
    }
    return new Ledger.AtomicOutcome(applied, -1, null);
  }

  /** The outcome of one operation, a line of the reply. */
  Outcome outcome(Operation operation, String line) {
    String[] words = line.split(" ", 2);
    return REFUSED.equals(words[0])
        ? refused(operation, words[1].split(" ", -1))
        : applied(words[1], isReplayed(words[0]));
  }

  private static boolean isReplayed(String word) {
    return switch (word) {
      case "applied" -> false;
      case "replayed" -> true;
      default -> throw new IllegalStateException("unknown outcome " + word);
    };
  }

  /** The entry of the first initialize. */
  String firstEntry(Response reply) {
    return lines(reply)[0].split(" ", -1)[1];
  }

  /** The balance of one account, or empty if the account does not exist. */
  Optional<Amount> balance(Response reply) {
    return Optional.ofNullable(reply.get(1)).map(this::amount);
  }

  /** The supply. A token ledger that was never written to is refused as not-initialized. */
  Supply supply(Response reply) {
    boolean token = ledger.kind() == Kind.TOKEN;
    if (token && !isTrue(reply.get(1))) {
      throw new RefusedException(Refusals.notInitialized(ledger));
    }
    Amount circulating = amount(reply.get(2));
    return new Supply(
        token ? ledger.totalSupply() : circulating, circulating, reply.get(3).toLong());
  }

  /** A page of accounts with their balances. */
  Page<AccountBalance> accountPage(Response reply) {
    String next = reply.get(1).toString();
    return new Page<>(accounts(reply, 2), "0".equals(next) ? null : accountCursor(reply, next));
  }

  private String accountCursor(Response reply, String next) {
    int last = reply.size() - 2;
    if (next.equals("member")) {
      return Cursor.ofMember(reply.get(last).toString());
    }
    return ledger.ranking()
        ? Cursor.ofPlace(reply.get(last + 1).toString(), reply.get(last).toString())
        : Cursor.ofScan(next);
  }

  /**
   * Accounts with their balances.
   *
   * @param reply accounts and balances in turn
   * @param from the index of the first account, from 0
   */
  List<AccountBalance> accounts(Response reply, int from) {
    List<AccountBalance> accounts = new ArrayList<>();
    for (int i = from; i < reply.size(); i += 2) {
      accounts.add(
          new AccountBalance(names.displayName(reply.get(i).toString()), amount(reply.get(i + 1))));
    }
    return accounts;
  }

  /** The rank of an account, or empty if the account does not exist. */
  Optional<Rank> rank(Response reply) {
    if (reply.size() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Rank(
            reply.get(1).toLong(),
            reply.get(2).toLong(),
            reply.get(3).toLong(),
            accounts(reply, 4)));
  }

  /** A group with a page of its members. */
  Group group(String name, Response reply) {
    List<String> members = new ArrayList<>();
    for (int i = 3; i < reply.size(); i++) {
      members.add(names.displayName(reply.get(i).toString()));
    }
    String cursor =
        isTrue(reply.get(2)) ? Cursor.ofMember(reply.get(reply.size() - 1).toString()) : null;
    return new Group(name, reply.get(1).toLong(), new Page<>(members, cursor));
  }

  /** The books of the ledger, in the order of their names. */
  List<Book> books(Response reply) {
    List<Book> books = new ArrayList<>();
    for (int i = 1; i < reply.size(); i += 2) {
      String[] words = reply.get(i + 1).toString().split(" ", -1);
      Book.Kind kind = words[0].equals("group") ? Book.Kind.GROUP : Book.Kind.SNAPSHOT;
      books.add(new Book(reply.get(i).toString(), kind, Long.parseLong(words[1]), words[2]));
    }
    books.sort(Comparator.comparing(Book::name));
    return books;
  }

  /** A page of journal entries. */
  Page<Entry> entryPage(Response reply) {
    return new Page<>(entries(reply), entryId(reply.get(1).toString()));
  }

  /** The journal entries of a reply, which follow its second element. */
  List<Entry> entries(Response reply) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 2; i < reply.size(); i++) {
      entries.add(entry(reply.get(i)));
    }
    return entries;
  }

  private Entry entry(Response reply) {
    StoredEntry entry = StoredEntry.of(reply);
    if (entry == null) {
      throw new IllegalArgumentException("entry " + reply.get(0) + " has an unknown form");
    }
    return entry(entry);
  }

  /** An entry of the journal. */
  Entry entry(StoredEntry entry) {
    List<Posting> postings = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    for (String line : entry.lines()) {
      if (StoredEntry.isPosting(line)) {
        postings.add(posting(StoredEntry.words(line)));
      } else if (StoredEntry.membership(line) != null) {
        memberships.add(membership(StoredEntry.membership(line)));
      }
    }
    Map<String, String> options = entry.options();
    String by = options.get("by");
    return new Entry(
        entry.id(),
        entry.operation(),
        options.get("id"),
        Instant.ofEpochMilli(EntryId.of(entry.id()).millis()),
        by == null ? null : names.displayName(by),
        options.get("reason"),
        options.get("data"),
        postings,
        memberships);
  }

  private Posting posting(String[] words) {
    return new Posting(
        names.displayName(words[3]),
        amount(words[0]),
        amount(NONE.equals(words[1]) ? "0" : words[1]));
  }

  private Membership membership(Membership stored) {
    return new Membership(stored.group(), names.displayName(stored.account()), stored.member());
  }

  /** An entry's id, or null for {@value #NONE}. */
  static String entryId(String text) {
    return NONE.equals(text) ? null : text;
  }

  /** The reason record of an account, "&lt;millis&gt; &lt;reason&gt;" in Redis; or empty. */
  Optional<ReasonRecord> reason(Response reply) {
    return Optional.ofNullable(reply.get(1)).map(text -> reasonRecord(text.toString()));
  }

  private static ReasonRecord reasonRecord(String text) {
    String[] parts = text.split(" ", 2);
    return new ReasonRecord(
        Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1].isEmpty() ? null : parts[1]);
  }

  private Outcome.Applied applied(String text, boolean replayed) {
    String[] parts = text.split(" ", -1);
    List<Amount> balances = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      balances.add(amount(parts[i]));
    }
    return new Outcome.Applied(entryId(parts[0]), balances, replayed);
  }

  /** The refusal in the words {@code <index> <code> <field> <balance>}. */
  private Outcome.Refused refused(Operation operation, String[] words) {
    return new Outcome.Refused(
        Refusals.of(
            Code.of(words[1]),
            ledger,
            NONE.equals(words[2]) ? null : operation.account(words[2]),
            NONE.equals(words[3]) ? null : amount(words[3])));
  }

  /** An amount of smallest units. */
  Amount amount(Response units) {
    return amount(units.toString());
  }

  /** The refusal of a question whose answer the archive has no more. */
  Refusal notArchived() {
    return Refusals.notArchived(ledger, "The archive begins after that");
  }

  /** An amount in smallest units. */
  Amount amount(String units) {
    return Amount.ofUnits(units, decimals);
  }

  private static boolean isTrue(Response flag) {
    return "1".equals(flag.toString());
  }
}
