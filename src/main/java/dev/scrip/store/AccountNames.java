package dev.scrip.store;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encoding of the account names of one ledger. Every name is encoded before it is sent to
 * Redis, the names of callers included. Fingerprints are taken of encoded operations: a fingerprint
 * of a plain name would let names be guessed.
 */
abstract class AccountNames {

  private static final String HMAC = "HmacSHA256";
  private static final int KEY_CHECK_BYTES = 8;

  /**
   * The encoding that a ledger's account cipher asks for. The name of the ledger is part of each
   * encoded name, so the accounts of one person differ from ledger to ledger.
   */
  static AccountNames of(LedgerDefinition ledger) {
    return switch (ledger.accountCipher().method()) {
      case NONE -> new PlainNames();
      case AES_SIV -> new AesSivNames(ledger);
      case HMAC_SHA256 -> new HmacNames(ledger);
    };
  }

  /** The encoded form of a name. Equal names have equal encoded forms. */
  abstract String encode(String name);

  /**
   * The name that replies display: the decoded name, or the encoded one if it cannot be decoded.
   */
  abstract String displayName(String encoded);

  /**
   * A text that differs for every method and key and does not reveal the key. Redis holds it, so a
   * changed key is detected.
   */
  abstract String keyCheckValue();

  /** The same operation with encoded names. */
  Operation encode(Operation operation) {
    return operation.withNames(this::encode);
  }

  /** The same options with encoded names. */
  Operation.Options encode(Operation.Options options) {
    return options.withNames(this::encode);
  }

  /** The same set with encoded names. */
  AtomicSet encode(AtomicSet set) {
    return new AtomicSet(
        set.operations().stream().map(this::encode).toList(), encode(set.options()));
  }

  /** The same allocations with encoded names, in the same order. */
  Map<String, Amount> encode(Map<String, Amount> allocations) {
    Map<String, Amount> encoded = new LinkedHashMap<>();
    allocations.forEach((account, amount) -> encoded.put(encode(account), amount));
    return encoded;
  }

  /** The key check value of a cipher that has a key: its method and 8 bytes of an HMAC. */
  static String keyCheckValue(AccountCipher cipher) {
    byte[] check = Arrays.copyOf(hmac(cipher.key().bytes(), "key check"), KEY_CHECK_BYTES);
    return cipher.method().word() + ":" + HexFormat.of().formatHex(check);
  }

  /** The HMAC-SHA256 of a text: 32 bytes. */
  static byte[] hmac(byte[] key, String text) {
    try {
      // A Mac is not thread-safe, and to create one costs little beside a call to Redis.
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The Base64 text of bytes, in the URL alphabet and without padding. */
  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
