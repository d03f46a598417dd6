package dev.scrip.domain;

import java.util.List;

/**
 * The result of the verification of an archive.
 *
 * @param begin the journal's first entry, which names the archive
 * @param entry the last entry in it, or null if there is none
 * @param isSigned whether signatures were verified
 * @param segments the number of segments, 0 or more
 * @param entries the number of entries, 0 or more
 * @param checkpoints the number of checkpoints, 0 or more
 * @param unused the number of objects that no manifest names, which interrupted backups leave
 * @param findingCount the number of findings, 0 or more
 * @param findings the first {@value #MAX_FINDINGS} findings
 */
public record ArchiveCheck(
    String begin,
    String entry,
    boolean isSigned,
    long segments,
    long entries,
    long checkpoints,
    long unused,
    long findingCount,
    List<Finding> findings) {

  /** The most findings of a result. */
  public static final int MAX_FINDINGS = 100;

  /**
   * Something that is not what it must be.
   *
   * @param object the name of the object
   * @param problem what is wrong with it
   */
  public record Finding(String object, String problem) {}
}
