package dev.scrip.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are what was written, or the object is said to be damaged. */
class LineReaderTest {

  @TempDir Path directory;

  private ArchiveStore store;
  private DataObject object;
  private byte[] content;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    store = new DirectoryStore(directory);
    Random random = new Random(7);
    try (LineWriter writer = new LineWriter(directory)) {
      for (int i = 0; i < 5000; i++) {
        if (i % 100 == 0) {
          long unused = writer.startBlock();
        }
        String line = "line " + i + " " + "ü".repeat(random.nextInt(i == 77 ? 400_000 : 90));
        lines.add(line);
        writer.add(line.getBytes(StandardCharsets.UTF_8));
        if (i % 100 == 99) {
          assertThat(writer.endBlock()).hasSize(64);
        }
      }
      object = writer.end("object");
      assertThat(store.create(object.object(), writer.file())).isTrue();
    }
    content = Files.readAllBytes(directory.resolve(object.object()));
    assertThat(content).hasSize((int) object.bytes());
  }

  private List<String> read() throws IOException, DamagedArchiveException {
    List<String> read = new ArrayList<>();
    try (LineReader reader = new LineReader(store, object)) {
      String line;
      while ((line = reader.next()) != null) {
        read.add(line);
      }
    }
    return read;
  }

  private void assertChanged(byte[] changed) throws IOException {
    Files.write(directory.resolve(object.object()), changed);
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            DamagedArchiveException.class,
            damaged -> {
              assertThat(damaged.object()).isEqualTo(object.object());
              assertThat(damaged).hasMessage("is changed");
            });
  }

  @Test
  void allLinesOfAllBlocksAreRead() throws Exception {
    assertThat(read()).isEqualTo(lines);
  }

  @Test
  void aMissingObjectIsSaidToBe() throws IOException {
    Files.delete(directory.resolve(object.object()));
    assertThatThrownBy(this::read)
        .isInstanceOf(DamagedArchiveException.class)
        .hasMessage("is missing");
  }

  @Test
  void anyLengthAtWhichItIsCutIsFound() throws IOException {
    Random random = new Random(8);
    for (int i = 0; i < 100; i++) {
      assertChanged(Arrays.copyOf(content, random.nextInt(content.length)));
    }
  }

  @Test
  void anyBitThatIsChangedIsFound() throws IOException {
    Random random = new Random(9);
    for (int i = 0; i < 200; i++) {
      byte[] changed = content.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertChanged(changed);
    }
  }

  @Test
  void whatFollowsTheEndIsFound() throws IOException {
    for (int size : new int[] {1, 8, 100_000}) {
      assertChanged(Arrays.copyOf(content, content.length + size));
    }
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.writeBytes(content);
    twice.writeBytes(content);
    assertChanged(twice.toByteArray());
  }

  @Test
  void aLineWithoutEndTakesNoMoreMemoryThanALineMay() throws Exception {
    byte[] endless = new byte[1 << 20];
    Arrays.fill(endless, (byte) 'x');
    DataObject bomb;
    try (LineWriter writer = new LineWriter(directory)) {
      long unused = writer.startBlock();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int i = 0; i < 20; i++) {
        line.writeBytes(endless);
      }
      writer.add(line.toByteArray());
      bomb = writer.end("bomb");
      assertThat(store.create(bomb.object(), writer.file())).isTrue();
    }
    try (LineReader reader = new LineReader(store, bomb)) {
      assertThatThrownBy(reader::next).isInstanceOf(DamagedArchiveException.class);
    }
  }
}
