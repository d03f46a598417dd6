package dev.scrip.archive;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Adds up the accounts of a checkpoint, to compare them with its manifest. */
final class CheckpointSum {

  private BigInteger supply = BigInteger.ZERO;
  private long accounts;
  private long left;
  private byte[] before = {};

  /** Reads a part, and closes it. */
  void read(LineReader lines, String object) throws IOException, DamagedArchiveException {
    try (lines) {
      String line;
      while ((line = lines.next()) != null) {
        add(ArchivedAccount.of(line), object);
      }
    }
  }

  private void add(ArchivedAccount account, String object) throws DamagedArchiveException {
    byte[] name =
        account == null ? new byte[0] : account.account().getBytes(StandardCharsets.UTF_8);
    if (account == null || Arrays.compareUnsigned(before, name) >= 0) {
      throw new DamagedArchiveException(object, "has another line than the next account");
    }
    before = name;
    if (account.balance() != null) {
      if (!SegmentManifest.AMOUNT.matcher(account.balance()).matches()) {
        throw new DamagedArchiveException(object, "has a balance that is no number");
      }
      accounts++;
      supply = supply.add(new BigInteger(account.balance()));
    } else if (account.chain() != null) {
      left++;
    }
  }

  /** Compares what was read with a manifest. */
  void requireOf(CheckpointManifest manifest, String object) throws DamagedArchiveException {
    if (accounts != manifest.accounts()
        || left != manifest.left()
        || !supply.toString().equals(manifest.supply())) {
      throw new DamagedArchiveException(object, "has another sum or number of accounts");
    }
  }
}
