package dev.scrip.access;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A function of the ledger: its name, its effect and the permissions that it requires. The HTTP
 * methods, the permissions, the operations of a batch and the OpenAPI description are derived from
 * this table. A function that is not in it cannot be called.
 */
public enum LedgerFunction {
  /** Adds an amount to an account of a points ledger. */
  ADD("add", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  /** Compares the balances of a ledger with its journal. */
  AUDIT("audit", Effect.READ, Role.ADMIN, OwnerAccess.NONE, false),
  /** Puts what has changed since the last backup into the archive. */
  BACKUP("backup", Effect.CONTROL, Role.ADMIN, OwnerAccess.NONE, false),
  /** Applies up to 500 operations. */
  BATCH("batch", Effect.WRITE, Role.WRITER, OwnerAccess.EACH_OPERATION, false),
  /** Removes an amount from an account and from the circulating supply. */
  BURN("burn", Effect.WRITE, Role.WRITER, OwnerAccess.OWN_ACCOUNT, true),
  /** Cancels the job of a ledger. */
  CANCEL_JOB("cancelJob", Effect.CONTROL, Role.ADMIN, OwnerAccess.NONE, false),
  /** Creates an account of a points ledger. */
  CREATE("create", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  /** Deletes an account of a points ledger. */
  DELETE("delete", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  /** Deletes a group or a snapshot. */
  DELETE_BOOK("deleteBook", Effect.WRITE, Role.ADMIN, OwnerAccess.NONE, false),
  /** Streams the events of a ledger. */
  EVENTS("events", Effect.STREAM, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  /** Reads the balance of an account that must exist. */
  GET("get", Effect.READ, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  /** Lists the accounts of a ledger by balance. */
  GET_ALL("getAll", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Tells what the archive of a ledger has. */
  GET_ARCHIVE("getArchive", Effect.READ, Role.ADMIN, OwnerAccess.NONE, false),
  /** Reads the balance of an account. */
  GET_BALANCE("getBalance", Effect.READ, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  /** Reads the circulating supply of a ledger. */
  GET_CIRCULATING_SUPPLY("getCirculatingSupply", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Reads when and why an account was created. */
  GET_CREATE_REASON("getCreateReason", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Reads when and why an account was deleted. */
  GET_DELETE_REASON("getDeleteReason", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Lists the groups of a ledger. */
  GET_BOOKS("getBooks", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Lists the members of a group. */
  GET_GROUP("getGroup", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Lists the journal entries of a ledger or an account. */
  GET_HISTORY("getHistory", Effect.READ, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  /** Reads the definition and the supply of a ledger. */
  GET_INFO("getInfo", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Reads the job of a ledger. */
  GET_JOB("getJob", Effect.READ, Role.ADMIN, OwnerAccess.NONE, false),
  /**
   * Reads the rank of an account. An account owner could find another balance by its rank, as its
   * own balance changes.
   */
  GET_RANK("getRank", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Lists the accounts with the highest balances. */
  GET_TOP_HOLDERS("getTopHolders", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Reads the total supply of a ledger. */
  GET_TOTAL_SUPPLY("getTotalSupply", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  /** Makes accounts members of a group. */
  GROUP_ADD("groupAdd", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  /** Removes members from a group. */
  GROUP_REMOVE("groupRemove", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  /** Initializes a token ledger. */
  INITIALIZE("initialize", Effect.WRITE, Role.ADMIN, OwnerAccess.NONE, false),
  /** Removes the accounts of a points ledger that are below the minimum. */
  REAP("reap", Effect.WRITE, Role.ADMIN, OwnerAccess.NONE, false),
  /** Restores an empty ledger from an archive. */
  RESTORE("restore", Effect.CONTROL, Role.ADMIN, OwnerAccess.NONE, false),
  /** Goes on with jobs whose processes have ended. */
  RESUME_JOBS("resumeJobs", Effect.CONTROL, Role.ADMIN, OwnerAccess.NONE, false),
  /** Moves an amount from one account to another. */
  TRANSFER("transfer", Effect.WRITE, Role.WRITER, OwnerAccess.OWN_ACCOUNT, true),
  /** Verifies the archive of a ledger. */
  VERIFY_ARCHIVE("verifyArchive", Effect.READ, Role.ADMIN, OwnerAccess.NONE, false),
  /** Replaces a book by a weighted sum of books. */
  WSUM("wsum", Effect.WRITE, Role.ADMIN, OwnerAccess.NONE, false);

  /** The effect of a function on the ledger. */
  public enum Effect {
    /** Changes nothing. Called by GET or POST. */
    READ,
    /** Changes the ledger. Called by POST only. */
    WRITE,
    /** Controls jobs and the archive, and has no operation id. Called by POST only. */
    CONTROL,
    /** Streams events over HTTP by GET. It is an HTTP route, not a function of a queue or timer. */
    STREAM
  }

  /** The access that an account owner, a caller without a role, has to a function. */
  public enum OwnerAccess {
    /** May not call it. */
    NONE,
    /** May call it for its own account. */
    OWN_ACCOUNT,
    /** May call it with operations that it may call one by one. */
    EACH_OPERATION
  }

  private static final Map<String, LedgerFunction> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(LedgerFunction::word, Function.identity()));

  private final String word;
  private final Effect effect;
  private final Role leastRole;
  private final OwnerAccess ownerAccess;
  private final boolean operation;

  LedgerFunction(
      String word, Effect effect, Role leastRole, OwnerAccess ownerAccess, boolean operation) {
    this.word = word;
    this.effect = effect;
    this.leastRole = leastRole;
    this.ownerAccess = ownerAccess;
    this.operation = operation;
  }

  /**
   * Finds a function by its name.
   *
   * @param name the name, such as {@code getAll}
   * @return the function, or empty if there is none
   */
  public static Optional<LedgerFunction> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** {@return the name of the function, such as {@code getAll}} */
  public String word() {
    return word;
  }

  /** {@return the effect of the function on the ledger} */
  public Effect effect() {
    return effect;
  }

  /** {@return the lowest role that may call the function for any account} */
  public Role leastRole() {
    return leastRole;
  }

  /**
   * Reports whether a role may call the function for any account.
   *
   * @param role the role
   * @return true if it may
   */
  public boolean allows(Role role) {
    return role.compareTo(leastRole) >= 0;
  }

  /** {@return the access that an account owner has to the function} */
  public OwnerAccess ownerAccess() {
    return ownerAccess;
  }

  /** {@return whether the function applies a single operation, which a batch may contain} */
  public boolean isOperation() {
    return operation;
  }
}
