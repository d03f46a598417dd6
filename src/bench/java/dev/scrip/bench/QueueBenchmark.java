package dev.scrip.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The messages that the handler of queues applies in a second: additions to 1,000 accounts, one
 * event after another, as one instance of the function receives them. The handler is that of the
 * package for AWS Lambda, called with the JSON text of each event as Lambda calls it; the runtime's
 * own polling is not part of it.
 *
 * <p>Arguments: the number of rounds, 5 if there is none, of which the table has the medians; and
 * the seconds of each, 3 if there are none.
 */
public final class QueueBenchmark {

  private static final Path PACKAGE = Path.of("target/lambda");
  private static final String HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler";
  private static final int[] BATCHES = {1, 10, 100, 1_000};
  private static final int ACCOUNTS = 1_000;

  /** A JVM needs as long until its compilers have done most of their work. */
  private static final int WARM_UP_SECONDS = 10;

  private static final String MESSAGE =
      ("{'messageId':'%s','receiptHandle':'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a','body':'%s',"
              + "'attributes':{'ApproximateReceiveCount':'1','SentTimestamp':'1795764256000',"
              + "'SenderId':'AIDAIENQZJOLO23YVJ4VO',"
              + "'ApproximateFirstReceiveTimestamp':'1795764256010'},'messageAttributes':{},"
              + "'md5OfBody':'ab2fa83f4c8b6a319f930b5cc6bf2152','eventSource':'aws:sqs',"
              + "'eventSourceARN':'arn:aws:sqs:eu-west-1:123456789012:scrip',"
              + "'awsRegion':'eu-west-1'}")
          .replace('\'', '"');

  private final Object handler;
  private final Method handle;
  private final SplittableRandom random = new SplittableRandom(1);
  private long nextId;

  private QueueBenchmark(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(HANDLER);
    this.handler = type.getConstructor().newInstance();
    this.handle =
        type.getMethod(
            "handleRequest",
            InputStream.class,
            OutputStream.class,
            loader.loadClass("com.amazonaws.services.lambda.runtime.Context"));
  }

  /** Runs the benchmark on a server of its own. */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    // The application stops when the JVM does, so its classes are needed until then.
    URLClassLoader loader = new URLClassLoader(libraries(), ClassLoader.getPlatformClassLoader());
    try (Redis redis = Redis.start()) {
      settings(redis.port()).forEach(System::setProperty);
      Thread.currentThread().setContextClassLoader(loader);
      // Without its own log manager the application would write the lines of its start between.
      Logger.getLogger("").setLevel(Level.SEVERE);
      new QueueBenchmark(loader).run(rounds, seconds);
    }
    // The application has threads that would keep the JVM alive.
    System.exit(0);
  }

  private static Map<String, String> settings(int port) {
    return Map.of(
        "quarkus.lambda.handler", "queue",
        "quarkus.log.level", "WARN",
        "quarkus.redis.hosts", "redis://" + Server.LOOPBACK + ":" + port,
        "scrip.security.enabled", "false",
        "scrip.ledgers.points.kind", "points");
  }

  private static URL[] libraries() throws IOException {
    try (Stream<Path> files = Files.walk(PACKAGE, 2)) {
      return files
          .filter(file -> file.toString().matches(".*(/lib/[^/]*|-runner)\\.jar"))
          .map(QueueBenchmark::url)
          .toArray(URL[]::new);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void run(int rounds, int seconds) throws IOException, ReflectiveOperationException {
    for (int first = 0; first < ACCOUNTS; first += 100) {
      List<String> bodies = new ArrayList<>();
      for (int i = first; i < first + 100; i++) {
        bodies.add(body("create", i, 1_000_000));
      }
      deliver(event(bodies));
    }
    System.out.printf("%-24s %12s %14s%n", "messages in an event", "messages/s", "ms an event");
    for (int batch : BATCHES) {
      messagesPerSecond(batch, WARM_UP_SECONDS);
      List<Double> measured = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        measured.add(messagesPerSecond(batch, seconds));
      }
      double median = Medians.of(measured, Double::doubleValue);
      System.out.printf("%-24d %12.0f %14.2f%n", batch, median, batch / median * 1000);
    }
  }

  private double messagesPerSecond(int batch, int seconds)
      throws IOException, ReflectiveOperationException {
    long busyNanos = 0;
    long messages = 0;
    while (busyNanos < seconds * 1_000_000_000L) {
      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        bodies.add(body("add", random.nextInt(ACCOUNTS), 1));
      }
      String event = event(bodies);
      long start = System.nanoTime();
      deliver(event);
      busyNanos += System.nanoTime() - start;
      messages += batch;
    }
    return messages / (busyNanos / 1e9);
  }

  private static String body(String function, int account, int amount) {
    return "{\\\"function\\\":\\\"%s\\\",\\\"input\\\":{\\\"account\\\":\\\"account-%d\\\",\\\"amount\\\":%d}}"
        .formatted(function, account, amount);
  }

  private String event(List<String> bodies) {
    List<String> messages = new ArrayList<>();
    for (String body : bodies) {
      messages.add(MESSAGE.formatted("message-" + nextId++, body));
    }
    return "{\"Records\":[" + String.join(",", messages) + "]}";
  }

  private void deliver(String event) throws IOException, ReflectiveOperationException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    handle.invoke(
        handler, new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), reply, null);
    String text = reply.toString(StandardCharsets.UTF_8);
    if (!text.equals("{\"batchItemFailures\":[]}")) {
      throw new IllegalStateException("messages failed: " + text);
    }
  }
}
