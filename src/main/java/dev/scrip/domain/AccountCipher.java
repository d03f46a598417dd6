package dev.scrip.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * The encoding of a ledger's account names in Redis.
 *
 * @param method the method of encoding
 * @param key the secret key, as long as the method requires; null for {@code none}
 */
public record AccountCipher(Method method, Key key) {

  /** No cipher: names are kept as plain text. */
  public static final AccountCipher NONE = new AccountCipher(Method.NONE, null);

  /** A method of encoding names. All methods are deterministic: equal names have equal texts. */
  public enum Method {
    /** Plain text, without a key. */
    NONE("none", 0),
    /** AES-SIV (RFC 5297) with a key of 64 bytes. Names can be decrypted with the key. */
    AES_SIV("aes-siv", 64),
    /**
     * HMAC-SHA256 with a key of 32 bytes. Names cannot be recovered; with the key a guessed name
     * can be confirmed.
     */
    HMAC_SHA256("hmac-sha256", 32);

    private final String word;
    private final int keyBytes;

    Method(String word, int keyBytes) {
      this.word = word;
      this.keyBytes = keyBytes;
    }

    /** {@return the name of the method in settings and replies, such as {@code aes-siv}} */
    public String word() {
      return word;
    }

    /** {@return the length of the key in bytes: 0, 32 or 64} */
    public int keyBytes() {
      return keyBytes;
    }

    /**
     * The method of a name.
     *
     * @param word the name, such as {@code aes-siv}
     * @return the method, or empty if there is none of that name
     */
    public static Optional<Method> of(String word) {
      return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
    }
  }

  /** A secret key. Its text form does not contain its bytes. */
  public static final class Key {
    private final byte[] bytes;

    /**
     * A key of the given bytes.
     *
     * @param bytes the bytes, which are copied
     */
    public Key(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    /** {@return a copy of the bytes} */
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
