package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.archive.Archives;
import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Backups over HTTP, into a directory with signed manifests. */
@QuarkusTest
@TestProfile(ArchiveFunctionsTest.Signed.class)
class ArchiveFunctionsTest {

  /** An archive of its own, with a key. */
  public static class Signed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Path root = Files.createTempDirectory("scrip-archive");
        Path keys = Files.writeString(root.resolve("keys.json"), Archives.newKey("2026"));
        Path place = Files.createDirectory(root.resolve("archive"));
        return Map.of(
            "scrip.archive.location", "file:" + place,
            "scrip.archive.keys-file", keys.toString(),
            "scrip.archive.checkpoint-every", "0s",
            "scrip.ledgers.archived.kind", "points",
            "scrip.ledgers.archived.decimals", "2");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final LedgerClient ledger = new LedgerClient("archived");

  private static Path place() {
    String location = ConfigProvider.getConfig().getValue("scrip.archive.location", String.class);
    return Path.of(location.substring("file:".length()));
  }

  @Test
  void whatIsArchivedIsToldAndVerified() throws IOException {
    String account = "archived-" + System.nanoTime();
    ledger.call("create", "account", account, "amount", "12.5", "id", account);
    JsonReply backup = ledger.call("backup");
    String archive = backup.getString("archive");
    String entry = backup.getString("entry");
    assertThat(backup.getInt("entries")).isPositive();
    assertThat(backup.getString("checkpoint")).isEqualTo(entry);
    assertThat(backup.body().has("running")).isFalse();

    JsonReply again = ledger.call("backup");
    assertThat(again.getInt("entries")).isZero();
    assertThat(again.getString("entry")).isEqualTo(entry);

    JsonReply found = ledger.call("getArchive");
    assertThat(found.getString("entry")).isEqualTo(entry);
    assertThat(found.getList("archives")).contains(archive);
    assertThat(found.getString("supply"))
        .isEqualTo(ledger.call("getCirculatingSupply").getString("circulatingSupply"));
    assertThat(found.getString("checkpoints[0].entry")).isEqualTo(entry);

    JsonReply verified = ledger.call("verifyArchive", "archive", archive);
    assertThat(verified.getBoolean("signed")).isTrue();
    assertThat(verified.getInt("findingCount")).isZero();
    assertThat(verified.getString("entry")).isEqualTo(entry);

    changeManifest(archive);
    JsonReply changed = ledger.call("verifyArchive");
    assertThat(changed.getString("findings[0].problem"))
        .isEqualTo("is not signed by a key of the archive");
    JsonReply refused = ledger.refused(Code.ARCHIVE_DAMAGED, "getArchive");
    assertThat(refused.getString("object")).startsWith("archived/" + archive + "/segments/");
    ledger.refused(Code.ARCHIVE_DAMAGED, "backup");
  }

  private static void changeManifest(String archive) throws IOException {
    try (Stream<Path> segments = Files.list(place().resolve("archived/" + archive + "/segments"))) {
      Path last = segments.max(Path::compareTo).orElseThrow();
      Files.writeString(last, Files.readString(last).replaceFirst("\"entries\":", "\"entries\":1"));
    }
  }

  @Test
  void aNameThatIsNoEntryIsInvalid() {
    ledger.invalid("archive", "getArchive", "archive", "../../etc");
    ledger.invalid("archive", "verifyArchive", "archive", "1-");
  }
}
