package dev.scrip.access;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A function of the ledger: its name, its effect, and who may call it. This is the one table from
 * which the HTTP methods, the permissions, the operations of a batch and the OpenAPI description
 * follow. A function that is not in it cannot be called.
 */
public enum LedgerFunction {
  ADD("add", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  AUDIT("audit", Effect.READ, Role.ADMIN, OwnerAccess.NONE, false),
  BATCH("batch", Effect.WRITE, Role.WRITER, OwnerAccess.EACH_OPERATION, false),
  BURN("burn", Effect.WRITE, Role.WRITER, OwnerAccess.OWN_ACCOUNT, true),
  CREATE("create", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  DELETE("delete", Effect.WRITE, Role.WRITER, OwnerAccess.NONE, true),
  EVENTS("events", Effect.STREAM, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  GET("get", Effect.READ, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  GET_ALL("getAll", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  GET_BALANCE("getBalance", Effect.READ, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  GET_CIRCULATING_SUPPLY(
      "getCirculatingSupply", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  GET_CREATE_REASON("getCreateReason", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  GET_DELETE_REASON("getDeleteReason", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  GET_HISTORY("getHistory", Effect.READ, Role.READER, OwnerAccess.OWN_ACCOUNT, false),
  GET_INFO("getInfo", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  GET_TOP_HOLDERS("getTopHolders", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  GET_TOTAL_SUPPLY("getTotalSupply", Effect.READ, Role.READER, OwnerAccess.NONE, false),
  INITIALIZE("initialize", Effect.WRITE, Role.ADMIN, OwnerAccess.NONE, false),
  REAP("reap", Effect.WRITE, Role.ADMIN, OwnerAccess.NONE, false),
  TRANSFER("transfer", Effect.WRITE, Role.WRITER, OwnerAccess.OWN_ACCOUNT, true);

  /** What a function does to the ledger. */
  public enum Effect {
    /** Changes nothing. Called by GET or POST. */
    READ,
    /** Changes the ledger. Called by POST alone. */
    WRITE,
    /** Streams events over HTTP by GET. It is an HTTP route, not a function of a queue or timer. */
    STREAM
  }

  /** What an account owner, a caller without a role, may do with a function. */
  public enum OwnerAccess {
    /** Nothing. */
    NONE,
    /** Call it for the caller's own account. */
    OWN_ACCOUNT,
    /** Call it with operations each of which the owner may call for itself. */
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

  /** The function of a name, or empty if there is none. */
  public static Optional<LedgerFunction> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The name by which the function is called, such as {@code getAll}. */
  public String word() {
    return word;
  }

  /** What the function does to the ledger. */
  public Effect effect() {
    return effect;
  }

  /** The lowest role that may call the function for any account. */
  public Role leastRole() {
    return leastRole;
  }

  /** What an account owner may do with the function. */
  public OwnerAccess ownerAccess() {
    return ownerAccess;
  }

  /** Whether the function applies a single operation, which a batch may contain. */
  public boolean isOperation() {
    return operation;
  }
}
