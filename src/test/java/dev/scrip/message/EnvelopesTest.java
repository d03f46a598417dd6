package dev.scrip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.batch.BatchFunction;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.TransferFunction;
import dev.scrip.json.StrictJson;
import dev.scrip.message.Envelopes.Envelope;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EnvelopesTest {

  private static final String INPUT = "{\"from\":\"ann\",\"to\":\"bob\",\"amount\":1.50}";

  @Inject Envelopes envelopes;
  @Inject StrictJson json;

  @Test
  void readsAPlainEnvelope() {
    Envelope envelope =
        open("{\"function\":\"transfer\",\"input\":" + INPUT + ",\"sequence\":\"s\"}");
    checkInput(envelope);
    assertThat(envelope.sequence()).isEqualTo("s");
    assertThat(envelope.id()).isNull();
    assertThat(envelope.scope()).isNull();
    assertThat(envelope.source()).isNull();
    assertThat(envelope.hasId()).isFalse();
  }

  @Test
  void readsACloudEvent() {
    Envelope envelope =
        open(
            "{\"specversion\":\"1.0\",\"id\":\"42\",\"source\":\"shop\",\"type\":\"scrip.transfer\","
                + "\"time\":\"2030-01-31T12:00:00Z\",\"traceparent\":\"00-x\",\"data\":"
                + INPUT
                + "}");
    checkInput(envelope);
    assertThat(envelope.id()).isEqualTo("4:shop:42");
    assertThat(envelope.scope()).isEqualTo("cloudevents");
    assertThat(envelope.source()).isEqualTo("shop");
    assertThat(envelope.hasId()).isTrue();
  }

  @Test
  void readsAnEventOfEventBridge() {
    Envelope envelope =
        open(
            "{\"version\":\"0\",\"id\":\"6a7e8feb-b491-4cf7-a9f1-bf3703467718\","
                + "\"detail-type\":\"scrip.transfer\",\"source\":\"com.shop\",\"account\":\"1\","
                + "\"time\":\"2030-01-31T12:00:00Z\",\"region\":\"eu-west-1\",\"resources\":[],"
                + "\"detail\":"
                + INPUT
                + "}");
    checkInput(envelope);
    assertThat(envelope.id()).isEqualTo("8:com.shop:6a7e8feb-b491-4cf7-a9f1-bf3703467718");
    assertThat(envelope.scope()).isEqualTo("eventbridge");
    assertThat(envelope.source()).isEqualTo("com.shop");
  }

  @Test
  void anEventWithoutDataIsACallWithoutArguments() {
    Envelope envelope =
        open("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"scrip.reap\"}");
    assertThat(envelope.function()).isEqualTo("reap");
    assertThat(json.bind(envelope.input(), TransferFunction.Request.class).from()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\"} | true",
        "{\"amount\":{\"id\":\"a\"},\"x\":[{\"id\":\"a\"}],\"id\":\"a\"} | true",
        "{} | false",
        "{\"id\":null} | false",
        "{\"id\":7} | false",
        "{\"x\":{\"id\":\"a\"}} | false",
        "[\"id\",\"a\"] | false",
        "\"id\" | false",
      })
  void theIdOfItsInputIsItsOwn(String input, boolean hasId) {
    assertThat(open("{\"function\":\"add\",\"input\":" + input + "}").hasId()).isEqualTo(hasId);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | body is not valid JSON (line 1, column 1).",
        "` ` | body must be a JSON object.",
        "[] | body must be a JSON object.",
        "{} | function must not be missing; input must not be missing.",
        "{\"function\":\"add\"} | input must not be missing.",
        "{\"function\":7,\"input\":{}} | function must be a string.",
        "\ufeff{} | body is not valid JSON (line 1, column 1).",
        "{\"function\":\"add\",\"input\":{},\"id\":\"a\"} | id is not a field of this request.",
        "{\"function\":\"add\",\"function\":\"add\",\"input\":{}} | function appears twice.",
        "{\"function\":\"add\",\"input\":{\"a\":1,\"a\":1}} | input.a appears twice.",
        "{\"function\":\"add\",\"input\":{},\"sequence\":\"\"} | sequence must be 1 to 128"
            + " characters long, without control characters.",
        "{\"specversion\":\"1.0\"} | source must not be missing.",
        "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"scrip.add\"} |"
            + " specversion must be 1.0.",
        "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"s\",\"type\":\"scrip.add\"} | id must"
            + " not be missing.",
        "{\"specversion\":\"1.0\",\"id\":1,\"source\":\"s\",\"type\":\"scrip.add\"} | id must be a"
            + " string.",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\"} | type must not be missing.",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"add\"} | type must be"
            + " scrip. and the name of a function.",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"scrip.add\",\"data_base64\":\"e30=\"}"
            + " | data_base64 is not supported: send JSON in data.",
        "{\"detail-type\":\"scrip.add\",\"source\":\"s\"} | id must not be missing.",
        "{\"detail-type\":\"Scheduled Event\",\"id\":\"1\",\"source\":\"aws.events\"} | detail-type"
            + " must be scrip. and the name of a function.",
      })
  void anErrorNamesItsField(String message, String detail) {
    try {
      throw new AssertionError("opened as " + open(message));
    } catch (RefusedException e) {
      assertThat(e.refusal().detail()).isEqualTo(detail);
    }
  }

  @Test
  void nothingInAnEnvelopeIsLongerThanItsLimit() {
    String name = "x".repeat(65);
    assertRefused(
        "{\"function\":\"" + name + "\",\"input\":{}}", "function must be the name of a function.");
    String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"scrip.";
    assertRefused(event + name + "\"}", "type must be scrip. and the name of a function.");
    String longText = "x".repeat(4097);
    assertRefused(
        event + "add\",\"data\":{\"account\":\"" + longText + "\"}}",
        "data.account must be at most 4096 characters long.");
    assertRefused(
        "{\"detail-type\":\"scrip.add\",\"source\":\"" + longText + "\"}",
        "source must be at most 4096 characters long.");
    assertRefused(
        "{\"specversion\":[" + "1,".repeat(200_000) + "1]}",
        "body must have at most 100000 values and names of fields.");
    assertRefused(
        "{\"specversion\":\"1.0\",\"x\":[" + "1,".repeat(200_000) + "1]}",
        "body must have at most 100000 values and names of fields.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"function\":\"batch\",\"input\": | input",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"scrip.batch\",\"data\": |"
            + " data",
        "{\"detail-type\":\"scrip.batch\",\"id\":\"1\",\"source\":\"s\",\"detail\": | detail",
      })
  void theInputOfEachHasTheLimitsOfABody(String begin, String field) {
    String item = "{\"function\":\"reap\",\"input\":{}}";
    assertThat(bindBatch(begin, (item + ",").repeat(499) + item).operations()).hasSize(500);
    assertThatThrownBy(() -> bindBatch(begin, (item + ",").repeat(500) + item))
        .isInstanceOf(RefusedException.class)
        .hasMessage("invalid-request: operations must be 1 to 500.");
    // The message, the batch, its list and the operation are the first four levels.
    assertThat(bindBatch(begin, nested(16)).operations()).hasSize(1);
    assertThatThrownBy(() -> bindBatch(begin, nested(17)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("invalid-request: " + field + ".operations[0].input")
        .hasMessageEndingWith(" must be nested at most 20 levels deep.");
  }

  private static String nested(int levels) {
    return "{\"function\":\"reap\",\"input\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  private BatchFunction.Request bindBatch(String begin, String operations) {
    Envelope envelope = open(begin + "{\"operations\":[" + operations + "]}}");
    return json.bind(envelope.input(), BatchFunction.Request.class);
  }

  private void assertRefused(String message, String detail) {
    assertThatThrownBy(() -> open(message))
        .isInstanceOf(RefusedException.class)
        .hasMessage("invalid-request: " + detail);
  }

  private void checkInput(Envelope envelope) {
    assertThat(envelope.function()).isEqualTo("transfer");
    TransferFunction.Request request = json.bind(envelope.input(), TransferFunction.Request.class);
    assertThat(request.from()).isEqualTo("ann");
    assertThat(request.amount()).isEqualTo("1.50");
  }

  private Envelope open(String message) {
    return envelopes.open(message);
  }
}
