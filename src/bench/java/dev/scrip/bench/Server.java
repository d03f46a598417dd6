package dev.scrip.bench;

import dev.scrip.dev.PackagedApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of a server on a port of the loopback interface. */
final class Server implements AutoCloseable {

  static final String LOOPBACK = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_REPLY = Duration.ofMinutes(10);
  private static final int POLL_MILLIS = 2;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final Path log;
  private final long startedNanos;
  private final Process process;

  /**
   * Starts a process and does not wait for it.
   *
   * @param port the port on which it is told to listen
   * @param settings the only variables of Scrip and Quarkus in its environment
   */
  Server(int port, Map<String, String> settings, List<String> command) throws IOException {
    this.port = port;
    this.log = Files.createTempFile("scrip-bench", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(SCRIP|QUARKUS)_.*"));
    builder.environment().putAll(settings);
    this.startedNanos = System.nanoTime();
    this.process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }

  int port() {
    return port;
  }

  /** Waits until the port is open. */
  void awaitPort() throws IOException, InterruptedException {
    while (!isOpen()) {
      pause();
    }
  }

  private boolean isOpen() {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Repeats a POST until its reply is 200, and returns the time since the start in ms. */
  double awaitReply(String path, String body) throws IOException, InterruptedException {
    while (true) {
      try {
        if (send(path, body).statusCode() == 200) {
          return (System.nanoTime() - startedNanos) / 1e6;
        }
      } catch (IOException e) {
        // The port is not open yet.
      }
      pause();
    }
  }

  private void pause() throws IOException, InterruptedException {
    if (!process.isAlive() || System.nanoTime() - startedNanos > PATIENCE.toNanos()) {
      throw new IllegalStateException("does not start:\n" + Files.readString(log));
    }
    Thread.sleep(POLL_MILLIS);
  }

  /** Sends a POST whose reply must be 200, and returns its body. */
  String post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> reply = send(path, body);
    // A batch is 200 even if an operation was refused.
    if (reply.statusCode() != 200 || reply.body().contains("\"problem\"")) {
      throw new IllegalStateException(path + ": " + reply.statusCode() + " " + reply.body());
    }
    return reply.body();
  }

  private HttpResponse<String> send(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + port + path))
            .header("content-type", "application/json")
            .timeout(LONGEST_REPLY)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The resident memory in MiB. */
  double residentMebibytes() throws IOException {
    Matcher resident =
        RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    if (!resident.find()) {
      throw new IllegalStateException("no VmRSS of process " + process.pid());
    }
    return Long.parseLong(resident.group(1)) / 1024.0;
  }

  @Override
  public void close() throws IOException {
    PackagedApplication.stop(process);
    Files.delete(log);
  }
}
