package dev.scrip.store;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Membership;
import dev.scrip.domain.Operation;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A ledger in plain Java, written from the contract and not from the scripts: the random histories
 * run against both and compare. Amounts are in smallest units; time stands still at one instant.
 */
final class ReferenceLedger {

  /** What an operation came to: a code, or balances and the number of the entry, -1 for none. */
  record Result(Code code, List<BigInteger> balances, int entry, boolean replayed) {
    private static Result refused(Code code) {
      return new Result(code, List.of(), -1, false);
    }

    private Result again() {
      return new Result(code, balances, entry, true);
    }
  }

  /** What an atomic set came to: results, or the index and the code of its first refusal. */
  record AtomicResult(List<Result> results, int index, Code code) {}

  /** What a reap came to. */
  record ReapResult(Code code, int count) {}

  /** One account's change. */
  record Change(String account, BigInteger amount, BigInteger balance) {}

  /** One entry of the journal. */
  record JournalEntry(
      String operation,
      String id,
      String by,
      String reason,
      String data,
      List<Change> changes,
      List<Membership> memberships) {

    /** The same with its changes in the order of the accounts. */
    JournalEntry inOrderOfAccounts() {
      List<Change> sorted =
          changes.stream().sorted(java.util.Comparator.comparing(Change::account)).toList();
      return new JournalEntry(operation, id, by, reason, data, sorted, memberships);
    }
  }

  private record Known(Object request, List<Result> results, ReapResult reaped) {}

  /** An id and whose it is. */
  private record OwnId(Operation.Scope scope, String id) {
    private static OwnId of(Operation.Options options) {
      return new OwnId(options.scope(), options.id());
    }
  }

  private final Instant now;
  private LedgerDefinition definition;
  private boolean initialized;
  private Map<String, BigInteger> balances = new HashMap<>();
  private BigInteger circulating = BigInteger.ZERO;
  private Map<String, String> created = new HashMap<>();
  private Map<String, String> deleted = new HashMap<>();
  private Map<String, Set<String>> groups = new HashMap<>();
  private Map<OwnId, Known> ids = new HashMap<>();
  private List<JournalEntry> journal = new ArrayList<>();

  ReferenceLedger(LedgerDefinition definition, Instant now) {
    this.definition = definition;
    this.now = now;
  }

  /** Goes on under another definition of the same kind and decimals. */
  void define(LedgerDefinition other) {
    definition = other;
  }

  void initialize() {
    if (initialized) {
      return;
    }
    initialized = true;
    List<Change> changes = new ArrayList<>();
    definition
        .allocations()
        .forEach((account, amount) -> changes.add(change(account, amount.units())));
    circulating = definition.totalSupply().units();
    journal.add(new JournalEntry("initialize", null, null, null, null, changes, List.of()));
  }

  AtomicResult atomic(List<Operation> operations, Operation.Options options) {
    Object request = List.of("atomic", operations.stream().map(ReferenceLedger::request).toList());
    Known known = options.id() == null ? null : ids.get(OwnId.of(options));
    if (known != null) {
      return known.request().equals(request)
          ? new AtomicResult(known.results().stream().map(Result::again).toList(), -1, null)
          : new AtomicResult(List.of(), -1, Code.ID_REUSED);
    }
    if (isPast(options)) {
      return new AtomicResult(List.of(), -1, Code.EXPIRED);
    }
    Map<String, BigInteger> balancesBefore = new HashMap<>(balances);
    BigInteger circulatingBefore = circulating;
    Map<String, String> createdBefore = new HashMap<>(created);
    Map<String, String> deletedBefore = new HashMap<>(deleted);
    Map<String, Set<String>> groupsBefore = new HashMap<>(groups);
    List<JournalEntry> journalBefore = new ArrayList<>(journal);
    List<Result> results = new ArrayList<>();
    for (Operation operation : operations) {
      Result result = run(operation, options.id());
      if (result.code() != null) {
        balances = balancesBefore;
        circulating = circulatingBefore;
        created = createdBefore;
        deleted = deletedBefore;
        groups = groupsBefore;
        journal = journalBefore;
        return new AtomicResult(List.of(), results.size(), result.code());
      }
      results.add(result);
    }
    if (options.id() != null) {
      ids.put(OwnId.of(options), new Known(request, results, null));
    }
    return new AtomicResult(results, -1, null);
  }

  ReapResult reap(Operation.Options options) {
    Object request = Arrays.asList("reap", options.reason(), options.data());
    Known known = options.id() == null ? null : ids.get(OwnId.of(options));
    if (known != null) {
      return known.request().equals(request) ? known.reaped() : new ReapResult(Code.ID_REUSED, 0);
    }
    if (isPast(options)) {
      return new ReapResult(Code.EXPIRED, 0);
    }
    if (isToken()) {
      return new ReapResult(Code.SUPPLY_FIXED, 0);
    }
    List<Map.Entry<String, BigInteger>> below =
        ranking().stream()
            .filter(each -> each.getValue().compareTo(definition.min().units()) < 0)
            .toList();
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, BigInteger> each : below) {
      changes.add(remove(each.getKey(), options.reason()));
    }
    if (!changes.isEmpty()) {
      journal.add(
          new JournalEntry(
              "reap",
              options.id(),
              options.by(),
              options.reason(),
              options.data(),
              changes,
              List.of()));
    }
    ReapResult result = new ReapResult(null, changes.size());
    if (options.id() != null) {
      ids.put(OwnId.of(options), new Known(request, List.of(), result));
    }
    return result;
  }

  Result apply(Operation operation) {
    Operation.Options options = operation.options();
    Known known = options.id() == null ? null : ids.get(OwnId.of(options));
    if (known != null) {
      return known.request().equals(request(operation))
          ? known.results().get(0).again()
          : Result.refused(Code.ID_REUSED);
    }
    if (isPast(options)) {
      return Result.refused(Code.EXPIRED);
    }
    Result result = run(operation, null);
    if (result.code() == null && options.id() != null) {
      ids.put(OwnId.of(options), new Known(request(operation), List.of(result), null));
    }
    return result;
  }

  private boolean isPast(Operation.Options options) {
    return options.notAfter() != null && now.isAfter(options.notAfter());
  }

  private boolean isToken() {
    return definition.kind() == Kind.TOKEN;
  }

  /** What makes two requests the same: everything but the id, the deadline and the caller. */
  private static Object request(Operation operation) {
    return TestLedger.with(
        new Operation.Options(
            null, Operation.Scope.SHARED, operation.reason(), null, null, operation.data()),
        operation);
  }

  private Result run(Operation operation, String setId) {
    Code refusal = refusal(operation);
    if (refusal != null) {
      return Result.refused(refusal);
    }
    List<Change> changes = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    List<BigInteger> reply = new ArrayList<>();
    if (operation instanceof Operation.Create create) {
      changes.add(change(create.account(), create.amount().units()));
      circulating = circulating.add(create.amount().units());
      if (definition.log()) {
        created.put(create.account(), String.valueOf(create.options().reason()));
      }
      reply.add(balances.get(create.account()));
    } else if (operation instanceof Operation.Add add) {
      changes.add(change(add.account(), add.amount().units()));
      circulating = circulating.add(add.amount().units());
      reply.add(balances.get(add.account()));
    } else if (operation instanceof Operation.Delete delete) {
      if (!balances.containsKey(delete.account())) {
        return new Result(null, List.of(), -1, false);
      }
      changes.add(remove(delete.account(), delete.options().reason()));
    } else if (operation instanceof Operation.Transfer transfer) {
      changes.add(change(transfer.from(), transfer.amount().units().negate()));
      changes.add(change(transfer.to(), transfer.amount().units()));
      reply.add(changes.get(0).balance());
      reply.add(changes.get(1).balance());
    } else if (operation instanceof Operation.Burn burn) {
      changes.add(change(burn.account(), burn.amount().units().negate()));
      circulating = circulating.subtract(burn.amount().units());
      reply.add(changes.get(0).balance());
      reply.add(circulating);
    } else if (operation instanceof Operation.GroupAdd add) {
      join(add.group(), add.accounts(), true, memberships, reply);
    } else if (operation instanceof Operation.GroupRemove remove) {
      join(remove.group(), remove.accounts(), false, memberships, reply);
    }
    if (changes.isEmpty() && memberships.isEmpty()) {
      return new Result(null, reply, -1, false);
    }
    Operation.Options options = operation.options();
    journal.add(
        new JournalEntry(
            operation.word(),
            options.id() == null ? setId : options.id(),
            options.by(),
            options.reason(),
            options.data(),
            changes,
            memberships));
    return new Result(null, reply, journal.size() - 1, false);
  }

  private void join(
      String group,
      List<String> accounts,
      boolean joins,
      List<Membership> memberships,
      List<BigInteger> reply) {
    Set<String> members = new TreeSet<>(members(group));
    for (String account : accounts) {
      if (joins ? members.add(account) : members.remove(account)) {
        memberships.add(new Membership(group, account, joins));
      }
    }
    groups.put(group, members);
    reply.add(BigInteger.valueOf(memberships.size()));
    reply.add(BigInteger.valueOf(members.size()));
  }

  /** The members of a group. */
  Set<String> members(String group) {
    return groups.getOrDefault(group, Set.of());
  }

  private Change change(String account, BigInteger amount) {
    BigInteger balance = balances.getOrDefault(account, BigInteger.ZERO).add(amount);
    if (isToken() && balance.signum() == 0) {
      balances.remove(account);
    } else {
      balances.put(account, balance);
    }
    return new Change(account, amount, balance);
  }

  private Change remove(String account, String reason) {
    BigInteger balance = balances.remove(account);
    circulating = circulating.subtract(balance);
    if (definition.log()) {
      deleted.put(account, String.valueOf(reason));
    }
    return new Change(account, balance.negate(), BigInteger.ZERO);
  }

  /** The first rule of the contract's table that the operation breaks, or null. */
  private Code refusal(Operation operation) {
    if (operation instanceof Operation.Create create) {
      return refusalOfCreate(create);
    }
    if (operation instanceof Operation.Add add) {
      return isToken()
          ? Code.SUPPLY_FIXED
          : !exists(add.account())
              ? Code.UNKNOWN_ACCOUNT
              : outOfBounds(add.account(), add.amount().units());
    }
    if (operation instanceof Operation.Delete delete) {
      return isToken() && exists(delete.account()) ? Code.SUPPLY_FIXED : null;
    }
    if (operation instanceof Operation.Transfer transfer) {
      return refusalOfTransfer(transfer);
    }
    if (operation instanceof Operation.Burn burn) {
      return refusalOfBurn(burn);
    }
    if (operation instanceof Operation.GroupAdd) {
      return isToken() && !initialized ? Code.NOT_INITIALIZED : null;
    }
    if (operation instanceof Operation.GroupRemove) {
      return null;
    }
    throw new AssertionError("The reference has no rule for " + operation);
  }

  private Code refusalOfCreate(Operation.Create create) {
    if (isToken()) {
      return Code.SUPPLY_FIXED;
    }
    if (isDeleted(create.account())) {
      return Code.ACCOUNT_DELETED;
    }
    if (exists(create.account())) {
      return Code.ACCOUNT_EXISTS;
    }
    if (create.amount().compareTo(definition.min()) < 0) {
      return Code.BELOW_MIN;
    }
    return create.amount().compareTo(definition.max()) > 0 ? Code.ABOVE_MAX : null;
  }

  private Code refusalOfTransfer(Operation.Transfer transfer) {
    BigInteger amount = transfer.amount().units();
    if (isToken() && !initialized) {
      return Code.NOT_INITIALIZED;
    }
    if (transfer.from().equals(transfer.to())) {
      return Code.SAME_ACCOUNT;
    }
    if (isToken()) {
      return has(transfer.from(), amount) ? null : Code.INSUFFICIENT_BALANCE;
    }
    if (isDeleted(transfer.from()) || isDeleted(transfer.to())) {
      return Code.ACCOUNT_DELETED;
    }
    if (!exists(transfer.from()) || !exists(transfer.to())) {
      return Code.UNKNOWN_ACCOUNT;
    }
    Code code = outOfBounds(transfer.from(), amount.negate());
    return code != null ? code : outOfBounds(transfer.to(), amount);
  }

  private Code refusalOfBurn(Operation.Burn burn) {
    if (isToken() && !initialized) {
      return Code.NOT_INITIALIZED;
    }
    if (!definition.burnable()) {
      return Code.NOT_BURNABLE;
    }
    if (isToken()) {
      return has(burn.account(), burn.amount().units()) ? null : Code.INSUFFICIENT_BALANCE;
    }
    return exists(burn.account())
        ? outOfBounds(burn.account(), burn.amount().units().negate())
        : Code.UNKNOWN_ACCOUNT;
  }

  private boolean exists(String account) {
    return balances.containsKey(account);
  }

  private boolean isDeleted(String account) {
    return definition.log() && deleted.containsKey(account) && !exists(account);
  }

  private boolean has(String account, BigInteger amount) {
    return balances.getOrDefault(account, BigInteger.ZERO).compareTo(amount) >= 0;
  }

  /** A bound refuses a move that ends outside it and leads further out. */
  private Code outOfBounds(String account, BigInteger amount) {
    BigInteger balance = balances.get(account).add(amount);
    if (amount.signum() < 0 && balance.compareTo(definition.min().units()) < 0) {
      return Code.BELOW_MIN;
    }
    return amount.signum() > 0 && balance.compareTo(definition.max().units()) > 0
        ? Code.ABOVE_MAX
        : null;
  }

  BigInteger circulating() {
    return circulating;
  }

  BigInteger balance(String account) {
    return balances.get(account);
  }

  /**
   * All accounts in the order of {@code getAll}: by balance, then by the bytes of the stored name.
   */
  List<Map.Entry<String, BigInteger>> ranking() {
    List<Map.Entry<String, BigInteger>> accounts = new ArrayList<>(balances.entrySet());
    AccountNames names = AccountNames.of(definition);
    accounts.sort(
        Map.Entry.<String, BigInteger>comparingByValue()
            .thenComparing(
                (a, b) ->
                    Arrays.compareUnsigned(
                        names.encode(a.getKey()).getBytes(StandardCharsets.UTF_8),
                        names.encode(b.getKey()).getBytes(StandardCharsets.UTF_8))));
    return accounts.stream().map(each -> Map.entry(each.getKey(), each.getValue())).toList();
  }

  /** The journal, newest first, of one account or of all. */
  List<JournalEntry> history(String account) {
    List<JournalEntry> entries =
        new ArrayList<>(
            journal.stream()
                .filter(
                    entry ->
                        account == null
                            || entry.changes().stream()
                                .anyMatch(change -> change.account().equals(account)))
                .toList());
    Collections.reverse(entries);
    return entries;
  }

  /** The reason of an account's creation ("null" for none given), or null where none is kept. */
  String createReason(String account) {
    return created.get(account);
  }

  /** The reason of an account's deletion ("null" for none given), or null where none is kept. */
  String deleteReason(String account) {
    return deleted.get(account);
  }

  /** An operation whose kind depends on a number; those from 8 on are transfers. */
  static Operation operation(
      int number, String account, String other, Amount amount, Operation.Options options) {
    return switch (number) {
      case 0, 1 -> new Operation.Create(account, amount, options);
      case 2, 3 -> new Operation.Add(account, notZero(amount), options);
      case 4 -> new Operation.Delete(account, options);
      case 5 -> new Operation.Burn(account, positive(amount), options);
      case 6 -> new Operation.GroupAdd("team", List.of(account, other), options);
      case 7 -> new Operation.GroupRemove("team", List.of(other, account), options);
      default -> new Operation.Transfer(account, other, positive(amount), options);
    };
  }

  private static Amount positive(Amount amount) {
    Amount not = notZero(amount);
    return not.signum() < 0 ? not.negate() : not;
  }

  private static Amount notZero(Amount amount) {
    return amount.signum() == 0 ? new Amount(BigInteger.ONE, amount.decimals()) : amount;
  }
}
