package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Audit;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Posting;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Remark;
import dev.scrip.domain.Sequenced;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what the scripts reply for one ledger. */
final class Replies {

  private static final String NO_ENTRY = "-";

  /** Where a refusal names its field, this says that it is of an atomic set as a whole. */
  private static final String WHOLE_SET = "set";

  private final LedgerDefinition ledger;
  private final AccountNames names;

  Replies(LedgerDefinition ledger, AccountNames names) {
    this.ledger = ledger;
    this.names = names;
  }

  /**
   * The reply itself, unless it says that Redis holds another definition of the ledger or refuses.
   */
  Response checked(Response reply) {
    Response first = reply.size() == 0 ? null : reply.get(0);
    if (first == null || first.type() != io.vertx.redis.client.ResponseType.BULK) {
      return reply;
    }
    if ("definition-changed".equals(first.toString())) {
      throw new RefusedException(new DefinitionChange(ledger, names, reply).refusal());
    }
    if ("refused".equals(first.toString())) {
      throw new RefusedException(Refusals.of(Code.of(reply.get(1).toString()), ledger, null, null));
    }
    return reply;
  }

  /** What became of independent operations. */
  List<Outcome> outcomes(List<Sequenced> operations, Response reply) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      outcomes.add(outcome(operations.get(i).operation(), reply.get(i)));
    }
    return outcomes;
  }

  /** What became of an atomic set. */
  LedgerStore.AtomicOutcome atomicOutcome(AtomicSet set, Response reply) {
    List<Outcome.Applied> applied = new ArrayList<>();
    for (int i = 0; i < reply.size(); i++) {
      if (!"undone".equals(reply.get(i).get(0).toString())) {
        Outcome outcome = outcome(set.operations().get(i), reply.get(i));
        if (outcome instanceof Outcome.Refused refused) {
          boolean whole = WHOLE_SET.equals(reply.get(i).get(2).toString());
          return new LedgerStore.AtomicOutcome(List.of(), whole ? -1 : i, refused);
        }
        applied.add((Outcome.Applied) outcome);
      }
    }
    return new LedgerStore.AtomicOutcome(applied, -1, null);
  }

  private Outcome outcome(Operation operation, Response reply) {
    String status = reply.get(0).toString();
    return switch (status) {
      case "applied", "replayed" -> applied(reply.get(1).toString(), "replayed".equals(status));
      case "refused" -> new Outcome.Refused(refusal(operation, reply));
      default -> throw new IllegalStateException("unknown status " + status);
    };
  }

  Amount amount(Response reply) {
    return Amount.ofUnits(reply.toString(), ledger.decimals());
  }

  /** Accounts and their balances, one after the other, from an index on. */
  List<AccountBalance> accounts(Response reply, int from) {
    List<AccountBalance> accounts = new ArrayList<>();
    for (int i = from; i < reply.size(); i += 2) {
      accounts.add(
          new AccountBalance(names.told(reply.get(i).toString()), amount(reply.get(i + 1))));
    }
    return accounts;
  }

  Entry entry(Response reply) {
    String entry = reply.get(0).toString();
    List<Posting> postings = new ArrayList<>();
    for (String line : reply.get(5).toString().split("\n", -1)) {
      // "<amount> <balance> <previous entry> <account>", as lua/include/journal.lua writes it.
      String[] parts = line.split(" ", 4);
      postings.add(new Posting(names.told(parts[3]), amount(parts[0]), amount(parts[1])));
    }
    return new Entry(
        entry,
        reply.get(1).toString(),
        orNull(reply.get(2)),
        Instant.ofEpochMilli(Long.parseLong(entry.substring(0, entry.indexOf('-')))),
        toldOrNull(reply.get(3)),
        orNull(reply.get(4)),
        postings);
  }

  /** One page of an audit. */
  Audit audit(Response reply) {
    List<Audit.Difference> differences = new ArrayList<>();
    for (Response each : reply.get(2)) {
      differences.add(
          new Audit.Difference(
              each.get(0).toString(),
              toldOrNull(each.get(1)),
              amountOrNull(each.get(2)),
              amountOrNull(each.get(3))));
    }
    Response next = reply.get(3);
    if (next.size() > 0) {
      return new Audit(reply.get(1).toLong(), differences, Cursor.ofAudit(next), null);
    }
    Audit.Totals totals =
        new Audit.Totals(reply.get(4).toLong(), amount(reply.get(5)), amount(reply.get(6)));
    return new Audit(reply.get(1).toLong(), differences, null, totals);
  }

  /** An entry's id, or null where there is none. */
  static String entryId(String text) {
    return NO_ENTRY.equals(text) ? null : text;
  }

  /** A kept remark, "&lt;millis&gt; &lt;reason&gt;". */
  static Remark remark(String text) {
    String[] parts = text.split(" ", 2);
    return new Remark(
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

  private Refusal refusal(Operation operation, Response reply) {
    String field = orNull(reply.get(2));
    boolean named = field != null && !field.equals(WHOLE_SET);
    return Refusals.of(
        Code.of(reply.get(1).toString()),
        ledger,
        named ? operation.account(field) : null,
        amountOrNull(reply.get(3)));
  }

  private Amount amount(String units) {
    return Amount.ofUnits(units, ledger.decimals());
  }

  private Amount amountOrNull(Response units) {
    return units.toString().isEmpty() ? null : amount(units);
  }

  private String toldOrNull(Response stored) {
    return stored.toString().isEmpty() ? null : names.told(stored.toString());
  }

  private static String orNull(Response text) {
    return text.toString().isEmpty() ? null : text.toString();
  }
}
