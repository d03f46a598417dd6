package dev.scrip.access;

/** The request of a function that an account owner may call for its own account. */
public interface OwnAccountRequest {

  /** {@return the ledger's name, or null for the default ledger} */
  String ledger();

  /** {@return the account that is read or debited, or null for all accounts} */
  String ownAccount();
}
