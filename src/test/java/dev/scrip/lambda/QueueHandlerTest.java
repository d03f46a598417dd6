package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as SQS delivers them. */
@QuarkusTest
@TestProfile(HandlerProfiles.OfQueue.class)
@Tag("lambda")
class QueueHandlerTest extends HandlerFixture {

  private static final Logger LOG = Logger.getLogger(QueueHandlerTest.class);

  private static final int MANY = 10_000;

  @Test
  void theSamplesWork() {
    for (int i = 0; i < 2; i++) {
      assertThat(LambdaRuntime.invoke(LambdaRuntime.sample("queue")))
          .hasToString(
              quoted(
                  "{'batchItemFailures':[{'itemIdentifier':'9a0c0305-4f89-41d3-9a0c-3f2504e0e82c'}]}"));
      assertThat(LambdaRuntime.invoke(LambdaRuntime.sample("queue-fifo")))
          .hasToString(quoted("{'batchItemFailures':[]}"));
      assertThat(balance("Lisa")).isEqualTo("106");
      assertThat(balance("Bart")).isNull();
    }
  }

  @Test
  void exactlyTheFailedOnesAreReported() {
    open(account, "10");
    List<String> failed =
        SqsMessages.standard()
            .add(id(0), add(1))
            .add(id(1), "no JSON")
            .add(id(2), add(-100))
            .add(id(3), add(2))
            .add(id(4), quoted("{'function':'nothing','input':{}}"))
            .add(id(5), add(account + "-nobody", 1))
            .deliver();
    assertThat(failed).containsExactly(id(1), id(2), id(4), id(5));
    assertThat(balance(account)).isEqualTo("13");
    assertThat(entries(account).get(0).by()).isEqualTo("queue");
  }

  @Test
  void aBatchThatIsDeliveredTwiceIsDoneOnce() {
    open(account, "0");
    SqsMessages messages = SqsMessages.standard();
    for (int i = 0; i < 50; i++) {
      messages.add(id(i), add(i + 1));
      // Once more in the same batch.
      messages.add(id(i), add(i + 1));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(messages.deliver()).isEmpty();
      assertThat(balance(account)).isEqualTo("1275");
      assertThat(entries(account)).hasSize(51);
    }
  }

  @Test
  void afterAFailureTheRestOfItsMessageGroupFailsToo() {
    open(account, "0");
    List<String> failed =
        SqsMessages.fifo()
            .add("a", id(0), add(1))
            .add("b", id(1), add(10))
            .add("a", id(2), "no JSON")
            .add("b", id(3), add(-1000))
            .add("a", id(4), add(100))
            .add("b", id(5), add(10))
            .add("c", id(6), add(10))
            .deliver();
    assertThat(failed).containsExactly(id(2), id(3), id(4), id(5));
    assertThat(balance(account)).isEqualTo("21");
  }

  @Test
  void aStandardQueuesGroupsAreNoSequences() {
    open(account, "0");
    List<String> failed =
        SqsMessages.standard().add("a", id(0), add(-1000)).add("a", id(1), add(1)).deliver();
    assertThat(failed).containsExactly(id(0));
    assertThat(balance(account)).isEqualTo("1");
  }

  @Test
  void otherFunctionsAreCalledInTheirPlace() {
    String delete = quoted("{'function':'delete','input':{'account':'" + account + "'}}");
    String batch =
        quoted(
            "{'function':'batch','input':{'operations':[{'function':'create','input':{'account':'"
                + account
                + "','amount':1}}]}}");
    List<String> failed =
        SqsMessages.fifo()
            .add("a", id(0), batch)
            .add("a", id(1), add(4))
            .add("a", id(2), delete)
            .add("a", id(3), quoted("{'function':'reap','input':{}}"))
            .add("a", id(4), batch)
            .deliver();
    // A queue's role is writer, who may not reap.
    assertThat(failed).containsExactly(id(3), id(4));
    assertThat(balance(account)).isNull();
    assertThat(entries(account)).hasSize(3);
  }

  @Test
  void anEventOfAnotherTriggerFails() {
    ObjectNode noRecords = LambdaRuntime.JSON.createObjectNode();
    ObjectNode nullRecords = LambdaRuntime.JSON.createObjectNode().putNull("Records");
    for (JsonNode event :
        List.of(
            noRecords,
            nullRecords,
            LambdaRuntime.sample("http-create"),
            LambdaRuntime.sample("schedule"),
            LambdaRuntime.recorded("sns"))) {
      assertThat(LambdaRuntime.failure(event))
          .contains(
              "invalid-request: event must be an event of SQS, with Records that have a messageId,"
                  + " because the handler is queue.");
    }
  }

  @Test
  void ifAMessageCannotBeReportedNoneIsApplied() {
    open(account, "0");
    JsonNode event = SqsMessages.standard().add(id(0), add(1)).add(id(1), add(1)).event();
    ((ObjectNode) event.path("Records").path(1)).remove("messageId");
    assertThat(LambdaRuntime.failure(event)).contains("must be an event of SQS");
    assertThat(balance(account)).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"body", "eventSourceARN", "attributes"})
  void aMessageWithoutAFieldFailsAndTheOthersAreApplied(String field) {
    open(account, "0");
    JsonNode event =
        SqsMessages.fifo()
            .add("a", id(0), add(1))
            .add("b", id(1), add(10))
            .add("c", id(2), add(100))
            .event();
    ((ObjectNode) event.path("Records").path(1)).remove(field);
    assertThat(SqsMessages.failed(event)).containsExactly(id(1));
    assertThat(balance(account)).isEqualTo("101");
  }

  @Test
  void afterAMessageWithoutABodyTheRestOfItsGroupFailsToo() {
    open(account, "0");
    JsonNode event = SqsMessages.fifo().add("a", id(0), add(1)).add("a", id(1), add(1)).event();
    ((ObjectNode) event.path("Records").path(0)).remove("body");
    assertThat(SqsMessages.failed(event)).containsExactly(id(0), id(1));
    assertThat(balance(account)).isEqualTo("0");
  }

  @Test
  void tenThousandSmallMessagesGoInOneBatch() {
    open(account, "0");
    SqsMessages messages = SqsMessages.standard();
    for (int i = 0; i < MANY; i++) {
      messages.add(UUID.randomUUID().toString(), add(1));
    }
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      assertThat(messages.deliver()).isEmpty();
      LOG.infof("%d messages in %d ms", MANY, (System.nanoTime() - start) / 1_000_000);
      assertThat(balance(account)).isEqualTo(Integer.toString(MANY));
    }
  }

  private String id(int number) {
    return account + "-" + number;
  }

  private String add(int amount) {
    return add(account, amount);
  }

  private static String add(String account, int amount) {
    return quoted(
        "{'function':'add','input':{'account':'" + account + "','amount':" + amount + "}}");
  }
}
