package dev.scrip.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every place of archives promises: objects that are whole, and never replaced. */
class ArchiveStoreTest {

  @TempDir static Path directory;

  enum Place {
    DIRECTORY,
    BUCKET
  }

  private static S3Server server;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private ArchiveStore open(Place place) throws IOException {
    return place == Place.DIRECTORY
        ? new DirectoryStore(Files.createTempDirectory(directory, "archive"))
        : new S3Store(server.newBucket("of/test/"));
  }

  private static Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "content", ""), content);
  }

  private static String text(ArchiveStore store, String name) throws IOException {
    try (InputStream in = store.open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anObjectIsCreatedOnce(Place place) throws IOException {
    ArchiveStore store = open(place);
    assertThat(store.create("points/1-0/segments/1.json", file("first"))).isTrue();
    assertThat(store.create("points/1-0/segments/1.json", file("second"))).isFalse();
    assertThat(text(store, "points/1-0/segments/1.json")).isEqualTo("first");
  }

  @ParameterizedTest
  @EnumSource
  void ofThoseWhoCreateItAtOnceOneDoes(Place place) throws Exception {
    ArchiveStore store = open(place);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 5; round++) {
        String name = "points/1-0/segments/" + round + ".json";
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          Path content = file("from " + i);
          calls.add(() -> store.create(name, content));
        }
        int created = -1;
        List<Future<Boolean>> results = threads.invokeAll(calls);
        for (int i = 0; i < 8; i++) {
          if (results.get(i).get()) {
            assertThat(created).isEqualTo(-1);
            created = i;
          }
        }
        assertThat(text(store, name)).isEqualTo("from " + created);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMissingIsSaidToBe(Place place) throws IOException {
    ArchiveStore store = open(place);
    assertThatThrownBy(() -> store.open("points/1-0/segments/1.json").close())
        .isInstanceOf(NoSuchFileException.class);
    assertThat(store.names("points/1-0/segments/", "")).isEmpty();
    assertThat(store.words("points/")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPartIsRead(Place place) throws IOException {
    ArchiveStore store = open(place);
    String name = "points/1-0/data/1.ndjson.gz";
    assertThatThrownBy(() -> store.read(name, 0, 1)).isInstanceOf(NoSuchFileException.class);
    assertThat(store.create(name, file("0123456789"))).isTrue();
    assertThat(store.read(name, 3, 4)).asString().isEqualTo("3456");
    assertThat(store.read(name, 8, 4)).asString().isEqualTo("89");
  }

  @ParameterizedTest
  @EnumSource
  void anObjectIsDeleted(Place place) throws IOException {
    ArchiveStore store = open(place);
    String name = "points/1-0/data/1.ndjson.gz";
    assertThat(store.create(name, file("x"))).isTrue();
    store.delete(name);
    store.delete(name);
    assertThat(store.names("points/1-0/data/", "")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void namesAreListedInOrderPageByPage(Place place) throws IOException {
    ArchiveStore store = open(place);
    List<String> names = new ArrayList<>();
    Path content = file("x");
    for (int i = 0; i < 1100; i++) {
      String name = "points/1-0/segments/%05d.json".formatted(i * 7);
      names.add(name);
      assertThat(store.create(name, content)).isTrue();
    }
    assertThat(store.create("points/10-0/segments/00001.json", content)).isTrue();
    List<String> first = store.names("points/1-0/segments/", "");
    assertThat(first).isEqualTo(names.subList(0, 1000));
    assertThat(store.names("points/1-0/segments/", first.get(999)))
        .isEqualTo(names.subList(1000, 1100));
    assertThat(store.words("points/")).containsExactly("1-0", "10-0");
    assertThat(store.words("points/1-0/")).containsExactly("segments");
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatCannotBeReadCreatesNothing(Place place) throws IOException {
    ArchiveStore store = open(place);
    assertThatThrownBy(() -> store.create("points/1-0/a", directory.resolve("missing")))
        .isInstanceOf(IOException.class);
    assertThat(store.names("points/1-0/", "")).isEmpty();
  }
}
