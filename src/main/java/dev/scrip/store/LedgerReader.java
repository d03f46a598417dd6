package dev.scrip.store;

import dev.scrip.domain.Book;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads a whole ledger beside its traffic, by one short call to Redis after the other. The methods
 * wait for the replies, so they are not for event loops. A call that fails is a {@link
 * RefusedException}, and so is a reply of another process than that of the first call: after a
 * restart of Redis, or when the ledger has moved to another node, cursors mean nothing.
 */
final class LedgerReader {

  private static final String JOURNAL = "transactions";

  /** So few that a call takes less than five milliseconds even if each has hundreds of postings. */
  private static final int ENTRIES = 200;

  private final RedisLedger ledger;
  private final RedisScripts scripts;
  private final Pace pace;
  private String server;
  private EntryId last = EntryId.ZERO;
  private boolean isWritten;

  /**
   * A reader of a ledger.
   *
   * @param ledger the ledger
   * @param scripts connections that no function waits for
   * @param pace what happens between two calls
   */
  LedgerReader(RedisLedger ledger, RedisScripts scripts, Pace pace) {
    this.ledger = ledger;
    this.scripts = scripts;
    this.pace = pace;
  }

  /** What happens between two calls. */
  interface Pace {

    /** The least pause, in nanoseconds; a call takes about as long in Redis. */
    long LEAST_NANOS = 250_000;

    /** The longest pause, in nanoseconds. */
    long MOST_NANOS = 20_000_000;

    /**
     * A pace that leaves time to the ledger's writers, if there are any.
     *
     * @param times how many times as long as a call and its use a pause is
     */
    static Pace besideTraffic(int times) {
      long[] resumed = {System.nanoTime()};
      return isWritten -> {
        if (isWritten) {
          long wanted = times * (System.nanoTime() - resumed[0]);
          TimeUnit.NANOSECONDS.sleep(Math.min(Math.max(wanted, LEAST_NANOS), MOST_NANOS));
        }
        resumed[0] = System.nanoTime();
      };
    }

    /**
     * Called between two calls.
     *
     * @param isWritten whether others have written since the call before
     */
    void pause(boolean isWritten) throws InterruptedException;
  }

  /** The ledger that is read. */
  RedisLedger ledger() {
    return ledger;
  }

  /** The ledger as a whole at this instant. */
  LedgerState state() {
    LedgerState state = LedgerState.of(call(Script.READ_INSTANT));
    if (server != null && !server.equals(state.server())) {
      throw new RefusedException(StoreFailure.otherServer());
    }
    server = state.server();
    pause(state.last());
    return state;
  }

  /**
   * A page of a hash or of the ranking.
   *
   * @param last the journal's last entry before the page was read
   * @param items fields and values, or members and scores, in turn
   */
  record Page(EntryId last, Response items) {}

  /** Uses what was read, while the next call is under way. */
  interface Use<T> {

    /** Uses a part of what is read. */
    void use(T part) throws IOException;
  }

  /**
   * Reads a hash or the ranking page by page: all that is there from the first page to the last,
   * and some of it more than once.
   *
   * @param name the name of the key
   * @param count about how many fields a page has
   * @param use receives the pages
   */
  void pages(String name, int count, Use<Page> use) throws IOException {
    walk(
        scan(name, "0", count),
        reply -> {
          String cursor = reply.get(0).toString();
          return cursor.equals("0") ? null : scan(name, cursor, count);
        },
        reply -> reply.get(1),
        use);
  }

  /**
   * The members of a group page by page, in order, as the sorted set has them.
   *
   * @param group the name of the group
   * @param count the most members of a page
   * @param use receives the pages
   */
  void members(String group, int count, Use<Page> use) throws IOException {
    walk(
        members(group, group + "\0", count),
        reply -> {
          int size = reply.size();
          return size < count ? null : members(group, reply.get(size - 1).toString(), count);
        },
        reply -> reply,
        use);
  }

  /** Reads page after page, each while the one before it is used. */
  private void walk(
      Scan first, Function<Response, Scan> next, UnaryOperator<Response> items, Use<Page> use)
      throws IOException {
    Scan scan = first;
    while (scan != null) {
      EntryId before = lastOf(await(scan.last()));
      Response reply = await(scan.page());
      pause(before);
      scan = next.apply(reply);
      use.use(new Page(before, items.apply(reply)));
    }
  }

  private Scan members(String group, String after, int count) {
    return new Scan(
        lastEntry(),
        send(
            Request.cmd(Command.ZRANGE)
                .arg(key("members"))
                .arg("(" + after)
                .arg("(" + group + "\1")
                .arg("BYLEX")
                .arg("LIMIT")
                .arg(0)
                .arg(count)));
  }

  private CompletableFuture<Response> lastEntry() {
    return send(
        Request.cmd(Command.XREVRANGE).arg(key(JOURNAL)).arg("+").arg("-").arg("COUNT").arg(1));
  }

  private static EntryId lastOf(Response entries) {
    return entries.size() == 0 ? EntryId.ZERO : EntryId.of(entries.get(0).get(0).toString());
  }

  /** The replies of a page: the journal's last entry, and then the fields. */
  private record Scan(CompletableFuture<Response> last, CompletableFuture<Response> page) {}

  private Scan scan(String name, String cursor, int count) {
    Command command = name.equals("ranking") ? Command.ZSCAN : Command.HSCAN;
    return new Scan(
        lastEntry(), send(Request.cmd(command).arg(key(name)).arg(cursor).arg("COUNT").arg(count)));
  }

  /**
   * What is stored of some accounts.
   *
   * @param last the journal's last entry when they were read
   * @param balances what is stored of each account in the ledger, null for the others
   * @param closed what is stored of each account that has left it, null for the others
   * @param created the record of creation of each account in the ledger, null if there is none
   * @param deleted the record of deletion of each account in the ledger, null if there is none
   */
  record Accounts(
      EntryId last, Response balances, Response closed, Response created, Response deleted) {}

  /** Reads what is stored of at most 1,000 accounts. */
  Accounts accounts(List<String> accounts) {
    Response reply = call(Script.READ_ACCOUNTS, accounts.toArray(String[]::new));
    return new Accounts(
        EntryId.of(reply.get(1).toString()),
        reply.get(2),
        reply.get(3),
        reply.get(4),
        reply.get(5));
  }

  /**
   * What is remembered of at most 1,000 operation ids.
   *
   * @param ids the ids, each with its scope as prefix
   * @return the record of each; empty if it is not remembered
   */
  List<String> remembered(List<String> ids) {
    Response reply = call(Script.READ_REMEMBERED, ids.toArray(String[]::new));
    List<String> records = new ArrayList<>();
    for (int i = 1; i < reply.size(); i++) {
      records.add(reply.get(i).toString());
    }
    return records;
  }

  /** An entry as Redis has it, or null if there is none of that id. */
  Response entry(EntryId id) {
    Request read =
        Request.cmd(Command.XRANGE).arg(key(JOURNAL)).arg(id.toString()).arg(id.toString());
    Response entries = await(send(read));
    return entries.size() == 0 ? null : entries.get(0);
  }

  /**
   * What differs between the ranking and a balance.
   *
   * @param name the account or the member
   * @param balance the balance, or null if the account is not in the ledger
   * @param score the score, or null if there is none
   */
  record Misplaced(String name, BigInteger balance, String score) {}

  /** Those of at most 1,000 accounts that are in the ledger and not at their place. */
  List<Misplaced> misplacedAccounts(List<String> accounts) {
    return misplaced("accounts", accounts);
  }

  /** Those of at most 1,000 members of the ranking that are no place of an account. */
  List<Misplaced> misplacedMembers(List<String> members) {
    return misplaced("members", members);
  }

  private List<Misplaced> misplaced(String what, List<String> names) {
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(names);
    Response reply = call(Script.COMPARE_PLACES, arguments.toArray(String[]::new));
    List<Misplaced> misplaced = new ArrayList<>();
    for (int i = 1; i < reply.size(); i += 3) {
      String balance = reply.get(i + 1).toString();
      String score = reply.get(i + 2).toString();
      misplaced.add(
          new Misplaced(
              reply.get(i).toString(),
              balance.isEmpty() ? null : new BigInteger(balance),
              score.isEmpty() ? null : score));
    }
    return misplaced;
  }

  /**
   * Reads the entries after one up to another, as Redis has them.
   *
   * @param from the entry before the first one
   * @param to the last entry
   * @param use receives the entries
   */
  void entries(EntryId from, EntryId to, Use<Response> use) throws IOException {
    CompletableFuture<Response> next = from.compareTo(to) < 0 ? range(from, to) : null;
    while (next != null) {
      Response entries = await(next);
      pause();
      int size = entries.size();
      next = size < ENTRIES ? null : range(EntryId.of(entries.get(size - 1).get(0).toString()), to);
      for (Response entry : entries) {
        use.use(entry);
      }
    }
  }

  private CompletableFuture<Response> range(EntryId from, EntryId to) {
    return send(
        Request.cmd(Command.XRANGE)
            .arg(key(JOURNAL))
            .arg("(" + from)
            .arg(to.toString())
            .arg("COUNT")
            .arg(ENTRIES));
  }

  /** The books of the ledger. */
  List<Book> books() {
    return ledger.decoder().books(call(Script.GET_BOOKS));
  }

  /** Keeps what an audit has found to agree. */
  void keepAudited(String text) {
    Response unused = call(Script.KEEP_AUDITED, text);
  }

  /**
   * Removes entries of the journal.
   *
   * @param begin the journal's first entry
   * @param last the last entry that is removed
   * @param kept the entry from which on all are kept
   * @return the number of entries that were removed
   */
  long trim(String begin, String last, String kept) {
    List<String> arguments = List.of(begin, last, kept);
    String reply =
        ReplyDecoder.lines(await(ledger.write(scripts, Script.TRIM_JOURNAL, List.of(), arguments)))[
            0];
    pause();
    return Long.parseLong(reply);
  }

  private void pause(EntryId now) {
    isWritten = !now.equals(last) && !last.equals(EntryId.ZERO);
    last = now;
    pause();
  }

  private void pause() {
    try {
      pace.pause(isWritten);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(StoreFailure.stopped());
    }
  }

  /** Runs a script that names the keys of a job. */
  String runJob(Script script, String snapshot, String... arguments) {
    String reply =
        ReplyDecoder.lines(await(ledger.runJob(scripts, script, snapshot, arguments)))[0];
    isWritten = reply.startsWith("busy ");
    pause();
    return reply;
  }

  private Response call(Script script, String... arguments) {
    return await(ledger.run(scripts, script, arguments).thenApply(ledger.decoder()::checked));
  }

  private CompletableFuture<Response> send(Request request) {
    return ledger.read(scripts, request);
  }

  /** The reply of a call, when it is there. */
  static Response await(CompletableFuture<Response> reply) {
    try {
      return reply.join();
    } catch (CompletionException e) {
      throw StoreFailure.ofRead(e);
    }
  }

  private String key(String name) {
    return Keys.key(ledger.definition().ledger(), name);
  }
}
