package dev.scrip.domain;

import java.util.Locale;

/**
 * The code of a refusal or failure. Codes are stable, and the same in scripts, replies and docs.
 */
public enum Code {
  /** A field of the request is missing or wrong. */
  INVALID_REQUEST("The request is not valid"),
  /** The request has no valid token. */
  UNAUTHENTICATED("Authentication is required"),
  /** The caller lacks the role for the function or account. */
  FORBIDDEN("The caller may not do this"),
  /** No ledger of this name is configured. */
  UNKNOWN_LEDGER("There is no such ledger"),
  /** The account does not exist. */
  UNKNOWN_ACCOUNT("There is no such account"),
  /** No function has this name. */
  UNKNOWN_FUNCTION("There is no such function"),
  /** The function is not called with this HTTP method. */
  METHOD_NOT_ALLOWED("The method is not allowed"),
  /** The account to create exists. */
  ACCOUNT_EXISTS("The account exists already"),
  /** The account was deleted, and the ledger does not create it again. */
  ACCOUNT_DELETED("The account was deleted"),
  /** The token ledger was not initialized. */
  NOT_INITIALIZED("The ledger is not initialized"),
  /** Redis holds the ledger with another definition. */
  DEFINITION_CHANGED("The ledger's definition has changed"),
  /** Redis holds something of the ledger that is to be restored. */
  LEDGER_NOT_EMPTY("The ledger is not empty"),
  /** The ledger is being restored. */
  RESTORING("The ledger is being restored"),
  /** Redis holds data of the ledger, but not its definition and supply. */
  INFO_MISSING("The ledger's definition is missing"),
  /** The request exceeds the size limit. */
  REQUEST_TOO_LARGE("The request is too large"),
  /** The balance would fall below the ledger's minimum. */
  BELOW_MIN("The balance would fall below the minimum"),
  /** The balance would rise above the ledger's maximum. */
  ABOVE_MAX("The balance would rise above the maximum"),
  /** The balance of a token account is less than the amount. */
  INSUFFICIENT_BALANCE("The balance is not sufficient"),
  /** The operation would change the supply of a token ledger. */
  SUPPLY_FIXED("The ledger's supply is fixed"),
  /** A transfer has the same account as from and to. */
  SAME_ACCOUNT("From and to are the same account"),
  /** The ledger does not allow burn. */
  NOT_BURNABLE("The ledger's tokens cannot be burned"),
  /** The ledger keeps no order of its accounts. */
  NO_RANKING("The ledger has no ranking"),
  /** The book is another one than a group. */
  NOT_A_GROUP("The book is not a group"),
  /** The book is another one than a snapshot. */
  NOT_A_SNAPSHOT("The book is not a snapshot"),
  /** The ledger has no book of this name. */
  UNKNOWN_BOOK("There is no such book"),
  /** Another job of the ledger runs. */
  JOB_RUNNING("Another job runs"),
  /** The job was cancelled. */
  JOB_CANCELLED("The job was cancelled"),
  /** The job has begun to post. */
  JOB_POSTING("The job can no longer be cancelled"),
  /** The ledger has no job that runs. */
  NO_JOB("There is no such job"),
  /** The ledger has as many books as it may. */
  TOO_MANY_BOOKS("The ledger has too many books"),
  /** The function is for token ledgers only. */
  NOT_A_TOKEN("The ledger is not a token ledger"),
  /** The operation id was used for another request. */
  ID_REUSED("The operation id belongs to another request"),
  /** The deadline of the operation has passed. */
  EXPIRED("The operation has expired"),
  /** An earlier operation of the same sequence was refused. */
  SKIPPED("An earlier operation of the sequence was refused"),
  /** No archive is configured. */
  NO_ARCHIVE("There is nowhere to archive"),
  /** There is no such archive. */
  UNKNOWN_ARCHIVE("There is no such archive"),
  /** The archive has no state of that place in the journal. */
  NOT_ARCHIVED("The archive does not have that"),
  /** An object of the archive is not what it must be. */
  ARCHIVE_DAMAGED("The archive is damaged"),
  /** The journal does not go on from what is archived. */
  ARCHIVE_DIVERGED("The journal does not go on from the archive"),
  /** The archive cannot be reached or used. */
  ARCHIVE_UNAVAILABLE("The archive cannot be reached"),
  /** An unexpected failure. */
  INTERNAL_ERROR("Internal error"),
  /** Redis cannot be reached or did not answer in time. */
  STORE_UNAVAILABLE("The store cannot be reached"),
  /** Redis has no memory left. */
  STORE_FULL("The store is full"),
  /** Too many operations are waiting. */
  OVERLOADED("Too many requests"),
  /** The keys that verify tokens cannot be fetched. */
  KEYS_UNAVAILABLE("The keys cannot be fetched");

  private final String title;

  Code(String title) {
    this.title = title;
  }

  /** {@return the code in replies and scripts, such as {@code below-min}} */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return the meaning of the code in a few words} */
  public String title() {
    return title;
  }

  /**
   * The code of a word.
   *
   * @param word the word, such as {@code below-min}
   * @return the code
   * @throws IllegalArgumentException if there is none
   */
  public static Code of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
