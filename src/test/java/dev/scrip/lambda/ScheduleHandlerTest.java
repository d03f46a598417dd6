package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.scrip.domain.Entry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What EventBridge Scheduler sends. */
@QuarkusTest
@TestProfile(HandlerProfiles.OfSchedule.class)
@Tag("lambda")
class ScheduleHandlerTest extends HandlerFixture {

  @Test
  void theSampleWorks() {
    JsonNode reply = LambdaRuntime.invoke(LambdaRuntime.sample("schedule"));
    assertThat(reply.toString()).isEqualTo(quoted("{'reaped':0,'entry':null}"));
  }

  @Test
  void anyFunctionIsCalledByItsName() {
    invoke("{'function':'create','input':{'account':'" + account + "','amount':5}}");
    assertThat(balance(account)).isEqualTo("5");
    assertThat(entries(account).get(0).by()).isEqualTo("schedule");
    JsonNode audit = invoke("{'function':'audit','input':{'full':true}}");
    assertThat(audit.path("differences").isEmpty()).isTrue();
  }

  @Test
  void aFiringThatIsRepeatedDoesNothingTwice() {
    open(account, "0");
    String firing =
        "{'function':'add','input':{'account':'"
            + account
            + "','amount':1,'id':'"
            + account
            + "-2026-11-26T03:00:00Z'}}";
    assertThat(invoke(firing)).isEqualTo(invoke(firing));
    assertThat(balance(account)).isEqualTo("1");
  }

  @Test
  void withoutAnIdTheInvocationsIsTaken() {
    open(account, "0");
    invoke("{'function':'add','input':{'account':'" + account + "','amount':1}}");
    invoke("{'function':'add','input':{'account':'" + account + "','amount':1}}");
    assertThat(balance(account)).isEqualTo("2");
    assertThat(entries(account).stream().map(Entry::id).limit(2)).doesNotContainNull();
  }

  @Test
  void anEventIsTakenToo() {
    open(account, "0");
    String event =
        "{'version':'0','id':'"
            + account
            + "','detail-type':'scrip.add','source':'com.shop','detail':{'account':'"
            + account
            + "','amount':1}}";
    invoke(event);
    invoke(event);
    assertThat(balance(account)).isEqualTo("1");
    assertThat(entries(account).get(0).by()).isEqualTo("schedule:com.shop");
  }

  @Test
  void aFailureIsThrown() {
    String nobody = "{'function':'add','input':{'account':'" + account + "','amount':1}}";
    assertThat(failure(nobody))
        .contains("unknown-account: There is no account " + account + " in ledger points.");
    assertThat(failure("{'function':'nothing','input':{}}")).contains("unknown-function");
    assertThat(failure("[]")).contains("invalid-request");
  }

  @Test
  void anEventOfAnotherTriggerFails() {
    for (JsonNode event :
        List.of(
            LambdaRuntime.JSON.missingNode(),
            LambdaRuntime.JSON.nullNode(),
            LambdaRuntime.JSON.createObjectNode(),
            LambdaRuntime.sample("queue"),
            LambdaRuntime.sample("http-create"),
            LambdaRuntime.recorded("gateway-1.0"))) {
      assertThat(LambdaRuntime.failure(event))
          .contains("invalid-request: event must be a message with a function and its input: ");
    }
  }

  private static JsonNode invoke(String message) {
    return LambdaRuntime.invoke(json(message));
  }

  private static String failure(String message) {
    return LambdaRuntime.failure(json(message));
  }

  private static JsonNode json(String message) {
    try {
      return LambdaRuntime.JSON.readTree(quoted(message));
    } catch (JsonProcessingException e) {
      throw new AssertionError(message, e);
    }
  }
}
