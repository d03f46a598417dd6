package dev.scrip.store;

import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads journals forward over connections of its own, which are opened when they are first needed.
 * However many subscribers follow a journal, the functions keep their connections.
 */
public final class JournalReader {

  /** The most entries of one read. */
  public static final int MAX_ENTRIES = 500;

  private static final String NO_ENTRIES = "";

  private final RedisLedgerStore store;
  private final RedisScripts scripts;

  /**
   * A reader of the ledgers of a store.
   *
   * @param store the store whose ledgers are read
   * @param nodes servers with connections that nothing else uses
   */
  JournalReader(RedisLedgerStore store, RedisNodes nodes) {
    this.store = store;
    this.scripts = new RedisScripts(nodes);
  }

  /**
   * A part of a journal.
   *
   * @param tail the id of the journal's last entry; {@code 0-0} for an empty journal
   * @param entries the entries after the given one, oldest first, at most {@value #MAX_ENTRIES}
   */
  public record Extract(String tail, List<Entry> entries) {}

  /**
   * Reads the id of the journal's last entry, and no entries.
   *
   * @param ledger the definition of the ledger
   * @return the extract, or a failure with a {@link dev.scrip.domain.RefusedException}
   */
  public CompletionStage<Extract> tail(LedgerDefinition ledger) {
    return read(ledger, NO_ENTRIES);
  }

  /**
   * Reads at most {@value #MAX_ENTRIES} entries after a given one.
   *
   * @param ledger the definition of the ledger
   * @param entry the id of an entry; {@code 0-0} for the begin of the journal
   * @return the extract, or a failure with a {@link dev.scrip.domain.RefusedException}
   */
  public CompletionStage<Extract> after(LedgerDefinition ledger, String entry) {
    return read(ledger, entry);
  }

  private CompletionStage<Extract> read(LedgerDefinition definition, String entry) {
    RedisLedger ledger = store.ledger(definition);
    ReplyDecoder decoder = ledger.decoder();
    return ledger
        .run(scripts, Script.READ_JOURNAL, entry, Integer.toString(MAX_ENTRIES))
        .thenApply(decoder::checked)
        .thenApply(reply -> new Extract(reply.get(1).toString(), decoder.entries(reply)))
        .exceptionally(
            failure -> {
              throw StoreFailure.ofRead(failure);
            });
  }
}
