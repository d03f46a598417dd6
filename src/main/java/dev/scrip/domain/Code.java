package dev.scrip.domain;

import java.util.Locale;

/** Why something was refused or failed: stable codes, the same in Lua, replies and docs. */
public enum Code {
  INVALID_REQUEST("The request is not valid"),
  UNAUTHENTICATED("Who is calling is not known"),
  FORBIDDEN("The caller may not do this"),
  UNKNOWN_LEDGER("There is no such ledger"),
  UNKNOWN_ACCOUNT("There is no such account"),
  UNKNOWN_BOOK("There is no such book"),
  UNKNOWN_FUNCTION("There is no such function"),
  METHOD_NOT_ALLOWED("The method is not allowed"),
  ACCOUNT_EXISTS("The account exists already"),
  ACCOUNT_DELETED("The account was deleted"),
  NOT_INITIALIZED("The ledger is not initialized"),
  DEFINITION_CHANGED("The ledger's definition has changed"),
  JOB_RUNNING("A job is running on the ledger"),
  REQUEST_TOO_LARGE("The request is too large"),
  BELOW_MIN("The balance would fall below the minimum"),
  ABOVE_MAX("The balance would rise above the maximum"),
  INSUFFICIENT_BALANCE("The balance is not sufficient"),
  SUPPLY_FIXED("The ledger's supply is fixed"),
  SAME_ACCOUNT("From and to are the same account"),
  NOT_BURNABLE("The ledger's tokens cannot be burned"),
  NOT_A_TOKEN("The ledger is not a token ledger"),
  WRONG_BOOK("The book is of another kind"),
  ID_REUSED("The operation id belongs to another request"),
  EXPIRED("The operation has expired"),
  SKIPPED("An earlier operation of the sequence was refused"),
  INTERNAL_ERROR("Something went wrong inside"),
  STORE_UNAVAILABLE("The store cannot be reached"),
  STORE_FULL("The store is full"),
  OVERLOADED("Too much is asked at once");

  private final String title;

  Code(String title) {
    this.title = title;
  }

  /** The code as replies and Lua spell it, such as {@code below-min}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code in a few plain words. */
  public String title() {
    return title;
  }

  /** The code that a word stands for. */
  public static Code of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
