package dev.scrip.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/** The refusals of operations: the sentence and the fields for each code. */
public final class Refusals {

  private Refusals() {}

  /**
   * The refusal of an operation.
   *
   * @param code a code with which a script refuses an operation
   * @param ledger the definition of the ledger
   * @param account the account that caused the refusal, or null
   * @param balance the balance of that account, or null if it is unknown or irrelevant
   * @return the refusal
   * @throws IllegalArgumentException for any other code
   */
  public static Refusal of(Code code, LedgerDefinition ledger, String account, Amount balance) {
    String has = account + " has " + balance;
    return switch (code) {
      case SUPPLY_FIXED ->
          refusal(
              code,
              "The supply of ledger "
                  + ledger.ledger()
                  + " is fixed: its tokens are only"
                  + " transferred and burned.",
              account,
              balance);
      case ACCOUNT_DELETED ->
          refusal(
              code,
              account + " was deleted, and a deleted account is not opened again.",
              account,
              null);
      case ACCOUNT_EXISTS ->
          refusal(
              code,
              account + " exists already, with a balance of " + balance + ".",
              account,
              balance);
      case UNKNOWN_ACCOUNT ->
          refusal(
              code,
              "There is no account " + account + " in ledger " + ledger.ledger() + ".",
              account,
              null);
      case BELOW_MIN ->
          refusal(
                  code,
                  balance == null
                      ? "A balance of " + account + " must be at least " + ledger.min() + "."
                      : has + ", and may not fall below " + ledger.min() + ".",
                  account,
                  balance)
              .with("min", ledger.min().toString());
      case ABOVE_MAX ->
          refusal(
                  code,
                  balance == null
                      ? "A balance of " + account + " must be at most " + ledger.max() + "."
                      : has + ", and may not rise above " + ledger.max() + ".",
                  account,
                  balance)
              .with("max", ledger.max().toString());
      case INSUFFICIENT_BALANCE -> refusal(code, has + ", which is not enough.", account, balance);
      case SAME_ACCOUNT -> refusal(code, "From and to are both " + account + ".", account, null);
      case NOT_INITIALIZED -> notInitialized(ledger);
      case INFO_MISSING -> infoMissing(ledger);
      case NOT_BURNABLE ->
          refusal(
              code, "The tokens of ledger " + ledger.ledger() + " cannot be burned.", null, null);
      case NOT_A_GROUP,
          NOT_A_SNAPSHOT,
          UNKNOWN_BOOK,
          JOB_RUNNING,
          JOB_CANCELLED,
          JOB_POSTING,
          NO_JOB ->
          ofJob(code, ledger);
      case LEDGER_NOT_EMPTY -> ofArchive(code, ledger);
      case RESTORING -> restoring(ledger, "not-applied");
      case TOO_MANY_BOOKS ->
          refusal(
              code,
              "Ledger " + ledger.ledger() + " has as many books as scrip.limits.books allows.",
              null,
              null);
      case ID_REUSED ->
          refusal(code, "This operation id was used before, for another request.", null, null);
      case EXPIRED -> refusal(code, "The time that notAfter gives has passed.", null, null);
      case SKIPPED ->
          refusal(code, "An earlier operation of the same sequence was refused.", null, null);
      default -> throw new IllegalArgumentException("not a refusal of an operation: " + code);
    };
  }

  /**
   * The refusal {@code not-initialized} of a token ledger.
   *
   * @param ledger the definition of the ledger
   * @return the refusal
   */
  public static Refusal notInitialized(LedgerDefinition ledger) {
    return refusal(
        Code.NOT_INITIALIZED,
        "Ledger " + ledger.ledger() + " is not initialized: call initialize first.",
        null,
        null);
  }

  /**
   * The refusal {@code no-ranking} of a ledger that keeps no order of its accounts.
   *
   * @param ledger the definition of the ledger
   * @return the refusal
   */
  public static Refusal noRanking(LedgerDefinition ledger) {
    return refusal(
        Code.NO_RANKING,
        "Ledger "
            + ledger.ledger()
            + " is configured with ranking=false, and keeps no order of its accounts.",
        null,
        null);
  }

  /**
   * The refusal of a request for a job.
   *
   * @param code the code
   * @param ledger the definition of the ledger
   * @return the refusal
   */
  public static Refusal ofJob(Code code, LedgerDefinition ledger) {
    String of = "ledger " + ledger.ledger();
    String detail =
        switch (code) {
          case NOT_A_GROUP -> "This is the name of a book of " + of + " that is not a group.";
          case NOT_A_SNAPSHOT -> "This is the name of a book of " + of + " that is not a snapshot.";
          case UNKNOWN_BOOK -> "None of these is a book of " + of + ".";
          case JOB_RUNNING -> "Another job of " + of + " runs; getJob tells which.";
          case JOB_CANCELLED -> "The job was cancelled, and has changed nothing.";
          case JOB_POSTING -> "The job of " + of + " has begun to post, and will end.";
          case NO_JOB -> "No job of " + of + " runs.";
          case INTERNAL_ERROR -> "The ledger is damaged: an audit tells where.";
          case ABOVE_MAX -> "The sum of an account has more digits than a balance may have.";
          default -> throw new IllegalArgumentException("not a refusal of a job: " + code);
        };
    return refusal(code, detail, null, null);
  }

  /**
   * The refusal of a request for an archive.
   *
   * @param code the code
   * @param ledger the definition of the ledger
   * @return the refusal
   */
  public static Refusal ofArchive(Code code, LedgerDefinition ledger) {
    String of = "ledger " + ledger.ledger();
    String detail =
        switch (code) {
          case NO_ARCHIVE -> "scrip.archive.location is not set.";
          case UNKNOWN_ARCHIVE -> "There is no such archive of " + of + ".";
          case LEDGER_NOT_EMPTY ->
              "Redis holds entries, accounts or operation ids of "
                  + of
                  + ", and only an empty ledger is restored.";
          case ARCHIVE_DAMAGED -> "An object of the archive of " + of + " is not what it must be.";
          case ARCHIVE_DIVERGED ->
              "The journal of "
                  + of
                  + " does not have the last entry of the archive: Redis has lost entries that were"
                  + " archived, or has others in their place.";
          case ARCHIVE_UNAVAILABLE -> "The archive cannot be reached or used.";
          case INTERNAL_ERROR -> "The ledger is damaged: an audit tells where.";
          default -> throw new IllegalArgumentException("not a refusal of an archive: " + code);
        };
    return refusal(code, detail, null, null);
  }

  /**
   * The refusal {@code restoring} of a ledger that is being restored.
   *
   * @param ledger the definition of the ledger
   * @param outcome whether the request has changed something: {@code not-applied} or {@code
   *     unknown}
   * @return the refusal
   */
  public static Refusal restoring(LedgerDefinition ledger, String outcome) {
    return refusal(
            Code.RESTORING,
            "The ledger "
                + ledger.ledger()
                + " is being restored. If that has ended early, call restore again.",
            null,
            null)
        .with("outcome", outcome);
  }

  /**
   * The refusal {@code not-archived} of a question about the past, or of a restore.
   *
   * @param ledger the definition of the ledger
   * @param problem why the archive has no such state, a sentence without its full stop
   * @return the refusal
   */
  public static Refusal notArchived(LedgerDefinition ledger, String problem) {
    return refusal(
        Code.NOT_ARCHIVED,
        problem + ": there is no state of ledger " + ledger.ledger() + " of that place.",
        null,
        null);
  }

  /**
   * The refusal {@code definition-changed} of a restore from the archive of another ledger, if the
   * name of that ledger is part of its encrypted account names.
   *
   * @param ledger the definition of the ledger
   * @param other the name of the other ledger
   * @return the refusal
   */
  public static Refusal namesOfOther(LedgerDefinition ledger, String other) {
    return refusal(
        Code.DEFINITION_CHANGED,
        "The account names of ledger "
            + other
            + " are encrypted for it alone, and cannot be those of ledger "
            + ledger.ledger()
            + ".",
        null,
        null);
  }

  /**
   * The refusal {@code info-missing}.
   *
   * @param ledger the definition of the ledger
   * @return the refusal
   */
  public static Refusal infoMissing(LedgerDefinition ledger) {
    String key = "{" + ledger.ledger() + "}:info";
    return refusal(
        Code.INFO_MISSING,
        "Redis holds data of ledger "
            + ledger.ledger()
            + ", but has lost the key "
            + key
            + " with its definition and supply. Restore that key from a backup, or delete the"
            + " ledger's other keys to begin anew.",
        null,
        null);
  }

  private static Refusal refusal(Code code, String detail, String account, Amount balance) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (account != null) {
      fields.put("account", account);
    }
    if (balance != null) {
      fields.put("balance", balance.toString());
    }
    return new Refusal(code, detail, fields);
  }
}
