package dev.scrip.store;

import dev.scrip.domain.LedgerDefinition;

/**
 * Account names replaced by their HMAC-SHA256. They cannot be decoded, so replies display the
 * encoded form.
 */
final class HmacNames extends AccountNames {

  private final byte[] key;
  private final String ledger;
  private final String keyCheckValue;

  /** The names of a ledger whose account cipher has a key of 32 bytes. */
  HmacNames(LedgerDefinition definition) {
    this.key = definition.accountCipher().key().bytes();
    this.ledger = definition.ledger();
    this.keyCheckValue = keyCheckValue(definition.accountCipher());
  }

  @Override
  String encode(String name) {
    // No ledger name contains a slash, so two pairs of ledger and account never form one text.
    return base64(hmac(key, ledger + "/" + name));
  }

  @Override
  String displayName(String encoded) {
    return encoded;
  }

  @Override
  String keyCheckValue() {
    return keyCheckValue;
  }
}
