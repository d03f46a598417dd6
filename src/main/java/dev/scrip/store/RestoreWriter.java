package dev.scrip.store;

import dev.scrip.archive.ArchivedAccount;
import dev.scrip.archive.RememberedId;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.RestoreQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes a restored ledger to Redis page by page. Each call says which restore it is of and how
 * many pages were written before, so a restore that was overtaken, or of which Redis has lost
 * something, ends.
 */
final class RestoreWriter {

  private static final Logger LOG = Logger.getLogger(RestoreWriter.class);

  /** For how long after a call nobody else may restore the ledger, in milliseconds. */
  static final long LEASE_MILLIS = 10_000;

  private static final String LEASE = Long.toString(LEASE_MILLIS);

  /** So few lines of an entry that a call takes a few milliseconds. */
  private static final int LINES = 200;

  /** So many that a call takes half a millisecond. */
  private static final int IDS = 200;

  private final RedisLedger ledger;
  private final RedisScripts scripts;
  private final String restore = UUID.randomUUID().toString();
  private final List<String> accounts = new ArrayList<>();
  private final Set<String> snapshots = new TreeSet<>();
  private final List<String> ids = new ArrayList<>();
  private int lines;
  private long pages;
  private String first;

  /**
   * A writer of a ledger.
   *
   * @param ledger the ledger
   * @param scripts connections that no function waits for
   */
  RestoreWriter(RedisLedger ledger, RedisScripts scripts) {
    this.ledger = ledger;
    this.scripts = scripts;
  }

  /** The first entry of the journal, or null before the start. */
  String first() {
    return first;
  }

  /**
   * Begins.
   *
   * @param origin what the ledger is restored from, the data of the first entry
   * @param query the request
   * @param after the least time of the first entry, in milliseconds since 1970
   * @return whether the ledger is restored from that origin already
   */
  boolean start(String origin, RestoreQuery query, long after) {
    JsonObject request = new JsonObject().put("origin", origin).put("after", Long.toString(after));
    if (query.by() != null) {
      request.put("by", ledger.names().encode(query.by()));
    }
    if (query.reason() != null) {
      request.put("reason", query.reason());
    }
    List<String> books = List.of();
    while (true) {
      List<String> arguments = new ArrayList<>(List.of(restore, LEASE, request.encode()));
      arguments.addAll(books);
      String[] words = call(Script.START_RESTORE, books, arguments).split(" ", -1);
      if (!words[0].equals("books")) {
        first = words[1];
        return words[0].equals("done");
      }
      // Those that a restore has left that ended early.
      books = Arrays.asList(words).subList(1, words.length);
    }
  }

  /** Adds an account. */
  void add(ArchivedAccount account) {
    accounts.add(new String(account.line(), StandardCharsets.UTF_8));
    snapshots.addAll(account.values().keySet());
    lines += 3 + account.groups().size() + account.values().size();
    if (lines >= LINES) {
      sendAccounts();
    }
  }

  private void sendAccounts() {
    List<String> arguments = new ArrayList<>(head());
    arguments.add(new JsonArray(List.copyOf(snapshots)).encode());
    arguments.addAll(accounts);
    send(Script.RESTORE_ACCOUNTS, snapshots, arguments);
    pages++;
    accounts.clear();
    snapshots.clear();
    lines = 0;
  }

  /** Adds an operation id, after all accounts. */
  void add(RememberedId id) {
    ids.add(id.id());
    ids.add(id.remembered());
    if (ids.size() >= 2 * IDS) {
      sendIds();
    }
  }

  private void sendIds() {
    List<String> arguments = new ArrayList<>(head());
    arguments.addAll(ids);
    send(Script.RESTORE_IDS, List.of(), arguments);
    pages++;
    ids.clear();
  }

  /** Writes what was added last, and makes the ledger visible. */
  void end(ArchivedLedger archived) {
    if (!accounts.isEmpty()) {
      sendAccounts();
    }
    if (!ids.isEmpty()) {
      sendIds();
    }
    JsonObject expected =
        new JsonObject()
            .put("accounts", archived.totals().accounts)
            .put("left", archived.totals().left)
            .put("created", archived.totals().created)
            .put("deleted", archived.totals().deleted)
            .put("supply", archived.supply());
    if (archived.initialized() != null) {
      expected.put("initialized", archived.initialized());
      expected.put("allocations", archived.allocations());
    }
    List<String> arguments = new ArrayList<>(head());
    arguments.add(expected.encode());
    archived
        .snapshots()
        .forEach(
            (name, count) -> {
              arguments.add(name);
              arguments.add(count.toString());
            });
    send(Script.END_RESTORE, List.of(), arguments);
  }

  private List<String> head() {
    return List.of(restore, LEASE, Long.toString(pages));
  }

  private void send(Script script, Collection<String> books, List<String> arguments) {
    String reply = call(script, books, arguments);
    if (!reply.equals("ok")) {
      LOG.errorf("the restore of ledger %s ends: %s", ledger.definition().ledger(), reply);
      throw new RefusedException(Refusals.restoring(ledger.definition(), "unknown"));
    }
  }

  private String call(Script script, Collection<String> books, List<String> arguments) {
    List<String> keys = new ArrayList<>();
    books.forEach(book -> keys.addAll(Keys.ofBook(ledger.definition().ledger(), book)));
    return ReplyDecoder.lines(LedgerReader.await(ledger.write(scripts, script, keys, arguments)))[
        0];
  }
}
