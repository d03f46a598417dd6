package dev.scrip.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.embedded.RedisServer;

/** The packaged application with little memory, stalled clients and a Redis that hangs. */
@Timeout(180)
class OverloadIT {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final int STALLED = 2000;

  /** A part of a body: those of all clients together take twice the memory. */
  private static final int LARGE_PART = 256 << 10;

  private static final int CLIENTS = 500;

  /** Fewer than the stalled clients, which must not count. */
  private static final int MAX_REQUESTS = 600;

  private static final int BEYOND = 100;

  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(8);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private RedisServer redis;
  private ProcessHandle redisProcess;
  private Process application;
  private int port;

  @BeforeEach
  void start() throws IOException {
    Set<ProcessHandle> before = children();
    int redisPort = freePort();
    redis =
        RedisServer.newRedisServer()
            .port(redisPort)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .setting("maxmemory-policy noeviction")
            .build();
    redis.start();
    Set<ProcessHandle> after = children();
    after.removeAll(before);
    redisProcess = after.iterator().next();
    port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            JAR.toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "SCRIP_LIMITS_REQUESTS",
                Integer.toString(MAX_REQUESTS),
                "SCRIP_REDIS_URL",
                "redis://127.0.0.1:" + redisPort,
                "SCRIP_LEDGERS_POINTS_KIND",
                "points",
                "SCRIP_SECURITY_ENABLED",
                "false",
                "QUARKUS_REDIS_TIMEOUT",
                REDIS_TIMEOUT.toSeconds() + "S",
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port)));
    application =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> status("create", "{\"account\":\"ann\",\"amount\":0}") == 200);
  }

  @AfterEach
  void stop() throws Exception {
    application.destroy();
    if (!application.waitFor(20, TimeUnit.SECONDS)) {
      application.destroyForcibly();
    }
    signal("CONT");
    redis.stop();
  }

  private static Set<ProcessHandle> children() {
    return new HashSet<>(ProcessHandle.current().descendants().toList());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(redisProcess.pid())).start().waitFor();
  }

  private CompletableFuture<HttpResponse<String>> send(String function, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + function))
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private int status(String function, String body) {
    return send(function, body).join().statusCode();
  }

  /** What a stalled client sends before it stops. */
  enum Stalled {
    MOST_OF_A_BODY("POST /add HTTP/1.1", "content-length: 1048576", "\n", LARGE_PART),
    CHUNKS("POST /add HTTP/1.1", "transfer-encoding: chunked", "\n50000\n", LARGE_PART),
    BODY_FOR_AN_OPEN_PATH("POST /q/x HTTP/1.1", "content-length: 1048576", "\n", LARGE_PART),
    A_FEW_BYTES_OF_A_BODY("POST /add HTTP/1.1", "content-length: 100", "\n", 50),
    HALF_OF_THE_HEADERS("POST /add HTTP/1.1", "content-length: 100", "", 0),
    MANY_LINES_OF_HEADERS("POST /add HTTP/1.1", "a:b\n".repeat(3800).strip(), "", 0),
    LINES_BEHIND_A_REQUEST(
        "GET / HTTP/1.1\nhost: x\n\nPOST /add HTTP/1.1", "a:b\n".repeat(3800).strip(), "", 0),
    REQUESTS_BEHIND_A_STREAM(
        "GET /events HTTP/1.1\nhost: x\n\n" + "GET / HTTP/1.1\n\n".repeat(3000) + "GET / HTTP/1.1",
        "a: b",
        "",
        0);

    private final String head;
    private final int bytes;

    Stalled(String line, String header, String end, int bytes) {
      String text = line + "\nhost: x\ncontent-type: application/json\n" + header + "\n" + end;
      this.head = text.replace("\n", "\r\n");
      this.bytes = bytes;
    }

    void send(Socket socket) throws IOException {
      byte[] body = new byte[bytes];
      Arrays.fill(body, (byte) ' ');
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesOthersWhileThousandsStall(Stalled shape) throws Exception {
    List<Socket> stalled = new ArrayList<>();
    int added = 0;
    try {
      for (int i = 0; i < STALLED; i++) {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(100);
        stalled.add(socket);
        try {
          shape.send(socket);
        } catch (IOException e) {
          // It was refused and cut, which is the server's right.
        }
        if (i % 100 == 99) {
          assertThat(status("add", "{\"account\":\"ann\",\"amount\":1}")).isEqualTo(200);
          added++;
        }
      }
      assertThat(application.isAlive()).isTrue();
      assertThat(send("get", "{\"account\":\"ann\"}").join().body())
          .contains("\"balance\":\"" + added + "\"");
      // Those that are not in the way are cut too, in the end.
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(stalled).allMatch(OverloadIT::isCut));
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  private static boolean isOverloaded(CompletableFuture<HttpResponse<String>> call) {
    return call.isDone() && call.join().body().contains("urn:scrip:overloaded");
  }

  private static boolean isCut(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // The reply of a refusal.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void everyCallerHearsInTimeWhileRedisHangs() throws Exception {
    signal("STOP");
    long started = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      calls.add(
          i % 2 == 0
              ? send("add", "{\"account\":\"ann\",\"amount\":1,\"id\":\"add " + i + "\"}")
              : send("get", "{\"account\":\"ann\"}"));
    }
    // What needs no Redis is answered meanwhile.
    assertThat(status("nothing", "{}")).isEqualTo(404);
    assertThat(status("add", "{\"account\":5}")).isEqualTo(400);
    // Of those beyond the limit, each hears at once that it is one.
    for (int i = CLIENTS; i < MAX_REQUESTS + BEYOND; i++) {
      calls.add(send("get", "{\"account\":\"ann\"}"));
    }
    await()
        .atMost(REDIS_TIMEOUT)
        .until(() -> calls.stream().filter(OverloadIT::isOverloaded).count() == BEYOND);
    assertThat(calls.stream().filter(CompletableFuture::isDone)).hasSize(BEYOND);
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      HttpResponse<String> reply = call.join();
      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.body()).contains("\"outcome\"");
    }
    // Generous, since the machine may be busy: without a limit it was a minute.
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isLessThan(REDIS_TIMEOUT.plusSeconds(10));
    signal("CONT");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> status("add", "{\"account\":\"ann\",\"amount\":1,\"id\":\"last\"}") == 200);
    // Whatever was reported as unknown is applied once, now or when Redis woke up.
    for (int i = 0; i < CLIENTS; i += 2) {
      assertThat(status("add", "{\"account\":\"ann\",\"amount\":1,\"id\":\"add " + i + "\"}"))
          .isEqualTo(200);
    }
    assertThat(send("get", "{\"account\":\"ann\"}").join().body())
        .contains("\"balance\":\"" + (CLIENTS / 2 + 1) + "\"");
  }
}
