package dev.scrip.function;

/** A request that a holder may make for its own account. */
interface HolderRequest {

  /** The ledger's name, or null for the default ledger. */
  String ledger();

  /** The account that is read or spent from; null for all of them. */
  String ownAccount();
}
