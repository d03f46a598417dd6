package dev.scrip.domain;

/**
 * What a ledger was restored from, and to.
 *
 * @param isRunning whether it is still being restored; the numbers are those so far
 * @param from the ledger whose archive it is
 * @param begin the journal's first entry of that archive, which names it
 * @param entry the last entry that the ledger has of the archive; null while it is looked for
 * @param first the first entry of the restored ledger's journal; null until it is written
 * @param accounts the number of accounts
 * @param supply the circulating supply; null until it is known
 */
public record Restore(
    boolean isRunning,
    String from,
    String begin,
    String entry,
    String first,
    long accounts,
    Amount supply) {}
