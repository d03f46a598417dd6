package dev.scrip.access;

import static dev.scrip.access.Verifiers.assertAccepted;
import static dev.scrip.access.Verifiers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Tokens.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from a file: a changed file is read without a restart. */
class KeyFileTest {

  private static final String RSA = Tokens.good(Signer.RS256, "ann");
  private static final String EC = Tokens.good(Signer.ES256, "ann");

  /** Longer than the pause between two reads. */
  private static final Duration PAUSE = Duration.ofSeconds(6);

  @TempDir Path dir;

  private final SettableClock clock = new SettableClock();
  private Path file;
  private TokenVerifier verifier;

  @BeforeEach
  void createVerifier() throws IOException {
    file = Files.writeString(dir.resolve("key"), Tokens.jwks(Signer.RS256));
    verifier = Verifiers.verifier(clock, "key-file", file.toString());
    assertThat(verifier.errors()).isEmpty();
  }

  @Test
  void aChangedFileIsUsedByTheNextCallerAfterThePause() throws IOException {
    assertAccepted(verifier, RSA);
    Files.writeString(file, Tokens.jwks(Signer.ES256));
    assertAccepted(verifier, RSA);
    clock.pass(PAUSE);
    assertRefused(verifier, RSA);
    assertAccepted(verifier, EC);
  }

  @Test
  void aKeyInAnotherFormatIsUsed() throws IOException {
    Files.writeString(file, Tokens.pem(Signer.ES256.trusted().getPublic()));
    clock.pass(PAUSE);
    assertAccepted(verifier, EC);
    assertRefused(verifier, RSA);
  }

  @Test
  void aReplacedFileIsUsed() throws IOException {
    Path next = Files.writeString(dir.resolve("next"), Tokens.jwks(Signer.ES256));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    clock.pass(PAUSE);
    assertAccepted(verifier, EC);
  }

  @Test
  void aNewKeyIsUsedAtOnceWhenATokenNamesIt() throws IOException {
    Files.writeString(file, Tokens.jwks(Signer.RS256, Signer.ES256));
    assertAccepted(verifier, EC);
  }

  @Test
  void aBrokenFileKeepsTheOldKeyAndIsLoggedOnce() throws IOException {
    String next = Tokens.jwks(Signer.ES256);
    try (LogLines log = new LogLines(RefreshedKeys.class)) {
      for (String broken :
          new String[] {
            "", next.substring(0, next.length() / 2), "{\"keys\":[]}", "x".repeat((1 << 20) + 1)
          }) {
        Files.writeString(file, broken);
        clock.pass(PAUSE);
        assertAccepted(verifier, RSA);
        assertRefused(verifier, EC);
      }
      Files.delete(file);
      clock.pass(PAUSE);
      assertAccepted(verifier, RSA);
      Files.writeString(file, next);
      clock.pass(PAUSE);
      assertAccepted(verifier, EC);
      assertThat(log.lines())
          .containsExactly(
              "ERROR scrip.security.key-file: keys that verify tokens cannot be loaded"
                  + " (IOException: no usable key). The known keys remain in use.",
              "INFO scrip.security.key-file: keys that verify tokens were loaded again.");
    }
  }

  @Test
  void aFileThatIsTooLargeIsAnError() throws IOException {
    Files.writeString(file, Tokens.jwks(Signer.RS256) + " ".repeat(1 << 20));
    assertThat(Verifiers.verifier("key-file", file.toString()).errors())
        .containsExactly("scrip.security.key-file cannot be read.");
  }
}
