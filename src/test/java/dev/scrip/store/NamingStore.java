package dev.scrip.store;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store whose ledgers reply plain names even if the account cipher is an HMAC: it remembers the
 * names of the requests. So tests that compare names hold for every account cipher.
 */
final class NamingStore implements LedgerStore {

  /**
   * Names by their encoded forms, which contain the ledger's name; so all stores can share them.
   */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private final LedgerStore store;

  NamingStore(LedgerStore store) {
    this.store = store;
  }

  @Override
  public Ledger ledger(String name) {
    return new NamingLedger(store.ledger(name));
  }

  @Override
  public Ledger ledger(LedgerDefinition definition) {
    return new NamingLedger(store.ledger(definition));
  }

  /** Remembers the names of an operation: those of its accounts and of its caller. */
  static void remember(LedgerDefinition ledger, Operation operation) {
    operation
        .fields()
        .forEach(
            field -> {
              if (field.isAccount()) {
                remember(ledger, field.text());
              } else if (field.accounts() != null) {
                field.accounts().forEach(account -> remember(ledger, account));
              }
            });
    remember(ledger, operation.options().by());
  }

  /** Remembers a name, unless it is null or the cipher can decode it anyway. */
  static void remember(LedgerDefinition ledger, String name) {
    if (name != null && ledger.accountCipher().method() == AccountCipher.Method.HMAC_SHA256) {
      NAMES.put(AccountNames.of(ledger).encode(name), name);
    }
  }

  /** The plain name of a displayed one, or null for null. */
  static String name(String displayed) {
    return displayed == null ? null : NAMES.getOrDefault(displayed, displayed);
  }
}
