package dev.scrip.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.access.Caller;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What tests of triggers share: calls through the dispatcher. Each test has accounts of its own.
 */
abstract class Triggered {

  static final Caller CALLER = Caller.ANYBODY;

  @Inject Dispatcher dispatcher;
  @Inject ObjectMapper mapper;

  final String account = "trigger-" + System.nanoTime();

  JsonNode call(String function, String input) {
    return call(function, input, new TriggerCall(null, null, CALLER));
  }

  JsonNode call(String function, String input, TriggerCall call) {
    byte[] json = quoted(input).getBytes(StandardCharsets.UTF_8);
    return mapper.valueToTree(dispatcher.call(function, json, call));
  }

  Refusal refusal(String function, String input, TriggerCall call) {
    try {
      throw new AssertionError("replied " + call(function, input, call));
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  String balance(String name) {
    return call("getBalance", "{'account':'" + name + "'}").path("balance").asText();
  }

  /** What was done to an account, oldest first. */
  List<JsonNode> history(String name) {
    List<JsonNode> entries = new ArrayList<>();
    call("getHistory", "{'account':'" + name + "'}")
        .path("entries")
        .forEach(entry -> entries.add(0, entry));
    return entries;
  }

  void create(String name, String amount) {
    JsonNode reply = call("create", "{'account':'" + name + "','amount':'" + amount + "'}");
    assertThat(reply.path("balance").asText()).isEqualTo(amount);
  }

  /** JSON with its quotes, for which tests write apostrophes. */
  static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
