package dev.scrip.archive;

import dev.scrip.domain.ArchiveCheck;
import dev.scrip.domain.ArchiveCheck.Finding;
import dev.scrip.domain.EntryId;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Verifies a whole archive: that each object is what its manifest says, each manifest follows the
 * one before it and is signed, entries ascend and their amounts add up to the supply, and the
 * balances of each checkpoint to the supply at its instant.
 */
public final class ArchiveVerifier {

  private static final String CHANGED = "is not what its manifest says";

  private final LedgerArchive archive;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Long, CheckpointManifest> checkpoints = new HashMap<>();
  private final Set<String> named = new HashSet<>();

  /** What the retention has removed, or null. */
  private RemovedManifest removed;

  private long findingCount;
  private long checkpointCount;
  private long segments;
  private long entries;

  /** What is before the next segment, or null if that is not known for certain. */
  private Before before = new Before(null, EntryId.ZERO.toString(), "0");

  /**
   * What is before a segment.
   *
   * @param sha256 the SHA-256 of the manifest of the segment before, or null if there was none
   * @param entry its last entry
   * @param supply the circulating supply after that
   */
  private record Before(String sha256, String entry, String supply) {

    boolean isFollowedBy(SegmentManifest segment, LedgerArchive archive) {
      return Objects.equals(sha256, segment.previous())
          && entry.equals(segment.after())
          && (sha256 != null || segment.first().equals(archive.begin()));
    }
  }

  private ArchiveVerifier(LedgerArchive archive) {
    this.archive = archive;
  }

  /**
   * Verifies an archive. This takes as long as it is large.
   *
   * @param archive the archive
   * @return what was verified and what was found
   * @throws IOException if the archive cannot be reached
   */
  public static ArchiveCheck verify(LedgerArchive archive) throws IOException {
    return new ArchiveVerifier(archive).verify();
  }

  private ArchiveCheck verify() throws IOException {
    try {
      removed = archive.removed().orElse(null);
    } catch (DamagedArchiveException e) {
      find(e);
    }
    if (removed != null) {
      before = new Before(removed.segmentSha256(), removed.entry(), removed.supply());
    }
    for (long number : numbers(LedgerArchive.CHECKPOINTS)) {
      readCheckpoint(number);
    }
    long next = removed == null ? 1 : removed.number() + 1;
    for (long number : numbers(LedgerArchive.SEGMENTS)) {
      // What an interrupted removal has left is as good as removed.
      if (removed != null && number <= removed.number()) {
        continue;
      }
      for (; next < number; next++) {
        find(archive.segmentName(next), "is missing");
        before = null;
      }
      verifySegment(number);
      next = number + 1;
    }
    checkpoints.keySet().removeIf(number -> removed != null && number <= removed.number());
    // Those that remain have no segment.
    checkpoints
        .values()
        .forEach(each -> find(archive.checkpointName(each.segment()), "has no segment"));
    return new ArchiveCheck(
        archive.begin(),
        segments == 0 || before == null ? null : before.entry(),
        archive.isSigned(),
        segments,
        entries,
        checkpointCount,
        unused(),
        findingCount,
        findings);
  }

  private List<Long> numbers(String folder) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String name : archive.names(folder)) {
      long number = archive.number(folder, name);
      if (number == 0) {
        find(name, "does not belong there");
      } else {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private void readCheckpoint(long number) throws IOException {
    checkpointCount++;
    try {
      CheckpointManifest manifest = archive.checkpoint(number).manifest();
      checkpoints.put(number, manifest);
      manifest.states().forEach(each -> named.add(each.object()));
      manifest.ids().forEach(each -> named.add(each.object()));
    } catch (DamagedArchiveException e) {
      find(e);
    }
  }

  private void verifySegment(long number) throws IOException {
    segments++;
    CheckpointManifest checkpoint = checkpoints.remove(number);
    Sealed<SegmentManifest> sealed;
    try {
      sealed = archive.segment(number);
    } catch (DamagedArchiveException e) {
      find(e);
      before = null;
      return;
    }
    SegmentManifest manifest = sealed.manifest();
    named.add(manifest.data().object());
    if (before != null && !before.isFollowedBy(manifest, archive)) {
      find(archive.segmentName(number), "does not follow the segment before it");
    }
    if (checkpoint != null && !checkpoint.segmentSha256().equals(sealed.sha256())) {
      find(archive.checkpointName(number), "is another segment's");
    }
    try {
      BigInteger supply = verifyEntries(manifest, checkpoint);
      if (checkpoint != null) {
        verifyCheckpoint(checkpoint, supply);
      }
    } catch (DamagedArchiveException e) {
      find(e);
    }
    before = new Before(sealed.sha256(), manifest.last(), manifest.supply());
  }

  /**
   * Verifies the entries of a segment.
   *
   * @param checkpoint the checkpoint whose last entry it has, or null
   * @return the supply after that last entry, or null if it is not known
   */
  private BigInteger verifyEntries(SegmentManifest manifest, CheckpointManifest checkpoint)
      throws IOException, DamagedArchiveException {
    DataObject data = manifest.data();
    BigInteger supply = before == null ? null : new BigInteger(before.supply());
    BigInteger atCheckpoint = null;
    EntryId id = EntryId.of(manifest.after());
    ArchivedEntry last = null;
    try (LineReader lines = archive.open(data)) {
      String line;
      while ((line = lines.next()) != null) {
        ArchivedEntry entry = ArchivedEntry.of(line);
        if (entry == null
            || !EntryId.isId(entry.id())
            || EntryId.of(entry.id()).compareTo(id) <= 0
            || (last == null && !entry.id().equals(manifest.first()))) {
          throw new DamagedArchiveException(data.object(), CHANGED);
        }
        entries++;
        BigInteger amount = entry.amount();
        supply = supply == null || amount == null ? null : supply.add(amount);
        if (checkpoint != null && entry.id().equals(checkpoint.entry())) {
          atCheckpoint = supply;
        }
        last = entry;
        id = EntryId.of(entry.id());
      }
    }
    if (last == null
        || data.lines() != manifest.entries()
        || !last.id().equals(manifest.last())
        || !last.sha256().equals(manifest.lastSha256())
        || (supply != null && !supply.toString().equals(manifest.supply()))) {
      throw new DamagedArchiveException(data.object(), CHANGED);
    }
    return atCheckpoint;
  }

  private void verifyCheckpoint(CheckpointManifest checkpoint, BigInteger supply)
      throws IOException, DamagedArchiveException {
    String name = archive.checkpointName(checkpoint.segment());
    if (supply == null || !supply.toString().equals(checkpoint.supply())) {
      throw new DamagedArchiveException(name, "has another supply than the entries up to it");
    }
    archive.requireWhole(checkpoint);
  }

  private long unused() throws IOException {
    long unused = 0;
    for (String name : archive.names(LedgerArchive.DATA)) {
      unused += named.contains(name) ? 0 : 1;
    }
    return unused;
  }

  private void find(DamagedArchiveException e) {
    find(e.object(), e.getMessage());
  }

  private void find(String object, String problem) {
    findingCount++;
    if (findings.size() < ArchiveCheck.MAX_FINDINGS) {
      findings.add(new Finding(object, problem));
    }
  }
}
