package dev.scrip.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * How the account names of a ledger stand in the store.
 *
 * @param method what is done to a name
 * @param key the secret it is done with; null for {@code none}
 */
public record AccountCipher(Method method, Key key) {

  /** Names stand as they are. */
  public static final AccountCipher NONE = new AccountCipher(Method.NONE, null);

  /**
   * What can be done to a name. The same name always becomes the same text, or nobody could find
   * it.
   */
  public enum Method {
    /** Nothing. */
    NONE("none", 0),
    /** AES-SIV (RFC 5297) with a key of 64 bytes: whoever has the key can read the names. */
    AES_SIV("aes-siv", 64),
    /**
     * HMAC-SHA256 with a key of 32 bytes: nobody can read the names, but whoever has the key can
     * try them.
     */
    HMAC_SHA256("hmac-sha256", 32);

    private final String word;
    private final int keyBytes;

    Method(String word, int keyBytes) {
      this.word = word;
      this.keyBytes = keyBytes;
    }

    /** The method's word, as settings and replies spell it. */
    public String word() {
      return word;
    }

    /** How long its key is. */
    public int keyBytes() {
      return keyBytes;
    }

    /** The method that a word stands for, or empty. */
    public static Optional<Method> of(String word) {
      return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
    }
  }

  /** Secret bytes, which no log or message shows. */
  public static final class Key {
    private final byte[] bytes;

    /** A key of these bytes. */
    public Key(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    /** The bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "secret";
    }
  }
}
