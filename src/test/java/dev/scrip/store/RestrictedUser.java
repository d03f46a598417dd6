package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user of Redis with the rights that docs/operating.md lists. {@code -Dtest.user=restricted}
 * gives this user to the stores of the tests, while the tests themselves may do everything.
 */
final class RestrictedUser {

  private static final Pattern LINE = Pattern.compile("(?m)^ACL (SETUSER (\\S+) .*)$");
  private static final Pattern IN_CLUSTERS =
      Pattern.compile("On a cluster, create the user on each node, with `(\\S+)` in addition");
  private static final Map<String, RedisNodes> NODES = new ConcurrentHashMap<>();
  private static final Vertx VERTX = Vertx.vertx();

  private RestrictedUser() {}

  /** The words of the command in docs/operating.md that follow ACL. */
  static List<String> command() {
    return List.of(documented(LINE).split(" ", -1));
  }

  /** The name and the rights of the user on a node of a cluster. */
  static List<String> inClusters() {
    List<String> words = new ArrayList<>(command());
    words.remove(0);
    words.add(documented(IN_CLUSTERS));
    return words;
  }

  private static String documented(Pattern pattern) {
    try {
      Matcher matcher = pattern.matcher(Files.readString(Path.of("docs/operating.md")));
      if (!matcher.find()) {
        throw new IllegalStateException("docs/operating.md has no " + pattern);
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The servers that a store uses: these, or the same with the restricted user if so chosen. */
  static RedisNodes of(Redis redis, RedisNodes nodes, Duration timeout) {
    return isChosen() ? create(redis, timeout) : nodes;
  }

  /** Whether the tests are run with this user. */
  static boolean isChosen() {
    return System.getProperty("test.user", "").equals("restricted");
  }

  /** The name and the password, as an address contains them. */
  static String credentials() {
    List<String> command = command();
    String password =
        command.stream()
            .filter(word -> word.startsWith(">"))
            .findFirst()
            .orElseThrow()
            .substring(1);
    return command.get(1) + ":" + password;
  }

  /** The server of a client, which is on the loopback interface, for the restricted user. */
  static RedisNodes create(Redis redis, Duration timeout) {
    String port = StoreFixture.command(redis, Command.CONFIG, "GET", "port").get("port").toString();
    String address = createAt(redis, Integer.parseInt(port));
    return NODES.computeIfAbsent(
        port + " " + timeout,
        any ->
            new RedisNodes(
                VERTX, new RedisOptions().setConnectionString(address), timeout.toMillis()));
  }

  /** Creates the user and returns the address of the server at this port, with the user in it. */
  static String createAt(Redis redis, int port) {
    StoreFixture.command(redis, Command.ACL, command().toArray(String[]::new));
    return "redis://" + credentials() + "@127.0.0.1:" + port;
  }

  /** Gives or takes rights, as ACL SETUSER says them. */
  static void change(Redis redis, String... rules) {
    List<String> words = new ArrayList<>(List.of("SETUSER", command().get(1)));
    words.addAll(Arrays.asList(rules));
    StoreFixture.command(redis, Command.ACL, words.toArray(String[]::new));
  }
}
