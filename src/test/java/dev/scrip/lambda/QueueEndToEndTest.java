package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of operations through a real queue and a function that keeps dying: each is applied
 * exactly once, and the dead letters are exactly the bad ones.
 */
@QuarkusTest
@TestProfile(HandlerProfiles.OfQueue.class)
@Tag("lambda")
class QueueEndToEndTest extends HandlerFixture {

  private static final Logger LOG = Logger.getLogger(QueueEndToEndTest.class);

  private static final int OPERATIONS = 2000;
  private static final int BAD_ONES = 60;
  private static final int ACCOUNTS = 20;
  private static final int FIRST_BALANCE = 1_000_000;
  private static final int VISIBILITY_SECONDS = 3;
  private static final int MAX_RECEIVES = 5;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** The sum of the amounts of the valid operations. */
  private final Map<String, Integer> balances = new TreeMap<>();

  private final Map<String, Integer> entries = new TreeMap<>();

  @Test
  void everyOperationIsAppliedExactlyOnceAndTheBadOnesAreDeadLetters() throws Exception {
    for (int i = 0; i < ACCOUNTS; i++) {
      open(name(i), Integer.toString(FIRST_BALANCE));
      balances.put(name(i), FIRST_BALANCE);
      entries.put(name(i), 1);
    }
    List<String> bad = new ArrayList<>();
    for (int i = 0; i < BAD_ONES; i++) {
      bad.add(bad(i));
    }
    List<String> all = new ArrayList<>(bad);
    for (int i = BAD_ONES; i < OPERATIONS; i++) {
      all.add(good(i));
    }
    Collections.shuffle(all, random);
    try (ElasticQueue queue = new ElasticQueue(VISIBILITY_SECONDS, MAX_RECEIVES)) {
      queue.send(all);
      EventSource source = new EventSource(queue, random);
      source.run();
      LOG.infof("seed %d: %d batches, of which %d died", seed, source.batches(), source.deaths());
      assertThat(queue.deadLetters()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(bad);
      assertThat(source.deaths()).isPositive();
    }
    balances.forEach(
        (name, balance) -> {
          assertThat(balance(name)).as("%s, seed %d", name, seed).isEqualTo(balance.toString());
          assertThat(entries(name)).as("%s, seed %d", name, seed).hasSize(entries.get(name));
        });
  }

  private String good(int number) {
    String from = name(random.nextInt(ACCOUNTS));
    int amount = 1 + random.nextInt(50);
    String own = random.nextBoolean() ? ",'id':'" + account + "." + number + "'" : "";
    if (random.nextBoolean()) {
      change(from, amount);
      return wrapped(number, "add", "{'account':'" + from + "','amount':" + amount + own + "}");
    }
    String to = name((Integer.parseInt(from.substring(from.indexOf('#') + 1)) + 7) % ACCOUNTS);
    change(from, -amount);
    change(to, amount);
    return wrapped(
        number,
        "transfer",
        "{'from':'" + from + "','to':'" + to + "','amount':'" + amount + "'" + own + "}");
  }

  private String bad(int number) {
    String input =
        switch (number % 6) {
          case 0 -> "{'account':'nobody','amount':1,'reason':'" + number + "'}";
          case 1 -> "{'account':'" + name(0) + "','amount':'1.5','reason':'" + number + "'}";
          case 2 -> "{'account':'" + name(0) + "','amount':1,'number':" + number + "}";
          case 3 -> "{'account':'" + name(0) + "','amount':-99999999,'reason':'" + number + "'}";
          default -> "{'account':'" + name(0) + "','amount':1,'reason':'" + number + "'}";
        };
    return switch (number % 6) {
      case 4 -> wrapped(number, "nothing", input);
      case 5 -> wrapped(number, "add", input).substring(1);
      default -> wrapped(number, "add", input);
    };
  }

  private String wrapped(int number, String function, String input) {
    String json =
        switch (random.nextInt(3)) {
          case 0 -> "{'function':'" + function + "','input':" + input + "}";
          case 1 ->
              "{'specversion':'1.0','id':'"
                  + number
                  + "','source':'/test/"
                  + account
                  + "','type':'scrip."
                  + function
                  + "','data':"
                  + input
                  + "}";
          default ->
              "{'version':'0','id':'"
                  + number
                  + "','source':'"
                  + account
                  + "','detail-type':'scrip."
                  + function
                  + "','detail':"
                  + input
                  + "}";
        };
    return quoted(json);
  }

  private void change(String name, int amount) {
    balances.merge(name, amount, Integer::sum);
    entries.merge(name, 1, Integer::sum);
  }

  private String name(int number) {
    return account + "#" + number;
  }
}
