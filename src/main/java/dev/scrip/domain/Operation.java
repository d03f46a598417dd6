package dev.scrip.domain;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A change to a ledger, requested by a caller. Each operation describes itself: its fingerprint,
 * its encoded form and the arguments of its script are derived from {@link #word}, {@link #fields}
 * and {@link #withNames}.
 */
public sealed interface Operation {

  /** {@return the operation's name, the same in requests, scripts, the journal and the docs} */
  String word();

  /** {@return the options that every operation has: id, reason, deadline, caller and data} */
  Options options();

  /**
   * The fields that this kind of operation has beside its options, in the order of the record's
   * components. Two operations of one kind are the same request when their fields, their reason and
   * their data are equal.
   *
   * @return the fields; never empty
   */
  List<Field> fields();

  /**
   * The same operation with other names: those of its accounts, of its caller and of the owner of
   * its id.
   *
   * @param name maps a name to the name that replaces it
   * @return an operation that differs in its names alone
   */
  Operation withNames(UnaryOperator<String> name);

  /** {@return the number of transfers that take about as long, 1 or more} */
  default int size() {
    return 1;
  }

  private static int sizeOf(List<String> accounts) {
    return (accounts.size() + 1) / 2;
  }

  /** {@return the caller's reason, or null} */
  default String reason() {
    return options().reason();
  }

  /** {@return the caller's data, the text of a JSON object, or null} */
  default String data() {
    return options().data();
  }

  /**
   * The account in a field.
   *
   * @param field the name of a field that holds an account: account, from or to
   * @return the name of the account
   * @throws IllegalArgumentException if no such field holds an account
   */
  default String account(String field) {
    for (Field each : fields()) {
      if (each.isAccount() && each.name().equals(field)) {
        return each.text();
      }
    }
    throw new IllegalArgumentException(word() + " has no account field " + field);
  }

  /**
   * Creates an account with a first balance. Points ledgers only.
   *
   * @param account the account to create
   * @param amount its first balance, within the minimum and the maximum of the ledger
   * @param options the options
   */
  record Create(String account, Amount amount, Options options) implements Operation {
    @Override
    public String word() {
      return "create";
    }

    @Override
    public List<Field> fields() {
      return List.of(Field.ofAccount("account", account), Field.ofAmount("amount", amount));
    }

    @Override
    public Create withNames(UnaryOperator<String> name) {
      return new Create(name.apply(account), amount, options.withNames(name));
    }
  }

  /**
   * Adds a signed amount other than zero to a balance. Points ledgers only.
   *
   * @param account the account
   * @param amount the amount to add, not 0; negative to subtract
   * @param options the options
   */
  record Add(String account, Amount amount, Options options) implements Operation {
    @Override
    public String word() {
      return "add";
    }

    @Override
    public List<Field> fields() {
      return List.of(Field.ofAccount("account", account), Field.ofAmount("amount", amount));
    }

    @Override
    public Add withNames(UnaryOperator<String> name) {
      return new Add(name.apply(account), amount, options.withNames(name));
    }
  }

  /**
   * Removes an account together with its balance.
   *
   * @param account the account to remove
   * @param options the options
   */
  record Delete(String account, Options options) implements Operation {
    @Override
    public String word() {
      return "delete";
    }

    @Override
    public List<Field> fields() {
      return List.of(Field.ofAccount("account", account));
    }

    @Override
    public Delete withNames(UnaryOperator<String> name) {
      return new Delete(name.apply(account), options.withNames(name));
    }
  }

  /**
   * Moves an amount above zero from one account to another.
   *
   * @param from the account that is debited
   * @param to the account that is credited
   * @param amount the amount, above 0
   * @param options the options
   */
  record Transfer(String from, String to, Amount amount, Options options) implements Operation {
    @Override
    public String word() {
      return "transfer";
    }

    @Override
    public List<Field> fields() {
      return List.of(
          Field.ofAccount("from", from),
          Field.ofAccount("to", to),
          Field.ofAmount("amount", amount));
    }

    @Override
    public Transfer withNames(UnaryOperator<String> name) {
      return new Transfer(name.apply(from), name.apply(to), amount, options.withNames(name));
    }
  }

  /**
   * Removes an amount above zero from a balance and from the circulating supply.
   *
   * @param account the account that is debited
   * @param amount the amount, above 0
   * @param options the options
   */
  record Burn(String account, Amount amount, Options options) implements Operation {
    @Override
    public String word() {
      return "burn";
    }

    @Override
    public List<Field> fields() {
      return List.of(Field.ofAccount("account", account), Field.ofAmount("amount", amount));
    }

    @Override
    public Burn withNames(UnaryOperator<String> name) {
      return new Burn(name.apply(account), amount, options.withNames(name));
    }
  }

  /**
   * Makes accounts members of a group, whether or not they exist. The balances of its outcome are
   * two numbers instead: of the accounts that were no members before, and of all members.
   *
   * @param group the group
   * @param accounts the accounts, 1 to {@value #MAX_ACCOUNTS}
   * @param options the options
   */
  record GroupAdd(String group, List<String> accounts, Options options) implements Operation {

    /** The most accounts of an operation. */
    public static final int MAX_ACCOUNTS = 1000;

    @Override
    public String word() {
      return "groupAdd";
    }

    @Override
    public int size() {
      return sizeOf(accounts);
    }

    @Override
    public List<Field> fields() {
      return List.of(Field.ofGroup(group), Field.ofAccounts(accounts));
    }

    @Override
    public GroupAdd withNames(UnaryOperator<String> name) {
      return new GroupAdd(group, accounts.stream().map(name).toList(), options.withNames(name));
    }
  }

  /**
   * Removes members from a group. The balances of its outcome are two numbers instead: of the
   * accounts that were members before, and of the members that are left.
   *
   * @param group the group, which need not exist
   * @param accounts the accounts, 1 to {@value GroupAdd#MAX_ACCOUNTS}
   * @param options the options
   */
  record GroupRemove(String group, List<String> accounts, Options options) implements Operation {
    @Override
    public String word() {
      return "groupRemove";
    }

    @Override
    public int size() {
      return sizeOf(accounts);
    }

    @Override
    public List<Field> fields() {
      return List.of(Field.ofGroup(group), Field.ofAccounts(accounts));
    }

    @Override
    public GroupRemove withNames(UnaryOperator<String> name) {
      return new GroupRemove(group, accounts.stream().map(name).toList(), options.withNames(name));
    }
  }

  /**
   * The options that every operation has.
   *
   * @param id the operation id (the caller's idempotency key), or null: then a second delivery is
   *     applied again
   * @param scope the namespace of the id
   * @param reason the caller's reason, kept in the journal, or null
   * @param notAfter the deadline by the clock of Redis, after which the operation is refused as
   *     expired; or null
   * @param by the name of the caller, or null if unknown
   * @param data the caller's data, the text of a JSON object without line breaks, kept in the
   *     journal; or null
   */
  record Options(String id, Scope scope, String reason, Instant notAfter, String by, String data) {

    /** No id, no reason, no deadline, unknown caller, no data. */
    public static final Options NONE = new Options(null, Scope.SHARED, null, null, null, null);

    /**
     * Options whose id, if any, is in the scope that callers with a role share, without data.
     *
     * @param id the operation id, 1 to 128 characters, or null
     * @param reason the caller's reason, or null
     * @param notAfter the deadline by the clock of Redis, or null
     * @param by the name of the caller, or null if unknown
     */
    public Options(String id, String reason, Instant notAfter, String by) {
      this(id, Scope.SHARED, reason, notAfter, by);
    }

    /**
     * Options without data.
     *
     * @param id the operation id, 1 to 128 characters, or null
     * @param scope the namespace of the id
     * @param reason the caller's reason, or null
     * @param notAfter the deadline by the clock of Redis, or null
     * @param by the name of the caller, or null if unknown
     */
    public Options(String id, Scope scope, String reason, Instant notAfter, String by) {
      this(id, scope, reason, notAfter, by, null);
    }

    /**
     * The same options with other names for the caller and for the owner of the id.
     *
     * @param name maps a name to the name that replaces it
     * @return options that differ in these names alone
     */
    public Options withNames(UnaryOperator<String> name) {
      return new Options(
          id, scope.withNames(name), reason, notAfter, by == null ? null : name.apply(by), data);
    }
  }

  /**
   * The namespace of an operation id. The same id in two scopes is two ids, so no caller can use up
   * the ids of another.
   *
   * @param trigger the trigger that supplied the id, such as {@code sqs}, or null when the caller
   *     chose it
   * @param owner the account of the account owner who is calling, or null for callers with a role,
   *     who share one scope
   */
  record Scope(String trigger, String owner) {

    /** The scope of ids chosen by callers with a role. */
    public static final Scope SHARED = new Scope(null, null);

    /**
     * The same scope with another name for the owner.
     *
     * @param name maps a name to the name that replaces it
     * @return a scope that differs in this name alone
     */
    Scope withNames(UnaryOperator<String> name) {
      return owner == null ? this : new Scope(trigger, name.apply(owner));
    }
  }

  /** The outcome of an operation: applied or refused. */
  sealed interface Outcome {

    /**
     * The outcome of an operation that was applied, now or when it was first delivered.
     *
     * @param entry the id of its journal entry, or null if it changed nothing
     * @param balances the new balances of its accounts, in the order of its fields; of a burn the
     *     circulating supply too; none of a deleted account. Operations on groups have numbers here
     * @param replayed whether the operation id was applied before, and this is its first outcome
     */
    record Applied(String entry, List<Amount> balances, boolean replayed) implements Outcome {}

    /**
     * The outcome of an operation that was refused and changed nothing.
     *
     * @param refusal the refusal
     */
    record Refused(Refusal refusal) implements Outcome {}
  }

  /**
   * A field of an operation.
   *
   * @param name the field's name in requests and scripts, such as {@code from}
   * @param text its value: the name of an account or of a group, or an amount in smallest units;
   *     null for a list
   * @param accounts the names of accounts, if the value is a list of them; else null
   * @param isAccount whether the value is the name of an account
   */
  record Field(String name, String text, List<String> accounts, boolean isAccount) {

    /**
     * A field that holds the name of an account.
     *
     * @param name the field's name
     * @param account the name of the account
     * @return the field
     */
    static Field ofAccount(String name, String account) {
      return new Field(name, account, null, true);
    }

    /**
     * A field that holds an amount.
     *
     * @param name the field's name
     * @param amount the amount
     * @return the field
     */
    static Field ofAmount(String name, Amount amount) {
      return new Field(name, amount.units().toString(), null, false);
    }

    /**
     * The field {@code group}.
     *
     * @param group the name of the group
     * @return the field
     */
    static Field ofGroup(String group) {
      return new Field("group", group, null, false);
    }

    /**
     * The field {@code accounts}.
     *
     * @param accounts the names of the accounts
     * @return the field
     */
    static Field ofAccounts(List<String> accounts) {
      return new Field("accounts", null, accounts, false);
    }
  }
}
