package dev.scrip.store;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * What account ciphers cost, to be run by hand against a Redis that may be written to:
 *
 * <pre>{@code
 * ./mvnw test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp target/test-classes:target/classes:$(cat target/classpath) \
 *     dev.scrip.store.CipherCost redis://localhost:6379
 * }</pre>
 *
 * The rounds of the ciphers alternate, so that other load on the machine affects all of them, and
 * the median round counts.
 */
final class CipherCost {

  private static final int ROUNDS = 21;
  private static final List<AccountCipher> CIPHERS =
      List.of(AccountCipher.NONE, Ciphers.AES_SIV, Ciphers.HMAC_SHA256);

  /** Takes what was made, so that it is made. */
  private static volatile long sink;

  private CipherCost() {}

  /** Prints microseconds and ratios; the argument is where Redis is. */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx();
    try {
      tell("a name into its encoded form", 20_000, CipherCost::names);
      LedgerStore store =
          new RedisLedgerStore(
              new RedisNodes(vertx, new RedisOptions().setConnectionString(arguments[0]), 30_000),
              new StoreSettings(
                  Duration.ofHours(24),
                  true,
                  Duration.ofSeconds(30),
                  false,
                  1000,
                  Duration.ofSeconds(30),
                  StoreFixture.CHECKPOINT,
                  StoreFixture.NO_ARCHIVE),
              StoreFixture.NO_LEDGERS);
      tell("a transfer by itself", 500, ledger -> transfers(store, ledger, 1));
      tell("a transfer, fifty in a call", 5_000, ledger -> transfers(store, ledger, 50));
      tell("an account of a page of a thousand", 5_000, ledger -> pages(store, ledger));
    } finally {
      vertx.close();
    }
  }

  /** Makes ready for a ledger what is then done so many times. */
  private interface Deed {
    LongConsumer on(LedgerDefinition ledger);
  }

  private static void tell(String what, long times, Deed deed) {
    Map<String, LongConsumer> ready = new TreeMap<>();
    Map<String, List<Double>> nanos = new TreeMap<>();
    for (AccountCipher cipher : CIPHERS) {
      String word = cipher.method().word();
      ready.put(word, deed.on(LedgerBuilder.token("1000000000").cipher(cipher).build()));
      nanos.put(word, new ArrayList<>());
      ready.get(word).accept(times * 2);
    }
    for (int round = 0; round < ROUNDS; round++) {
      ready.forEach(
          (word, run) -> {
            long start = System.nanoTime();
            run.accept(times);
            nanos.get(word).add((System.nanoTime() - start) / (double) times);
          });
    }
    double none = median(nanos.get(AccountCipher.NONE.method().word()));
    nanos.forEach(
        (word, all) ->
            System.out.printf(
                "%-36s %-12s %10.3f us  x %.2f%n",
                what, word, median(all) / 1000, median(all) / none));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static LongConsumer names(LedgerDefinition ledger) {
    AccountNames names = AccountNames.of(ledger);
    return times -> {
      long sum = 0;
      for (long i = 0; i < times; i++) {
        sum += names.encode("some.body." + i + "@example.org").length();
      }
      sink = sum;
    };
  }

  private static LongConsumer transfers(LedgerStore store, LedgerDefinition ledger, int together) {
    new BlockingLedger(store.ledger(ledger)).initialize(Operation.Options.NONE);
    Amount one = new Amount(BigInteger.ONE, 0);
    return times -> {
      for (long i = 0; i < times; i += together) {
        List<Operation> operations = new ArrayList<>();
        for (int j = 0; j < together; j++) {
          String to = "some.body." + (i + j) % 1000 + "@example.org";
          operations.add(new Operation.Transfer("treasury", to, one, Operation.Options.NONE));
        }
        sink = new BlockingLedger(store.ledger(ledger)).applyAll(operations).size();
      }
    };
  }

  private static LongConsumer pages(LedgerStore store, LedgerDefinition ledger) {
    transfers(store, ledger, 500).accept(1000);
    return times -> {
      long met = 0;
      while (met < times) {
        met +=
            new BlockingLedger(store.ledger(ledger))
                .accounts(null, null, null, 1000)
                .items()
                .size();
      }
      sink = met;
    };
  }
}
