package dev.scrip.access;

import static dev.scrip.access.Verifiers.assertAccepted;
import static dev.scrip.access.Verifiers.assertRefused;
import static dev.scrip.access.Verifiers.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.Tokens.Signer;
import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from a URL: when they are fetched, and what happens while they cannot be. */
class KeyUrlTest {

  private static final String KEYS = Tokens.jwks(Signer.ES256);
  private static final String TOKEN = Tokens.good(Signer.ES256, "ann");

  /** Longer than the pause between two fetches. */
  private static final Duration PAUSE = Duration.ofSeconds(11);

  private final SettableClock clock = new SettableClock();

  @Test
  void oneFetchServesAllCallers() throws Exception {
    try (KeyServer server = new KeyServer(KEYS)) {
      TokenVerifier verifier = verifier(server);
      List<CompletableFuture<Caller>> callers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        callers.add(authenticate(verifier, TOKEN));
      }
      for (CompletableFuture<Caller> each : callers) {
        assertThat(each.get(20, TimeUnit.SECONDS).name()).isEqualTo("ann");
      }
      assertThat(authenticate(verifier, TOKEN)).as("with known keys").isDone();
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatHangsIsAnOutage(boolean drips) {
    try (KeyServer server = new KeyServer(KEYS);
        LogLines log = new LogLines(RefreshedKeys.class)) {
      if (drips) {
        server.drip();
      } else {
        server.hang();
      }
      TokenVerifier verifier = verifier(server);
      CompletableFuture<Caller> first = authenticate(verifier, TOKEN);
      assertThat(first).as("does not block").isNotDone();
      assertUnavailable(first);
      assertThat(authenticate(verifier, TOKEN)).as("during the pause").isCompletedExceptionally();
      assertThat(server.requests()).isEqualTo(1);
      await().until(() -> !log.lines().isEmpty());
      assertThat(log.lines().get(0)).contains("(no answer within 5 seconds)");
      server.serve(200, KEYS);
      clock.pass(PAUSE);
      await().ignoreExceptions().untilAsserted(() -> assertAccepted(verifier, TOKEN));
    }
  }

  @Test
  void aServerThatHangsDelaysNobodyWhoseKeyIsKnown() throws Exception {
    try (KeyServer server = new KeyServer(KEYS)) {
      TokenVerifier verifier = verifier(server);
      assertAccepted(verifier, TOKEN);
      server.hang();
      clock.pass(Duration.ofMinutes(6));
      assertThat(authenticate(verifier, TOKEN)).isCompleted();
      CompletableFuture<Caller> stranger = authenticate(verifier, unknown());
      assertThat(stranger).isNotDone();
      assertThat(authenticate(verifier, TOKEN)).isCompleted();
      assertUnavailable(stranger);
      assertThat(authenticate(verifier, TOKEN)).isCompleted();
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {}",
        "404 | gone",
        "302 | {}",
        "204 | ''",
        "200 | ''",
        "200 | <html>Sign in</html>",
        "200 | {",
        "200 | []",
        "200 | {\"keys\":[]}",
        "200 | {\"keys\":7}",
        "200 | {\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}",
        "200 | PEM"
      })
  void anAnswerWithoutKeysIsAnOutage(int status, String body) {
    String text = body.equals("PEM") ? Tokens.pem(Signer.ES256.trusted().getPublic()) : body;
    try (KeyServer server = new KeyServer(KEYS)) {
      server.serve(status, text);
      TokenVerifier verifier = verifier(server);
      assertThat(code(verifier, TOKEN)).isEqualTo(Code.KEYS_UNAVAILABLE);
      server.serve(200, KEYS);
      assertThat(code(verifier, TOKEN)).as("in the pause").isEqualTo(Code.KEYS_UNAVAILABLE);
      clock.pass(PAUSE);
      assertAccepted(verifier, TOKEN);
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsAnOutage() {
    try (KeyServer server = new KeyServer(KEYS + " ".repeat((1 << 20) - KEYS.length()))) {
      assertAccepted(verifier(server), TOKEN);
      server.serve(200, KEYS + " ".repeat((1 << 20) - KEYS.length() + 1));
      assertThat(code(verifier(server), TOKEN)).isEqualTo(Code.KEYS_UNAVAILABLE);
      server.flood();
      assertThat(code(verifier(server), TOKEN)).isEqualTo(Code.KEYS_UNAVAILABLE);
    }
  }

  @Test
  void nobodyListeningIsAnOutage() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    TokenVerifier verifier =
        Verifiers.verifier(clock, "key-url", "http://127.0.0.1:" + port + "/jwks.json");
    assertThat(code(verifier, TOKEN)).isEqualTo(Code.KEYS_UNAVAILABLE);
    assertRefused(verifier, "not.a.token");
    assertRefused(verifier, Tokens.unsigned("none", Tokens.claims("ann")));
  }

  @Test
  void anOutageIsLoggedOnceAndItsEndToo() {
    try (KeyServer server = new KeyServer(KEYS);
        LogLines log = new LogLines(RefreshedKeys.class)) {
      server.serve(503, "secret");
      TokenVerifier verifier = verifier(server);
      for (int i = 0; i < 3; i++) {
        assertThat(code(verifier, TOKEN)).isEqualTo(Code.KEYS_UNAVAILABLE);
        clock.pass(PAUSE);
      }
      assertThat(server.requests()).isEqualTo(3);
      server.serve(200, KEYS);
      assertAccepted(verifier, TOKEN);
      server.serve(404, "secret");
      clock.pass(PAUSE);
      assertThat(code(verifier, unknown())).isEqualTo(Code.KEYS_UNAVAILABLE);
      assertAccepted(verifier, TOKEN);
      String failed = "ERROR scrip.security.key-url: keys that verify tokens cannot be loaded ";
      assertThat(log.lines())
          .containsExactly(
              failed + "(IOException: status 503). Every token is refused as keys-unavailable.",
              "INFO scrip.security.key-url: keys that verify tokens were loaded again.",
              failed
                  + "(IOException: status 404). Keys remain in use for 60 minutes after they were"
                  + " loaded.");
    }
  }

  @Test
  void knownKeysVerifyForAnHourWithoutTheUrl() {
    try (KeyServer server = new KeyServer(KEYS)) {
      TokenVerifier verifier = verifier(server);
      assertAccepted(verifier, TOKEN);
      server.serve(500, "");
      for (int i = 0; i < 6; i++) {
        clock.pass(Duration.ofMinutes(10));
        assertThat(authenticate(verifier, TOKEN)).isCompleted();
      }
      clock.pass(PAUSE);
      assertThat(code(verifier, TOKEN)).isEqualTo(Code.KEYS_UNAVAILABLE);
      server.serve(200, KEYS);
      clock.pass(PAUSE);
      assertAccepted(verifier, TOKEN);
    }
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepKeysForEver() {
    try (KeyServer server = new KeyServer(KEYS)) {
      TokenVerifier verifier = verifier(server);
      assertAccepted(verifier, TOKEN);
      clock.pass(Duration.ofDays(-300));
      server.serve(200, Tokens.jwks(Signer.RS256));
      assertRefused(verifier, TOKEN);
    }
  }

  @Test
  void anUnknownKeyCausesOneFetchInSomeSeconds() {
    try (KeyServer server = new KeyServer(KEYS)) {
      TokenVerifier verifier = verifier(server);
      assertAccepted(verifier, TOKEN);
      for (int i = 0; i < 100; i++) {
        assertRefused(verifier, unknown());
      }
      assertThat(server.requests()).isEqualTo(1);
      for (int round = 2; round < 5; round++) {
        clock.pass(PAUSE);
        for (int i = 0; i < 100; i++) {
          assertRefused(verifier, unknown());
        }
        assertThat(server.requests()).isEqualTo(round);
      }
    }
  }

  @Test
  void aTokenThatNoKeyCouldVerifyCausesNoFetch() {
    try (KeyServer server = new KeyServer(KEYS)) {
      TokenVerifier verifier = verifier(server);
      for (String token :
          List.of(
              "rubbish",
              Tokens.unsigned("none", Tokens.claims("ann")),
              Tokens.hs256("key", new byte[32], Tokens.claims("ann")))) {
        assertRefused(verifier, token);
      }
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aNewKeyIsFetchedWhenATokenNamesIt() {
    try (KeyServer server = new KeyServer(Tokens.jwks(Signer.RS256))) {
      TokenVerifier verifier = verifier(server);
      assertAccepted(verifier, Tokens.good(Signer.RS256, "ann"));
      server.serve(200, Tokens.jwks(Signer.RS256, Signer.ES256));
      clock.pass(PAUSE);
      assertAccepted(verifier, TOKEN);
      assertAccepted(verifier, Tokens.good(Signer.RS256, "ann"));
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @Test
  void aRemovedKeyIsRefusedAfterTheNextFetch() {
    try (KeyServer server = new KeyServer(Tokens.jwks(Signer.RS256, Signer.ES256))) {
      TokenVerifier verifier = verifier(server);
      assertAccepted(verifier, TOKEN);
      server.serve(200, Tokens.jwks(Signer.RS256));
      clock.pass(Duration.ofMinutes(4));
      assertAccepted(verifier, TOKEN);
      assertThat(server.requests()).isEqualTo(1);
      clock.pass(Duration.ofMinutes(2));
      await().untilAsserted(() -> assertRefused(verifier, TOKEN));
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  private TokenVerifier verifier(KeyServer server) {
    return Verifiers.verifier(clock, "key-url", server.address());
  }

  private static String unknown() {
    JsonObject header = Tokens.header(Signer.ES256).put("kid", "unknown");
    return Tokens.of(
        Signer.ES256, header, Tokens.claims("ann"), Signer.ES256.trusted().getPrivate());
  }

  private static CompletableFuture<Caller> authenticate(TokenVerifier verifier, String token) {
    return verifier.authenticate("Bearer " + token).toCompletableFuture();
  }

  private static void assertUnavailable(CompletableFuture<Caller> caller) {
    assertThat(caller)
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.KEYS_UNAVAILABLE);
              assertThat(refused.refusal().fields()).containsEntry("outcome", "not-applied");
            });
  }
}
