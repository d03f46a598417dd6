package dev.scrip.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.ArchiveCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is done to an archive by hand is found, and where. */
class ArchiveVerifierTest {

  private static final String BEGIN = "1000-0";

  @TempDir Path directory;
  @TempDir Path temporary;

  private ArchiveKeys keys;
  private ArchiveStore store;
  private LedgerArchive archive;

  /** Three segments of ten entries, each of which adds 5, and a checkpoint in the second one. */
  @BeforeEach
  void write() throws Exception {
    keys = ArchiveKeys.of(ArchiveKeysTest.secret(ArchiveKeysTest.key("2026")));
    store = new DirectoryStore(directory);
    archive = new LedgerArchive(store, keys, "points", BEGIN);
    write(archive);
  }

  private void write(LedgerArchive into) throws Exception {
    Sealed<SegmentManifest> previous = null;
    for (int number = 1; number <= 3; number++) {
      try (SegmentWriter segment = new SegmentWriter(into, temporary, previous)) {
        for (int i = 0; i < 10; i++) {
          ArchivedEntry entry = entry(number * 10 + i);
          segment.add(entry, entry.amount());
        }
        previous = segment.seal();
      }
      if (number == 2) {
        assertThat(into.add(checkpoint(into, previous, "25"), temporary)).isTrue();
      }
    }
  }

  private static ArchivedEntry entry(int i) {
    String id = i == 10 ? BEGIN : "1000-" + (i - 10);
    return new ArchivedEntry(id, List.of("v1", "add\n5 " + (i - 9) * 5 + " - ann"), null);
  }

  /** The checkpoint after the fifth entry of a segment's last but fifth. */
  private CheckpointManifest checkpoint(
      LedgerArchive into, Sealed<SegmentManifest> segment, String bobs) throws IOException {
    List<DataObject> states;
    List<DataObject> ids;
    try (PartWriter accounts = new PartWriter(into, temporary, "checkpoint");
        PartWriter remembered = new PartWriter(into, temporary, "ids")) {
      accounts.add(new ArchivedAccount("ann", "50", "1000-14 10", null, null, List.of(), Map.of()));
      accounts.add(new ArchivedAccount("bob", bobs, "1000-14 5", null, null, null, null));
      remembered.add(new RememberedId("id", "print 1000-14 75"));
      states = accounts.end();
      ids = remembered.end();
    }
    return new CheckpointManifest(
        CheckpointManifest.FORM,
        into.ledger(),
        into.begin(),
        "1000-14",
        "1000-13",
        2,
        segment.sha256(),
        "75",
        2,
        0,
        Instant.EPOCH.toString(),
        "{}",
        null,
        null,
        Map.of(),
        states,
        ids);
  }

  private List<String> findings() throws IOException {
    ArchiveCheck check = ArchiveVerifier.verify(archive);
    assertThat(check.findingCount()).isEqualTo(check.findings().size());
    return check.findings().stream()
        .map(each -> each.object().replaceAll("-[0-9a-f]{16}[.]", ".") + " " + each.problem())
        .toList();
  }

  private Path file(String begin) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("points/" + BEGIN))) {
      return files
          .filter(
              file ->
                  directory.relativize(file).toString().startsWith("points/" + BEGIN + "/" + begin))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow();
    }
  }

  private void replace(String begin, String text, String by) throws IOException {
    Path file = file(begin);
    String content = Files.readString(file);
    assertThat(content).contains(text);
    Files.writeString(file, content.replace(text, by));
  }

  @Test
  void whatIsWholeHasNoFindings() throws IOException {
    ArchiveCheck check = ArchiveVerifier.verify(archive);
    assertThat(check)
        .isEqualTo(new ArchiveCheck(BEGIN, "1000-29", true, 3, 30, 1, 0, 0, List.of()));
  }

  @Test
  void aSegmentThatWasCutOutIsMissing() throws IOException {
    Files.delete(file("segments/000000000002"));
    assertThat(findings())
        .containsExactly(
            "points/1000-0/segments/000000000002.json is missing",
            "points/1000-0/checkpoints/000000000002.json has no segment");
  }

  @Test
  void aMissingObjectIsFound() throws IOException {
    Files.delete(file("data/segment-000000000002"));
    assertThat(findings())
        .containsExactly("points/1000-0/data/segment-000000000002.ndjson.gz is missing");
  }

  @Test
  void aChangedObjectIsFound() throws IOException {
    Path file = file("data/segment-000000000001");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    assertThat(findings())
        .containsExactly("points/1000-0/data/segment-000000000001.ndjson.gz is changed");
  }

  @Test
  void aTruncatedObjectIsFound() throws IOException {
    Path file = file("data/checkpoint");
    byte[] content = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(content, content.length - 9));
    assertThat(findings()).containsExactly("points/1000-0/data/checkpoint.ndjson.gz is changed");
  }

  @Test
  void reorderedSegmentsAreFound() throws IOException {
    Path first = file("segments/000000000001");
    Path second = file("segments/000000000002");
    Path between = directory.resolve("between");
    Files.move(first, between);
    Files.move(second, first);
    Files.move(between, second);
    assertThat(findings())
        .containsExactly(
            "points/1000-0/segments/000000000001.json is another one's",
            "points/1000-0/segments/000000000002.json is another one's");
  }

  @Test
  void aSegmentOfAnotherLedgerIsFound() throws Exception {
    write(new LedgerArchive(store, keys, "other", BEGIN));
    Files.copy(
        directory.resolve("other/" + BEGIN + "/segments/000000000003.json"),
        file("segments/000000000003"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(findings())
        .containsExactly("points/1000-0/segments/000000000003.json is another one's");
  }

  @Test
  void aFileThatIsNothingOfTheArchiveIsFound() throws IOException {
    Files.writeString(file("segments/").resolveSibling("notes.txt"), "hello");
    Files.writeString(file("data/").resolveSibling("notes.txt"), "hello");
    assertThat(findings())
        .containsExactly("points/1000-0/segments/notes.txt does not belong there");
    assertThat(ArchiveVerifier.verify(archive).unused()).isEqualTo(1);
  }

  @Test
  void aChangedManifestIsNotSigned() throws IOException {
    replace("segments/000000000002", "\"supply\":\"100\"", "\"supply\":\"101\"");
    assertThat(findings())
        .containsExactly(
            "points/1000-0/segments/000000000002.json is not signed by a key of the archive");
  }

  /** Whoever has no key can change one manifest, but not the ones that name it. */
  @Test
  void withoutKeysTheChainTellsOfAChangedManifest() throws IOException {
    archive = new LedgerArchive(store, ArchiveKeys.NONE, "points", BEGIN);
    replace("segments/000000000002", "\"createdAt\":\"2", "\"createdAt\":\"3");
    assertThat(findings())
        .containsExactly(
            "points/1000-0/checkpoints/000000000002.json is another segment's",
            "points/1000-0/segments/000000000003.json does not follow the segment before it");
  }

  @Test
  void withoutKeysEntriesAreComparedWithTheirManifest() throws IOException {
    archive = new LedgerArchive(store, ArchiveKeys.NONE, "points", BEGIN);
    replace("segments/000000000003", "\"supply\":\"150\"", "\"supply\":\"151\"");
    assertThat(findings())
        .containsExactly(
            "points/1000-0/data/segment-000000000003.ndjson.gz is not what its manifest says");
  }

  @Test
  void textThatIsNoManifestIsFound() throws IOException {
    for (String text : List.of("", "{}", "[1]", "{\"form\":\"segment/2\"}", "\0")) {
      archive = new LedgerArchive(store, ArchiveKeys.NONE, "points", BEGIN);
      Files.write(file("segments/000000000003"), text.getBytes(StandardCharsets.UTF_8));
      assertThat(findings())
          .singleElement()
          .asString()
          .startsWith("points/1000-0/segments/000000000003.json is ");
    }
  }

  @Test
  void aCheckpointWhoseBalancesDoNotAddUpIsFound() throws Exception {
    Files.delete(file("checkpoints/"));
    CheckpointManifest wrong = checkpoint(archive, archive.segment(2), "26");
    assertThat(archive.add(wrong, temporary)).isTrue();
    assertThat(findings())
        .containsExactly(
            "points/1000-0/checkpoints/000000000002.json has another sum or number of accounts");
  }

  @Test
  void findingsAreLimited() throws IOException {
    for (int i = 0; i < 150; i++) {
      Files.writeString(file("segments/").resolveSibling("note" + i), "hello");
    }
    ArchiveCheck check = ArchiveVerifier.verify(archive);
    assertThat(check.findingCount()).isEqualTo(150);
    assertThat(new ArrayList<>(check.findings())).hasSize(ArchiveCheck.MAX_FINDINGS);
  }
}
