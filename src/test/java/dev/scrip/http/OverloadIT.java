package dev.scrip.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import redis.embedded.RedisServer;

/** The packaged application with little memory, stalled clients and a Redis that hangs. */
@Timeout(180)
class OverloadIT {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final int STALLED = 2000;
  private static final int CLIENTS = 500;
  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(3);

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
    application.waitFor(20, TimeUnit.SECONDS);
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

  @Test
  void servesOthersWhileThousandsSendMostOfABodyAndStop() throws Exception {
    byte[] head =
        """
        POST /add HTTP/1.1
        host: x
        content-type: application/json
        content-length: 1048576

        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] part = new byte[64 << 10];
    Arrays.fill(part, (byte) ' ');
    List<Socket> stalled = new ArrayList<>();
    int added = 0;
    try {
      for (int i = 0; i < STALLED; i++) {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        stalled.add(socket);
        try {
          socket.getOutputStream().write(head);
          for (int sent = 0; sent < 14 && i % 10 == 0; sent++) {
            socket.getOutputStream().write(part);
          }
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
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
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
    assertThat(calls).noneMatch(CompletableFuture::isDone);
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
