package dev.scrip.store;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of the accounts of a ledger, whose order does not matter: the sum of the SHA-256 of
 * each, in four words modulo 2^64. It tells whether a ledger is another than it was, and is no
 * protection against somebody who can write the digest too.
 */
final class LedgerDigest {

  private final MessageDigest sha;
  private final long[] sum = new long[4];

  /** The digest of no accounts. */
  LedgerDigest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Adds an account.
   *
   * @param account the encoded account
   * @param balance its balance in smallest units, 0 if it has left the ledger
   * @param last the entry of its last posting
   * @param count the number of its postings
   */
  void add(byte[] account, BigInteger balance, String last, long count) {
    sha.update(account);
    sha.update((byte) 0);
    sha.update((balance + " " + last + " " + count).getBytes(StandardCharsets.US_ASCII));
    ByteBuffer words = ByteBuffer.wrap(sha.digest());
    for (int i = 0; i < sum.length; i++) {
      sum[i] += words.getLong();
    }
  }

  /** The digest as 64 hexadecimal digits. */
  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(sum.length * Long.BYTES);
    for (long word : sum) {
      bytes.putLong(word);
    }
    return HexFormat.of().formatHex(bytes.array());
  }
}
