package dev.scrip.store;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call of {@code apply} with several requests, as group commit puts it together under load. */
final class ApplyCall {

  private final LedgerDefinition definition;
  private final RedisLedger ledger;
  private final List<String> requests = new ArrayList<>();

  ApplyCall(RedisNodes nodes, LedgerDefinition definition, StoreSettings settings) {
    this.definition = definition;
    ledger = new RedisLedgerStore(nodes, settings, StoreFixture.NO_LEDGERS).ledger(definition);
  }

  ApplyCall operation(Operation operation) {
    NamingStore.remember(definition, operation);
    requests.add(ScriptArguments.operation(ledger.names().encode(operation)));
    return this;
  }

  ApplyCall atomic(AtomicSet set) {
    set.operations().forEach(each -> NamingStore.remember(definition, each));
    requests.add(ScriptArguments.atomic(ledger.names().encode(set)));
    return this;
  }

  /** Sends the call; returns a line for each request. */
  String[] send() {
    try {
      return ReplyDecoder.lines(
          ledger
              .run(Script.APPLY, "[" + String.join(",", requests) + "]")
              .get(StoreFixture.TIMEOUT.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
