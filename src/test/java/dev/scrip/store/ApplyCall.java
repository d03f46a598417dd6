package dev.scrip.store;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.SequencedOperation;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call of {@code apply} with several sets, as group commit puts it together under load. */
final class ApplyCall {

  private final LedgerDefinition definition;
  private final RedisLedger ledger;
  private final List<String> sets = new ArrayList<>();

  ApplyCall(Redis redis, LedgerDefinition definition, StoreSettings settings) {
    this.definition = definition;
    ledger =
        new RedisLedger(
            definition,
            new RedisScripts(RestrictedUser.of(redis)::send, settings.timeout().toMillis()),
            settings);
  }

  ApplyCall independent(List<SequencedOperation> operations) {
    operations.forEach(each -> NamingStore.remember(definition, each.operation()));
    sets.add(ScriptArguments.independent(ledger.names().encode(operations)));
    return this;
  }

  ApplyCall atomic(AtomicSet set) {
    set.operations().forEach(each -> NamingStore.remember(definition, each));
    sets.add(ScriptArguments.atomic(ledger.names().encode(set)));
    return this;
  }

  /** Sends the call; answers a list of outcomes for each set. */
  Response send() {
    try {
      return ledger
          .run(Script.APPLY, "[" + String.join(",", sets) + "]")
          .get(StoreFixture.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
