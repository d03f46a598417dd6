package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Scripts called by hash or text, and calls that do not end. */
@QuarkusTest
class RedisScriptsTest extends StoreFixture {

  @Test
  void answersAnUnknownScriptCacheWithTheText() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    forgetScripts();
    assertThat(ledger.applied(ledger.add("ann", "1"))).containsExactly("2");
    forgetScripts();
    assertThat(ledger.balance("ann")).isEqualTo("2");
    forgetScripts();
    assertThat(ledger.all()).isEqualTo("ann=2");
    assertThat(ledger.history("ann")).hasSize(2);
  }

  @Test
  void failsWithWhatRedisReplies() {
    RedisScripts scripts =
        new RedisScripts(
            (key, request) -> CompletableFuture.failedFuture(ErrorType.create("LOADING not yet")));
    assertThat(scripts.run(Script.GET, Keys.of("gold"), "{}"))
        .failsWithin(TIMEOUT)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ErrorType.class);
  }

  @Test
  void sendsTheTextOnlyAfterNoscript() {
    List<String> commands = new ArrayList<>();
    RedisScripts scripts =
        new RedisScripts(
            (key, request) -> {
              commands.add(request.command().toString());
              return CompletableFuture.failedFuture(
                  ErrorType.create(commands.size() == 1 ? "NOSCRIPT no such" : "BUSY script"));
            });
    assertThat(scripts.run(Script.GET, Keys.of("gold"), "{}")).failsWithin(TIMEOUT);
    assertThat(commands).containsExactly("evalsha", "eval");
  }
}
