package dev.scrip.http;

import static dev.scrip.client.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The problems of requests that fail in the server, and what the log has of them. */
@QuarkusTest
class FailureHandlerTest {

  private static final String SECRET = "redis://user:secret@host";

  @Inject FailingRoutes routes;

  private final Logger log = Logger.getLogger(FailureHandler.class.getName());
  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    log.addHandler(recorder);
    log.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    log.removeHandler(recorder);
    log.setUseParentHandlers(true);
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyRefusalIsAProblemWithItsStatus(Code code) {
    Refusal refusal = Refusal.of(code, "It is so.").with("balance", "5").with("min", "0");
    Response reply = fail(new RefusedException(refusal));
    JsonPath body = problem(reply, code);
    assertThat(body.getString("detail")).isEqualTo("It is so.");
    assertThat(body.getString("balance")).isEqualTo("5");
    assertThat(body.getString("min")).isEqualTo("0");
    assertThat(reply.header("retry-after")).isEqualTo(reply.statusCode() == 503 ? "1" : null);
    assertThat(reply.header("www-authenticate"))
        .isEqualTo(reply.statusCode() == 401 ? "Bearer" : null);
    assertThat(logged).isEmpty();
  }

  @Test
  void aRefusalIsUnwrapped() {
    Throwable refused = new RefusedException(Refusal.of(Code.BELOW_MIN, "Too little."));
    problem(fail(new ApplicationException(new CompletionException(refused))), Code.BELOW_MIN);
  }

  @Test
  void securityExceptionsAreProblems() {
    problem(fail(new ApplicationException(new ForbiddenException(SECRET))), Code.FORBIDDEN);
    problem(
        fail(new ApplicationException(new UnauthorizedException(SECRET))), Code.UNAUTHENTICATED);
  }

  @Test
  void theCauseOfAnInternalErrorIsInTheLogOnly() {
    Throwable inside = new IllegalStateException(SECRET);
    for (Throwable failure :
        List.of(inside, new StackOverflowError(), new ApplicationException(inside))) {
      logged.clear();
      Response reply = fail(failure);
      assertThat(problem(reply, Code.INTERNAL_ERROR).getString("detail"))
          .isEqualTo(
              "The request failed because of an internal error, which is in the server's log.");
      assertThat(reply.asString()).doesNotContain("secret");
      assertThat(logged).hasSize(1);
      assertThat(logged.get(0).getThrown()).isIn(inside, failure);
    }
  }

  private Response fail(Throwable failure) {
    routes.failWith(failure);
    return given().get("/failing");
  }
}
