package dev.scrip.domain;

/**
 * What a backup has put into the archive.
 *
 * @param isRunning whether it still runs; the numbers are those so far
 * @param begin the journal's first entry, which names the archive; null if there is no entry
 * @param entry the last entry in the archive, or null if there is none
 * @param segments the number of segments that were added, 0 or more
 * @param entries the number of entries that were added, 0 or more
 * @param checkpoint the last entry of the checkpoint that was added, or null if none was
 * @param trimmed the number of entries that were removed from the journal, 0 or more
 */
public record Backup(
    boolean isRunning,
    String begin,
    String entry,
    long segments,
    long entries,
    String checkpoint,
    long trimmed) {}
