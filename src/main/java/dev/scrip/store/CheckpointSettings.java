package dev.scrip.store;

import java.nio.file.Path;

/**
 * The settings of checkpoints.
 *
 * @param directory where files are written if a ledger does not fit into the memory; they are
 *     deleted at the end
 * @param memory about how many bytes of a ledger are kept in memory
 * @param page about how many fields or accounts are read by one call to Redis
 */
record CheckpointSettings(Path directory, long memory, int page) {

  /** So many that a call takes less than a millisecond. */
  static final int DEFAULT_PAGE = 500;
}
