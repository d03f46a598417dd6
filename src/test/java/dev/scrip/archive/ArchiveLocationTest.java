package dev.scrip.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.config.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings of the archive the application starts with. */
class ArchiveLocationTest {

  @TempDir Path directory;

  private static ArchiveLocation location(String... namesAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("scrip.archive." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return new ArchiveLocation(TestSettings.of(settings));
  }

  @Test
  void withoutSettingsThereIsNoArchive() {
    ArchiveLocation none = location();
    assertThat(none.errors()).isEmpty();
    assertThat(none.isSet()).isFalse();
    assertThat(none.keys()).isSameAs(ArchiveKeys.NONE);
  }

  @Test
  void aDirectoryThatExistsIsOne() {
    ArchiveLocation place = location("location", "file:" + directory);
    assertThat(place.errors()).isEmpty();
    assertThat(place.isSet()).isTrue();
    assertThat(place.store()).isInstanceOf(DirectoryStore.class).isSameAs(place.store());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://my-bucket", "s3://my-bucket/", "s3://my.bucket/a/b_c", "s3://abc/d/"})
  void aBucketIsOne(String text) {
    ArchiveLocation place =
        location("location", text, "s3-endpoint", "http://127.0.0.1:9", "s3-region", "eu-north-1");
    assertThat(place.errors()).isEmpty();
    assertThat(place.store()).isInstanceOf(S3Store.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/nowhere/at/all",
        "file:\0",
        "/tmp",
        "s3:bucket",
        "s3://",
        "s3://Bucket",
        "s3://bucket/../other",
        "s3://bucket//a",
        "s3://bucket/ü",
        "http://bucket"
      })
  void anythingElseIsAnError(String text) {
    assertThat(location("location", text).errors())
        .singleElement()
        .asString()
        .startsWith("scrip.archive.location ");
  }

  @Test
  void anEndpointIsAUrl() {
    for (String endpoint : List.of("not a url", "127.0.0.1:9000", "ftp://example")) {
      assertThat(location("location", "s3://bucket", "s3-endpoint", endpoint).errors())
          .containsExactly("scrip.archive.s3-endpoint must be an http or https URL.");
    }
  }

  @Test
  void keysAreReadAtTheStart() throws IOException, JoseException {
    Path keys = directory.resolve("keys.json");
    assertThat(location("keys-file", keys.toString()).errors())
        .containsExactly("scrip.archive.keys-file cannot be read.");
    Files.writeString(keys, "secret");
    assertThat(location("keys-file", keys.toString()).errors())
        .containsExactly("scrip.archive.keys-file must hold a JWKS.");
    Files.writeString(keys, ArchiveKeysTest.secret(ArchiveKeysTest.key("a")));
    ArchiveLocation place = location("keys-file", keys.toString());
    assertThat(place.errors()).isEmpty();
    assertThat(place.keys().verify()).isTrue();
  }

  @Test
  void checkpointsAreNotDueBeforeTheLastOne() {
    assertThat(location("keep", "-1s").errors())
        .containsExactly("scrip.archive.keep must be 0 or more.");
    assertThat(location("retention", "-1s").errors())
        .containsExactly("scrip.archive.retention must be 0 or more.");
    assertThat(location("checkpoint-every", "-1s").errors())
        .containsExactly("scrip.archive.checkpoint-every must be 0 or more.");
  }
}
