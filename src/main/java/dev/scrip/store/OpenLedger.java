package dev.scrip.store;

import dev.scrip.domain.LedgerDefinition;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One ledger made ready for calls: its keys and definition as scripts want them, and the queue of
 * its writes.
 */
final class OpenLedger {

  private final LedgerDefinition definition;
  private final AccountNames names;
  private final RedisScripts scripts;
  private final List<String> keys;
  private final String definitionJson;
  private final Replies replies;
  private final GroupCommit commit;

  OpenLedger(LedgerDefinition definition, RedisScripts scripts, StoreSettings settings) {
    this.definition = definition;
    this.names = AccountNames.of(definition);
    this.scripts = scripts;
    this.keys = Keys.of(definition.ledger());
    this.definitionJson =
        OperationJson.definition(
            definition, names.mark(), settings.publish(), settings.retention().toMillis());
    this.replies = new Replies(definition, names);
    this.commit =
        new GroupCommit(
            sets -> run(Script.APPLY, sets).thenApply(replies::checked),
            settings.timeout().toMillis());
  }

  /** Whether this ledger was opened for that very definition. */
  boolean isFor(LedgerDefinition other) {
    return definition.equals(other);
  }

  /** Its account names, to be told from plain ones. */
  AccountNames names() {
    return names;
  }

  Replies replies() {
    return replies;
  }

  /** Runs a script with the definition before its own arguments. */
  CompletableFuture<Response> run(Script script, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = definitionJson;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return scripts.run(script, keys, all);
  }

  /** Applies a set together with what else waits, and answers its outcomes. */
  Response commit(String set, int operations) {
    return commit.apply(set, operations);
  }
}
