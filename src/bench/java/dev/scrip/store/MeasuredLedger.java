package dev.scrip.store;

import dev.scrip.domain.Amount;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A points ledger on a server, whose scripts are called and timed without the application. */
final class MeasuredLedger {

  /** How many calls are sent at once. */
  private static final int AT_ONCE = 100;

  private static final long GAP_NANOS = 200_000;

  /** The most operations of a call. */
  private static final int MAX_CALL = 500;

  private static final Duration RETENTION = Duration.ofHours(24);

  private final Resp redis;
  private final LedgerDefinition definition;
  private final boolean publish;
  private long nextId;

  /**
   * A ledger without accounts, after everything on the server was deleted.
   *
   * @param redis a connection to the server
   * @param publish whether operations are published
   * @param ranking whether accounts are kept in order
   */
  MeasuredLedger(Resp redis, boolean publish, boolean ranking) throws IOException {
    this.redis = redis;
    this.definition =
        LedgerBuilder.points().ledger("bench").max("9".repeat(40)).ranking(ranking).build();
    this.publish = publish;
    redis.call("FLUSHALL");
    for (Script script : Script.values()) {
      redis.call("SCRIPT", "LOAD", ScriptText.of(script).text());
    }
  }

  /** The name of an account. */
  static String account(int number) {
    return "account-" + number;
  }

  /** The options of an operation with an id that no other has. */
  Operation.Options newId() {
    return new Operation.Options("operation-" + nextId++, null, null, null);
  }

  /** Creates accounts, as many as asked for, with their balances. */
  void create(int accounts, IntFunction<BigInteger> balances) throws IOException {
    List<Operation> creations = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      creations.add(
          new Operation.Create(
              account(i), new Amount(balances.apply(i), 0), Operation.Options.NONE));
      if (creations.size() == MAX_CALL || i == accounts - 1) {
        redis.call(List.of(apply(creations)));
        creations.clear();
      }
    }
  }

  /** A call that applies operations. */
  byte[] apply(List<Operation> operations) {
    return call(
        Script.APPLY,
        "[" + String.join(",", operations.stream().map(ScriptArguments::operation).toList()) + "]");
  }

  /** A call of a script with one argument. */
  byte[] call(Script script, String argument) {
    List<String> keys = Keys.of(definition.ledger());
    List<String> words = new ArrayList<>();
    Collections.addAll(
        words, "EVALSHA", ScriptText.of(script).sha(), Integer.toString(keys.size()));
    words.addAll(keys);
    words.addAll(ScriptArguments.definition(definition, "none", settings(publish)));
    words.add(argument);
    return Resp.encode(words);
  }

  private static StoreSettings settings(boolean publish) {
    return new StoreSettings(
        RETENTION,
        publish,
        Duration.ofSeconds(30),
        false,
        1000,
        Duration.ofSeconds(30),
        null,
        null);
  }

  /** Sends calls of scripts, and returns the microseconds that they took inside Redis together. */
  double micros(List<byte[]> calls) throws IOException {
    return micros("evalsha", calls);
  }

  /**
   * Sends calls of a command, and returns the microseconds that they took inside Redis together.
   */
  double micros(String command, List<byte[]> calls) throws IOException {
    redis.call("CONFIG", "RESETSTAT");
    for (int first = 0; first < calls.size(); first += AT_ONCE) {
      redis.call(calls.subList(first, Math.min(first + AT_ONCE, calls.size())));
    }
    return statistics(command);
  }

  /** The same, one by one, with about as long between them as a caller over HTTP leaves. */
  double spacedMicros(List<byte[]> calls) throws IOException {
    redis.call("CONFIG", "RESETSTAT");
    for (byte[] call : calls) {
      redis.call(List.of(call));
      LockSupport.parkNanos(GAP_NANOS);
    }
    return statistics("evalsha");
  }

  private double statistics(String command) throws IOException {
    Matcher time =
        Pattern.compile("cmdstat_" + command + ":calls=[0-9]+,usec=([0-9]+)")
            .matcher(redis.call("INFO", "commandstats").toString());
    if (!time.find()) {
      throw new IllegalStateException(command + " was not called");
    }
    return Double.parseDouble(time.group(1));
  }
}
