package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Audit;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Reaped;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Remark;
import dev.scrip.domain.Sequenced;
import dev.scrip.domain.Supply;
import dev.scrip.domain.Terms;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** The ledgers of one Redis server or cluster. */
final class RedisLedgerStore implements LedgerStore {

  /** How many accounts one step of a reap removes: few enough that no other call waits long. */
  private static final int REAP_STEP = 100;

  private final RedisScripts scripts;
  private final StoreSettings settings;
  private final Map<String, OpenLedger> open = new ConcurrentHashMap<>();

  RedisLedgerStore(Redis redis, StoreSettings settings) {
    this.scripts = new RedisScripts(redis::send, settings.timeout().toMillis());
    this.settings = settings;
  }

  @Override
  public Outcome apply(LedgerDefinition ledger, Operation operation) {
    return applyIndependent(ledger, List.of(new Sequenced(operation, null))).get(0);
  }

  @Override
  public List<Outcome> applyIndependent(LedgerDefinition ledger, List<Sequenced> operations) {
    requireSize(operations);
    OpenLedger open = open(ledger);
    String set = OperationJson.independent(open.names().stored(operations));
    return open.replies().outcomes(operations, open.commit(set, operations.size()));
  }

  @Override
  public AtomicOutcome applyAtomic(LedgerDefinition ledger, AtomicSet set) {
    requireSize(set.operations());
    OpenLedger open = open(ledger);
    String json = OperationJson.atomic(open.names().stored(set));
    return open.replies().atomicOutcome(set, open.commit(json, set.operations().size()));
  }

  @Override
  public Reaped reap(LedgerDefinition ledger, Terms plain) {
    Terms terms = open(ledger).names().stored(plain);
    String fingerprint = Fingerprint.of("reap", terms);
    long count = 0;
    String entry = "-";
    while (true) {
      long countSoFar = count;
      String entrySoFar = entry;
      String step =
          OperationJson.object(
              json -> {
                OperationJson.terms(json, terms);
                json.writeStringField("fingerprint", fingerprint);
                json.writeNumberField("limit", REAP_STEP);
                json.writeNumberField("reaped", countSoFar);
                json.writeStringField("entry", entrySoFar);
              });
      Response reply = open(ledger).replies().checked(write(ledger, Script.REAP, step));
      count = reply.get(2).toLong();
      entry = reply.get(3).toString();
      if ("0".equals(reply.get(1).toString())) {
        return new Reaped(count, Replies.entryId(entry));
      }
    }
  }

  @Override
  public String initialize(LedgerDefinition ledger, Terms terms) {
    if (ledger.kind() != Kind.TOKEN) {
      throw new RefusedException(
          Refusal.of(
              Code.NOT_A_TOKEN,
              "Ledger " + ledger.ledger() + " is a points ledger, which needs no initialize."));
    }
    AccountNames names = open(ledger).names();
    Map<String, Amount> allocations = names.stored(ledger.allocations());
    Response reply =
        write(
            ledger,
            Script.INITIALIZE,
            OperationJson.allocations(allocations, names.stored(terms)),
            DefinitionChange.allocations(allocations));
    return open(ledger).replies().checked(reply).get(1).toString();
  }

  @Override
  public Optional<Amount> balance(LedgerDefinition ledger, String account) {
    Response balance = read(ledger, Script.GET, open(ledger).names().stored(account)).get(1);
    return Optional.ofNullable(balance).map(open(ledger).replies()::amount);
  }

  @Override
  public Page<AccountBalance> accounts(
      LedgerDefinition ledger, Bound low, Bound high, String cursor, int limit) {
    Cursor.Place after = cursor == null ? null : Cursor.place(cursor);
    String query =
        OperationJson.object(
            json -> {
              if (low != null) {
                OperationJson.amount(json, "low", low.amount());
                json.writeBooleanField("lowExclusive", low.exclusive());
              }
              if (high != null) {
                OperationJson.amount(json, "high", high.amount());
                json.writeBooleanField("highExclusive", high.exclusive());
              }
              if (after != null) {
                json.writeStringField("afterBalance", after.units());
                json.writeStringField("afterAccount", after.account());
              }
              json.writeNumberField("limit", limit);
            });
    Response reply = read(ledger, Script.GET_ALL, query);
    List<AccountBalance> accounts = open(ledger).replies().accounts(reply, 2);
    boolean more = "1".equals(reply.get(1).toString());
    int last = reply.size() - 2;
    return new Page<>(
        accounts,
        more ? Cursor.ofPlace(reply.get(last + 1).toString(), reply.get(last).toString()) : null);
  }

  @Override
  public List<AccountBalance> topHolders(LedgerDefinition ledger, int limit) {
    Response reply = read(ledger, Script.GET_TOP_HOLDERS, Integer.toString(limit));
    return open(ledger).replies().accounts(reply, 1);
  }

  @Override
  public Page<Entry> history(LedgerDefinition ledger, String account, String cursor, int limit) {
    String from = cursor == null ? null : Cursor.entry(cursor);
    String query =
        OperationJson.object(
            json -> {
              OperationJson.text(
                  json, "account", account == null ? null : open(ledger).names().stored(account));
              OperationJson.text(json, "cursor", from);
              json.writeNumberField("limit", limit);
            });
    Response reply = read(ledger, Script.GET_HISTORY, query);
    Replies replies = open(ledger).replies();
    List<Entry> entries = new ArrayList<>();
    for (int i = 2; i < reply.size(); i++) {
      entries.add(replies.entry(reply.get(i)));
    }
    return new Page<>(entries, Replies.entryId(reply.get(1).toString()));
  }

  @Override
  public Optional<Remark> created(LedgerDefinition ledger, String account) {
    return reason(ledger, "created", account);
  }

  @Override
  public Optional<Remark> deleted(LedgerDefinition ledger, String account) {
    return reason(ledger, "deleted", account);
  }

  @Override
  public Supply supply(LedgerDefinition ledger) {
    Response reply = read(ledger, Script.GET_INFO);
    if (ledger.kind() == Kind.TOKEN && "0".equals(reply.get(1).toString())) {
      throw new RefusedException(Refusals.notInitialized(ledger));
    }
    Amount circulating = open(ledger).replies().amount(reply.get(2));
    Amount total = ledger.kind() == Kind.TOKEN ? ledger.totalSupply() : circulating;
    return new Supply(total, circulating, reply.get(3).toLong());
  }

  @Override
  public Audit audit(LedgerDefinition ledger, String cursor, int limit) {
    Cursor.AuditState state = cursor == null ? Cursor.AUDIT_START : Cursor.audit(cursor);
    String query =
        OperationJson.object(
            json -> {
              json.writeStringField("phase", state.phase());
              json.writeStringField("at", state.at());
              json.writeStringField("sum", state.sum());
              json.writeStringField("tail", state.tail());
              json.writeNumberField("limit", limit);
            });
    return open(ledger).replies().audit(read(ledger, Script.AUDIT, query));
  }

  @Override
  public String told(LedgerDefinition ledger, String account) {
    AccountNames names = open(ledger).names();
    return names.told(names.stored(account));
  }

  private Optional<Remark> reason(LedgerDefinition ledger, String event, String account) {
    String stored = open(ledger).names().stored(account);
    return Optional.ofNullable(read(ledger, Script.GET_REASON, event, stored).get(1))
        .map(Response::toString)
        .map(Replies::remark);
  }

  /** The ledger made ready, anew where a definition has taken another's place. */
  private OpenLedger open(LedgerDefinition ledger) {
    OpenLedger ready = open.get(ledger.ledger());
    if (ready != null && ready.isFor(ledger)) {
      return ready;
    }
    return open.compute(
        ledger.ledger(),
        (name, other) ->
            other != null && other.isFor(ledger)
                ? other
                : new OpenLedger(ledger, scripts, settings));
  }

  private Response write(LedgerDefinition ledger, Script script, String... arguments) {
    return await(open(ledger).run(script, arguments), StoreFailure::of);
  }

  private Response read(LedgerDefinition ledger, Script script, String... arguments) {
    return open(ledger)
        .replies()
        .checked(await(open(ledger).run(script, arguments), StoreFailure::ofRead));
  }

  private static Response await(
      CompletableFuture<Response> reply, Function<Throwable, RefusedException> refused) {
    try {
      return reply.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused.apply(e);
    } catch (ExecutionException e) {
      throw refused.apply(e.getCause());
    }
  }

  private static void requireSize(List<?> operations) {
    if (operations.isEmpty() || operations.size() > MAX_OPERATIONS) {
      throw new IllegalArgumentException(
          "a set has 1 to " + MAX_OPERATIONS + " operations, not " + operations.size());
    }
  }
}
