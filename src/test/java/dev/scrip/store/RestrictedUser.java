package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final Map<String, Redis> CLIENTS = new ConcurrentHashMap<>();
  private static final Vertx VERTX = Vertx.vertx();

  private RestrictedUser() {}

  /** The words of the command in docs/operating.md that follow ACL. */
  static List<String> command() {
    try {
      Matcher line = LINE.matcher(Files.readString(Path.of("docs/operating.md")));
      if (!line.find()) {
        throw new IllegalStateException("docs/operating.md has no ACL SETUSER");
      }
      return List.of(line.group(1).split(" ", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The client that a store uses: this one, or one with the restricted user if so chosen. A test
   * that has made a user of its own keeps it.
   */
  static Redis of(Redis redis) {
    return System.getProperty("test.user", "").equals("restricted") && isDefault(redis)
        ? create(redis)
        : redis;
  }

  private static boolean isDefault(Redis redis) {
    try {
      return StoreFixture.command(redis, Command.ACL, "WHOAMI").toString().equals("default");
    } catch (IllegalStateException e) {
      // Nobody is there, or a user who may not ask.
      return false;
    }
  }

  /** A client with the restricted user on the same server, which is on the loopback interface. */
  static Redis create(Redis redis) {
    List<String> command = command();
    StoreFixture.command(redis, Command.ACL, command.toArray(String[]::new));
    String password =
        command.stream()
            .filter(word -> word.startsWith(">"))
            .findFirst()
            .orElseThrow()
            .substring(1);
    String port = StoreFixture.command(redis, Command.CONFIG, "GET", "port").get("port").toString();
    return client(port, command.get(1), password);
  }

  /** Gives or takes rights, as ACL SETUSER says them. */
  static void change(Redis redis, String... rules) {
    List<String> words = new ArrayList<>(List.of("SETUSER", command().get(1)));
    words.addAll(Arrays.asList(rules));
    StoreFixture.command(redis, Command.ACL, words.toArray(String[]::new));
  }

  private static Redis client(String port, String user, String password) {
    return CLIENTS.computeIfAbsent(
        port,
        any ->
            Redis.createClient(
                VERTX,
                new RedisOptions()
                    .setConnectionString("redis://" + user + ":" + password + "@127.0.0.1:" + port)
                    .setMaxPoolSize(32)
                    .setMaxPoolWaiting(1000)));
  }
}
