package dev.scrip.access;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Calls of functions by somebody or nobody, and all that Redis holds. */
final class Calls {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private Calls() {}

  /** What came back: all of it that a caller can see. */
  record Reply(int status, Map<String, java.util.List<String>> headers, String body) {

    JsonObject json() {
      return new JsonObject(body);
    }

    String header(String name) {
      return headers.getOrDefault(name, java.util.List.of("")).get(0);
    }

    String code() {
      return json().getString("code");
    }
  }

  /** An object: name, value, name, value and so on. */
  static JsonObject fields(Object... namesAndValues) {
    JsonObject fields = new JsonObject();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** A batch of these operations: function, input, function, input and so on. */
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
    return send(
        request(token, "/" + function, headers)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(input.encode())));
  }

  static Reply get(String token, String pathAndQuery, String... headers) {
    return send(request(token, pathAndQuery, headers).GET());
  }

  /** The head of the reply to a request for events, and the body of one that is no stream. */
  static Reply events(String token, String ledger) {
    HttpResponse<InputStream> response = follow(token, ledger);
    try (InputStream body = response.body()) {
      String text =
          response.statusCode() == 200
              ? ""
              : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new Reply(response.statusCode(), response.headers().map(), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream of events, or what came instead of one. */
  static HttpResponse<InputStream> follow(String token, String ledger, String... headers) {
    try {
      return CLIENT.send(
          request(token, "/events?ledger=" + ledger, headers).GET().build(),
          HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder request(String token, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .timeout(PATIENCE);
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private static Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The serialized value of every key of these ledgers. */
  static Map<String, String> dump(Redis redis, String... ledgers) {
    Map<String, String> dump = new TreeMap<>();
    for (String ledger : ledgers) {
      for (Response key : command(redis, Command.KEYS, "{" + ledger + "}*")) {
        Response value = command(redis, Command.DUMP, key.toString());
        dump.put(key.toString(), HexFormat.of().formatHex(value.toBytes()));
      }
    }
    return dump;
  }

  private static Response command(Redis redis, Command command, String argument) {
    try {
      return redis
          .send(Request.cmd(command).arg(argument))
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
