package dev.scrip.store;

import dev.scrip.domain.AccountCipher;

/**
 * Account ciphers of the tests. {@code -Dtest.cipher=aes-siv} or {@code hmac-sha256} runs the tests
 * with that one wherever they do not name another.
 */
final class Ciphers {

  static final AccountCipher AES_SIV = of(AccountCipher.Method.AES_SIV, 1);
  static final AccountCipher HMAC_SHA256 = of(AccountCipher.Method.HMAC_SHA256, 1);

  private Ciphers() {}

  /** The cipher of tests that name none. */
  static AccountCipher usual() {
    return of(AccountCipher.Method.of(System.getProperty("test.cipher", "none")).orElseThrow(), 1);
  }

  /** A cipher with a key of its own for each number. */
  static AccountCipher of(AccountCipher.Method method, int number) {
    if (method == AccountCipher.Method.NONE) {
      return AccountCipher.NONE;
    }
    byte[] key = new byte[method.keyBytes()];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i * 7 + number);
    }
    return new AccountCipher(method, new AccountCipher.Key(key));
  }
}
