package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Calls of functions through the dispatcher, without HTTP. Each test has its own accounts. */
public abstract class DispatcherFixture {

  protected static final Caller CALLER = Caller.UNRESTRICTED;

  @Inject protected Dispatcher dispatcher;
  @Inject protected ObjectMapper mapper;

  protected final String account = "dispatched-" + System.nanoTime();

  protected JsonNode call(String function, String input) {
    return call(function, input, Call.of(CALLER));
  }

  protected JsonNode call(String function, String input, Call call) {
    byte[] json = quoted(input).getBytes(StandardCharsets.UTF_8);
    try {
      return mapper.valueToTree(dispatcher.call(function, json, call).toCompletableFuture().join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RefusedException refused ? refused : e;
    }
  }

  protected Refusal refusal(String function, String input, Call call) {
    try {
      throw new AssertionError("replied " + call(function, input, call));
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  protected String balance(String name) {
    return call("getBalance", "{'account':'" + name + "'}").path("balance").asText();
  }

  /** The journal entries of an account, oldest first. */
  protected List<JsonNode> history(String name) {
    List<JsonNode> entries = new ArrayList<>();
    call("getHistory", "{'account':'" + name + "'}")
        .path("entries")
        .forEach(entry -> entries.add(0, entry));
    return entries;
  }

  protected void create(String name, String amount) {
    JsonNode reply = call("create", "{'account':'" + name + "','amount':'" + amount + "'}");
    assertThat(reply.path("balance").asText()).isEqualTo(amount);
  }

  /** JSON with quotes instead of the apostrophes that tests write. */
  protected static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
