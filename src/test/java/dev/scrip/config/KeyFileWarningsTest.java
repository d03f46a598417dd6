package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The warnings about files with secret keys. */
class KeyFileWarningsTest {

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rwxrwxrwx"})
  void aFileThatOthersCanReadIsNamed(String permissions) throws IOException {
    assertThat(warnings(file(permissions)))
        .containsExactly(
            "scrip.ledgers.a.account-key-file can be read by other users of this machine. Permit"
                + " only the application to read it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------", "rw-r-----", "rw-r---w-"})
  void aFileThatOthersCannotReadIsNot(String permissions) throws IOException {
    assertThat(warnings(file(permissions))).isEmpty();
  }

  @Test
  void aFileThatIsMissingIsNot() {
    assertThat(warnings(dir + "/nowhere")).isEmpty();
    assertThat(warnings("\0")).isEmpty();
    assertThat(warnings(null)).isEmpty();
  }

  @Test
  void aFileSystemWithoutPosixPermissionsHasNone() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(dir.resolve("files.zip"), Map.of("create", "true"))) {
      Path file = Files.writeString(zip.getPath("key"), "secret");
      assertThat(KeyFileWarnings.isReadableByOthers(file)).isFalse();
    }
  }

  private String file(String permissions) throws IOException {
    assumeTrue(dir.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = Files.writeString(dir.resolve("key"), "c2VjcmV0");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file.toString();
  }

  /** The warnings about two ledgers, the second of which has no key file. */
  private static List<String> warnings(String file) {
    Map<String, String> settings = new HashMap<>();
    settings.put("scrip.ledgers.a.kind", "points");
    settings.put("scrip.ledgers.b.kind", "points");
    if (file != null) {
      settings.put("scrip.ledgers.a.account-key-file", file);
    }
    return new KeyFileWarnings(TestSettings.of(settings)).warnings();
  }
}
