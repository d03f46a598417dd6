package dev.scrip.dev;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application as a process, on a free port of the loopback interface. */
public final class PackagedApplication implements AutoCloseable {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:([0-9]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final Path log;
  private int port;

  private PackagedApplication(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the application and waits until it listens.
   *
   * @param settings the only variables of Scrip and Quarkus in its environment
   * @param options options of Java, or of the native executable
   */
  public static PackagedApplication start(Map<String, String> settings, String... options)
      throws IOException {
    Path log = Files.createTempFile("scrip-application", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(options)).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(SCRIP|QUARKUS)_.*"));
    builder.environment().putAll(settings);
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    PackagedApplication application = new PackagedApplication(builder.start(), log);
    try {
      await()
          .atMost(PATIENCE)
          .failFast("has ended", () -> !application.process.isAlive())
          .until(application::isListening);
    } catch (RuntimeException e) {
      application.close();
      throw e;
    }
    return application;
  }

  private static List<String> command(String... options) {
    // The native profile's build leaves one executable and no jar.
    boolean isJar = Files.exists(JAR);
    List<String> command = new ArrayList<>();
    command.add(
        isJar
            ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
            : System.getProperty("native.image.path"));
    command.addAll(List.of(options));
    if (isJar) {
      command.addAll(List.of("-jar", JAR.toString()));
    }
    return command;
  }

  private boolean isListening() {
    Matcher listening = LISTENING.matcher(log());
    if (!listening.find()) {
      return false;
    }
    port = Integer.parseInt(listening.group(1));
    return true;
  }

  /** The port of the HTTP server. */
  public int port() {
    return port;
  }

  /** All that the application has printed so far. */
  public String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a GET with these headers, names and values in turn. */
  public CompletableFuture<HttpResponse<String>> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a POST with a body of JSON. */
  public CompletableFuture<HttpResponse<String>> post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("content-type", "application/json")
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Ends the process without warning. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    stop(process);
    Files.delete(log);
  }

  /** Ends a process and waits until it has ended. */
  public static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
