package dev.scrip.store;

import dev.scrip.domain.LedgerDefinition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The ledgers of one Redis server or cluster: one {@link RedisLedger} for each name. */
final class RedisLedgerStore implements LedgerStore {

  /** No ledger has the empty name, so it stands for the default ledger. */
  private static final String DEFAULT = "";

  private final RedisScripts scripts;
  private final StoreSettings settings;
  private final LedgerAudits audits;
  private final LedgerJobs jobs;
  private final LedgerBackups backups;
  private final Function<String, LedgerDefinition> definitions;
  private final Map<String, RedisLedger> configured = new ConcurrentHashMap<>();
  private final Map<String, RedisLedger> ledgers = new ConcurrentHashMap<>();

  /**
   * A store on the given servers.
   *
   * @param nodes the servers
   * @param settings the settings that all ledgers share
   * @param definitions finds the definition of a configured ledger by its name, null for the
   *     default ledger, or throws
   */
  RedisLedgerStore(
      RedisNodes nodes, StoreSettings settings, Function<String, LedgerDefinition> definitions) {
    this.scripts = new RedisScripts(nodes);
    this.settings = settings;
    this.audits = new LedgerAudits(new RedisScripts(nodes.separate()), settings.checkpoint());
    this.jobs =
        new LedgerJobs(
            new RedisScripts(nodes.separate()), settings.checkpoint(), settings.replyAfter());
    this.backups =
        new LedgerBackups(
            new RedisScripts(nodes.separate()), settings.backup(), settings.replyAfter());
    this.definitions = definitions;
  }

  @Override
  public RedisLedger ledger(String name) {
    String key = name == null ? DEFAULT : name;
    RedisLedger ledger = configured.get(key);
    return ledger != null
        ? ledger
        : configured.computeIfAbsent(key, unknown -> ledger(definitions.apply(name)));
  }

  /** {@inheritDoc} A ledger whose definition differs replaces the one of the same name. */
  @Override
  public RedisLedger ledger(LedgerDefinition definition) {
    RedisLedger ledger = ledgers.get(definition.ledger());
    if (ledger != null && ledger.isFor(definition)) {
      return ledger;
    }
    return ledgers.compute(
        definition.ledger(),
        (name, other) ->
            other != null && other.isFor(definition)
                ? other
                : new RedisLedger(definition, scripts, settings, audits, jobs, backups));
  }
}
