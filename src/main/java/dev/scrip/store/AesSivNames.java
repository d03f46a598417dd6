package dev.scrip.store;

import com.google.crypto.tink.subtle.AesSiv;
import dev.scrip.domain.LedgerDefinition;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Account names encrypted with AES-SIV (RFC 5297), with the name of the ledger as associated data.
 * Whoever has the key can decode them.
 */
final class AesSivNames extends AccountNames {

  private final AesSiv siv;
  private final byte[] ledger;
  private final String keyCheckValue;

  /** The names of a ledger whose account cipher has a key of 64 bytes. */
  AesSivNames(LedgerDefinition definition) {
    this.ledger = definition.ledger().getBytes(StandardCharsets.UTF_8);
    this.keyCheckValue = keyCheckValue(definition.accountCipher());
    try {
      this.siv = new AesSiv(definition.accountCipher().key().bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String encode(String name) {
    try {
      return base64(siv.encryptDeterministically(name.getBytes(StandardCharsets.UTF_8), ledger));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String displayName(String encoded) {
    try {
      byte[] name = siv.decryptDeterministically(Base64.getUrlDecoder().decode(encoded), ledger);
      return new String(name, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Not encoded with this key: written to Redis by something other than Scrip. Audits show it.
      return encoded;
    }
  }

  @Override
  String keyCheckValue() {
    return keyCheckValue;
  }
}
