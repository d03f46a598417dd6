package dev.scrip.function;

import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without an archive nothing can be archived. */
@QuarkusTest
@TestProfile(NoArchiveTest.NoArchive.class)
class NoArchiveTest {

  /** No archive is configured. */
  public static class NoArchive implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("scrip.archive.location", "");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"backup", "getArchive", "restore", "verifyArchive"})
  void isRefused(String function) {
    new LedgerClient("points").refused(Code.NO_ARCHIVE, function);
  }
}
