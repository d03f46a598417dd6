package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.SharedConnection.NotSentException;
import io.vertx.core.VertxException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The refusals that failed calls to Redis become. */
class StoreFailureTest {

  private static void assertRefusal(Refusal refusal, Code code, String outcome) {
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.fields()).containsEntry("outcome", outcome);
  }

  private static Refusal of(Throwable failure) {
    return StoreFailure.of(new CompletionException(failure)).refusal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "READONLY You can't write against a read only replica.",
        "BUSY Redis is busy running a script.",
        "CLUSTERDOWN Hash slot not served",
        "MOVED 7 127.0.0.1:1",
        "ASK 7 127.0.0.1:1",
        "TRYAGAIN Multiple keys request during rehashing of slot",
        "NOAUTH Authentication required.",
        "NOPERM this user has no permissions"
      })
  void aServerThatDoesNotServeHasAppliedNothing(String error) {
    Refusal refusal = of(ErrorType.create(error));
    assertRefusal(refusal, Code.STORE_UNAVAILABLE, "not-applied");
    assertThat(refusal.detail()).doesNotContain(error);
  }

  @Test
  void aFullServerHasAppliedNothing() {
    assertRefusal(
        of(ErrorType.create("OOM command not allowed when used memory > 'maxmemory'.")),
        Code.STORE_FULL,
        "not-applied");
    assertRefusal(
        of(ErrorType.create("ERR Error running script: @user_script:5: OOM command not allowed")),
        Code.STORE_FULL,
        "not-applied");
  }

  @Test
  void aServerThatIsNotReachedHasAppliedNothing() {
    for (Throwable cause :
        List.of(
            new ConnectException("refused"),
            new UnknownHostException("redis"),
            new TimeoutException(),
            ErrorType.create("WRONGPASS invalid username-password pair"))) {
      assertRefusal(of(new NotSentException(cause)), Code.STORE_UNAVAILABLE, "not-applied");
    }
    assertRefusal(
        of(new VertxException("Connection is closed")), Code.STORE_UNAVAILABLE, "not-applied");
    assertRefusal(
        of(new VertxException("Redis waiting queue is full")), Code.OVERLOADED, "not-applied");
  }

  @Test
  void afterSilenceTheOutcomeIsUnknown() {
    assertRefusal(of(new TimeoutException()), Code.STORE_UNAVAILABLE, "unknown");
    assertRefusal(of(ErrorType.create("CONNECTION_CLOSED")), Code.STORE_UNAVAILABLE, "unknown");
  }

  @Test
  void anErrorOfAScriptSaysWhetherItCameBeforeTheFirstWrite() {
    assertRefusal(of(ErrorType.create("ERR wrong type")), Code.INTERNAL_ERROR, "unknown");
    ErrorType undecided = ErrorType.create("UNDECIDED wrong type");
    assertRefusal(of(undecided), Code.INTERNAL_ERROR, "not-applied");
    assertThat(StoreFailure.isUndecided(new CompletionException(undecided))).isTrue();
    assertThat(StoreFailure.isUndecided(ErrorType.create("WRONGTYPE UNDECIDED"))).isFalse();
  }

  @Test
  void aFailedReadHasAppliedNothing() {
    assertRefusal(
        StoreFailure.ofRead(new TimeoutException()).refusal(),
        Code.STORE_UNAVAILABLE,
        "not-applied");
    assertRefusal(
        StoreFailure.ofRead(ErrorType.create("OOM")).refusal(), Code.INTERNAL_ERROR, "unknown");
  }

  @Test
  void aRefusalStaysWhatItIs() {
    RefusedException refused = new RefusedException(Refusal.of(Code.EXPIRED, "Too late."));
    assertThat(StoreFailure.of(new CompletionException(refused))).isSameAs(refused);
  }
}
