package dev.scrip.domain;

/**
 * One change that is asked of a ledger. Its word is the same in requests, Lua, the journal and the
 * docs.
 */
public sealed interface Operation {

  /** The operation's word. */
  String word();

  /** What goes with it: id, reason, deadline, caller. */
  Terms terms();

  /**
   * One of its accounts.
   *
   * @param field the field that names it: account, from or to
   */
  default String account(String field) {
    if (this instanceof Transfer transfer) {
      return field.equals("from") ? transfer.from() : transfer.to();
    } else if (this instanceof Create create) {
      return create.account();
    } else if (this instanceof Add add) {
      return add.account();
    } else if (this instanceof Delete delete) {
      return delete.account();
    }
    return ((Burn) this).account();
  }

  /** Opens an account with a first balance. Points ledgers only. */
  record Create(String account, Amount amount, Terms terms) implements Operation {
    @Override
    public String word() {
      return "create";
    }
  }

  /** Adds a signed amount, not zero, to a balance. Points ledgers only. */
  record Add(String account, Amount amount, Terms terms) implements Operation {
    @Override
    public String word() {
      return "add";
    }
  }

  /** Removes an account, and its balance with it. */
  record Delete(String account, Terms terms) implements Operation {
    @Override
    public String word() {
      return "delete";
    }
  }

  /** Moves an amount above zero from one account to another. */
  record Transfer(String from, String to, Amount amount, Terms terms) implements Operation {
    @Override
    public String word() {
      return "transfer";
    }
  }

  /**
   * Destroys an amount above zero of an account's balance, and of the circulating supply with it.
   */
  record Burn(String account, Amount amount, Terms terms) implements Operation {
    @Override
    public String word() {
      return "burn";
    }
  }
}
