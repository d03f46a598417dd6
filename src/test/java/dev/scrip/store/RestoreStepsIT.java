package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of docs/archive.md for a ledger that Redis has lost, as they are written there. */
class RestoreStepsIT extends ProcessesFixture {

  private static final Pattern CURL =
      Pattern.compile(
          "curl -s localhost:8080/([a-zA-Z]+) -H 'content-type: application/json' -d '([^']*)'");
  private static final Pattern DELETE =
      Pattern.compile("redis-cli --scan --pattern '([^']*)[*]' [|] xargs -r redis-cli unlink");

  @TempDir static Path directory;

  RestoreStepsIT() {
    super(1);
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "SCRIP_LEDGERS_POINTS_KIND", "points", "SCRIP_ARCHIVE_LOCATION", "file:" + directory);
  }

  private static String section() throws IOException {
    String all = Files.readString(Path.of("docs/archive.md"));
    int begin = all.indexOf("## Restoring a ledger");
    return all.substring(begin, all.indexOf("\n## ", begin));
  }

  @Test
  void bringBackWhatWasArchived() throws IOException {
    send("/create", "{'account':'Lisa','amount':5,'id':'1'}");
    String all = send("/getAll", "{}").toString();
    JsonNode archived = send("/backup", "{}");
    send("/add", "{'account':'Lisa','amount':2,'id':'2'}");
    redis.command(Command.FLUSHALL);
    // Somebody was faster than step 1.
    send("/create", "{'account':'Bart','amount':1}");

    String steps = section();
    List<MatchResult> calls = CURL.matcher(steps).results().toList();
    assertThat(calls)
        .extracting(call -> call.group(1))
        .containsExactly("getArchive", "restore", "audit");
    JsonNode found = run(calls.get(0));
    assertThat(found.get("entry")).isEqualTo(archived.get("entry"));
    Matcher delete = DELETE.matcher(steps);
    assertThat(delete.find()).isTrue();
    delete(delete.group(1));
    JsonNode restored = run(calls.get(1));
    assertThat(restored.get("at")).isEqualTo(archived.get("entry"));
    assertThat(restored.get("accounts").asInt()).isEqualTo(1);
    assertThat(restored.get("supply").asText()).isEqualTo("5");
    assertThat(run(calls.get(2)).get("differences")).isEmpty();
    assertThat(send("/getAll", "{}")).hasToString(all);
    send("/create", "{'account':'Lisa','amount':5,'id':'1'}");
    send("/add", "{'account':'Lisa','amount':2,'id':'2'}");
    assertThat(send("/get", "{'account':'Lisa'}").get("balance").asText()).isEqualTo("7");
  }

  private JsonNode run(MatchResult call) {
    return send("/" + call.group(1), call.group(2));
  }

  private void delete(String prefix) {
    Response keys = StoreFixture.command(redis.redis(), Command.KEYS, "*");
    for (Response key : keys) {
      if (key.toString().startsWith(prefix)) {
        redis.command(Command.UNLINK, key.toString());
      }
    }
  }
}
