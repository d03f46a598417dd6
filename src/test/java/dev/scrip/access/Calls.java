package dev.scrip.access;

import dev.scrip.client.EventClient;
import dev.scrip.client.LedgerClient;
import dev.scrip.http.RawHttp;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls with a token or without one, whose replies are kept with all that a caller receives. */
final class Calls {

  private static final LedgerClient CLIENT = new LedgerClient(null);

  private Calls() {}

  /** A reply: all of it that a caller receives. */
  record Reply(int status, Map<String, List<String>> headers, String body) {

    private static Reply of(Response response) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      response
          .headers()
          .forEach(
              each ->
                  headers
                      .computeIfAbsent(each.getName(), name -> new ArrayList<>())
                      .add(each.getValue()));
      return new Reply(response.statusCode(), headers, response.asString());
    }

    JsonObject json() {
      return new JsonObject(body);
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }

    String code() {
      return json().getString("code");
    }
  }

  /** An object: name, value, name, value and so on. */
  static JsonObject fields(Object... namesAndValues) {
    return new JsonObject(LedgerClient.fields(namesAndValues));
  }

  /** A batch of operations: function, input, function, input and so on. */
  static JsonObject batch(String mode, Object... functionsAndInputs) {
    JsonArray operations = new JsonArray();
    for (int i = 0; i < functionsAndInputs.length; i += 2) {
      operations.add(fields("function", functionsAndInputs[i], "input", functionsAndInputs[i + 1]));
    }
    return fields("mode", mode, "operations", operations);
  }

  /**
   * Calls a function; the token may be null, and headers are name, value, name, value and so on.
   */
  static Reply post(String token, String function, JsonObject input, String... headers) {
    return Reply.of(CLIENT.as(token).post(function, input.encode(), headers));
  }

  static Reply get(String token, String pathAndQuery) {
    return Reply.of(CLIENT.as(token).get(pathAndQuery));
  }

  /** Sends a GET for a path that an HTTP library would change, such as one with dots. */
  static Reply rawGet(String token, String pathAndQuery) {
    try {
      String reply =
          RawHttp.send(
              "GET " + pathAndQuery, List.of("Authorization: Bearer " + token), new byte[0]);
      int status = Integer.parseInt(reply.substring("HTTP/1.1 ".length()).substring(0, 3));
      int end = reply.indexOf("\r\n\r\n");
      return new Reply(
          status, Map.of("head", List.of(reply.substring(0, end))), reply.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of the reply to a request for events, and the body unless it is a stream. */
  static Reply events(String token, String ledger) {
    HttpResponse<InputStream> response = EventClient.open(token, ledger);
    try (InputStream body = response.body()) {
      String text =
          response.statusCode() == 200
              ? ""
              : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new Reply(response.statusCode(), response.headers().map(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
