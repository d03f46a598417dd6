package dev.scrip.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.dev.PackagedApplication;
import dev.scrip.store.OwnRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged application with little memory, stalled clients and a Redis that hangs. */
@Timeout(180)
class OverloadIT {

  private static final String HEAP = "256m";
  private static final int STALLED = 2000;

  /** A heap in which only so many connections may be open. */
  private static final String SMALL_HEAP = "64m";

  private static final int MAX_CONNECTIONS = 1024;
  private static final int SILENT = 1500;

  /** A part of a body: those of all clients together take twice the memory. */
  private static final int LARGE_PART = 256 << 10;

  private static final int CLIENTS = 500;

  /** Fewer than the stalled clients, which must not count. */
  private static final int MAX_REQUESTS = 600;

  private static final int BEYOND = 100;

  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(8);

  private OwnRedis redis;
  private PackagedApplication application;

  @BeforeEach
  void startRedis() throws IOException {
    redis = OwnRedis.start();
  }

  private void start(String heap) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("SCRIP_LIMITS_REQUESTS", Integer.toString(MAX_REQUESTS));
    settings.put("SCRIP_REDIS_URL", redis.address());
    settings.put("SCRIP_LEDGERS_POINTS_KIND", "points");
    settings.put("SCRIP_SECURITY_ENABLED", "false");
    settings.put("QUARKUS_REDIS_TIMEOUT", REDIS_TIMEOUT.toSeconds() + "S");
    application = PackagedApplication.start(settings, "-Xmx" + heap);
    assertThat(status("create", "{\"account\":\"ann\",\"amount\":0}")).isEqualTo(200);
  }

  @AfterEach
  void stop() throws Exception {
    redis.resume();
    if (application != null) {
      application.close();
    }
    redis.close();
  }

  private CompletableFuture<HttpResponse<String>> send(String function, String body) {
    return application.post("/" + function, body);
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
      if (this == LINES_BEHIND_A_REQUEST) {
        enlargeReads(socket);
      }
      byte[] body = new byte[bytes];
      Arrays.fill(body, (byte) ' ');
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
    }
  }

  /** Sends large requests, after which the server reads more at once, and reads the replies. */
  private static void enlargeReads(Socket socket) throws IOException {
    String body = " ".repeat(60_000);
    String request =
        "POST /nothing HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    for (int i = 0; i < 5; i++) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      int next;
      do {
        next = socket.getInputStream().read();
      } while (next >= 0 && next != '}');
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), application.port()));
    return socket;
  }

  @ParameterizedTest
  @EnumSource
  void servesOthersWhileThousandsStall(Stalled shape) throws Exception {
    start(HEAP);
    List<Socket> stalled = new ArrayList<>();
    int added = 0;
    try {
      for (int i = 0; i < STALLED; i++) {
        Socket socket = connect();
        socket.setSoTimeout(1000);
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
      assertThat(send("get", "{\"account\":\"ann\"}").join().body())
          .contains("\"balance\":\"" + added + "\"");
      if (shape != Stalled.LINES_BEHIND_A_REQUEST) {
        // Those that are not in the way are cut too, in the end. What arrives behind a request may
        // be nothing, so its connection is one that waits: it is cut if the memory is needed.
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(stalled).allMatch(OverloadIT::isCut));
      }
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  @Test
  void theOldestSilentConnectionsMakeRoom() throws Exception {
    start(SMALL_HEAP);
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < SILENT; i++) {
        Socket socket = connect();
        socket.setSoTimeout(1);
        silent.add(socket);
      }
      assertThat(status("add", "{\"account\":\"ann\",\"amount\":1}")).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                int cut = firstOpen(silent);
                assertThat(silent.subList(cut, SILENT)).noneMatch(OverloadIT::isCut);
                // A tenth is cut at a time.
                assertThat(SILENT - cut).isBetween(MAX_CONNECTIONS * 8 / 10, MAX_CONNECTIONS);
              });
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static int firstOpen(List<Socket> sockets) {
    int first = 0;
    while (first < sockets.size() && isCut(sockets.get(first))) {
      first++;
    }
    return first;
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

  /** A sequence of which one operation waits, and the others are kept: much more than its bytes. */
  private static String largeSequence() {
    String first = "{\"function\":\"add\",\"input\":{\"account\":\"ann\",\"amount\":1}}";
    String second =
        "{\"function\":\"add\",\"input\":{\"x\":[" + "\"abcde\",".repeat(99_000) + "0]}}";
    return "{\"operations\":["
        + first.replace("}}", "},\"sequence\":\"s\"}")
        + ","
        + second.replace("]}}", "]},\"sequence\":\"s\"}")
        + "]}";
  }

  @Test
  void largeRequestsTakeLittleMemoryWhileRedisHangs() throws Exception {
    start(HEAP);
    redis.suspend();
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    String body = largeSequence();
    for (int i = 0; i < 300; i++) {
      calls.add(send("batch", body));
    }
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      assertThat(
              call.handle((reply, failure) -> failure != null || reply.statusCode() < 600).join())
          .isTrue();
    }
    redis.resume();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> status("add", "{\"account\":\"ann\",\"amount\":1}") == 200);
    assertThat(calls.stream().filter(call -> !call.isCompletedExceptionally()))
        .allMatch(call -> List.of(200, 503).contains(call.join().statusCode()));
  }

  @Test
  void everyCallerHearsInTimeWhileRedisHangs() throws Exception {
    start(HEAP);
    redis.suspend();
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
    redis.resume();
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
