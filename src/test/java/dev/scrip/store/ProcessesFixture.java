package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.dev.PackagedApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Some processes of the application and a durable Redis, all of which may be killed. */
abstract class ProcessesFixture {

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<PackagedApplication> applications = new CopyOnWriteArrayList<>();
  private final int processes;
  OwnRedis redis;

  /** So many processes. */
  ProcessesFixture(int processes) {
    this.processes = processes;
  }

  /** The settings of the application, beside the address of Redis. */
  abstract Map<String, String> settings();

  @BeforeEach
  void startAll() throws IOException {
    redis = OwnRedis.startDurable();
    for (int i = 0; i < processes; i++) {
      applications.add(start());
    }
  }

  private PackagedApplication start() throws IOException {
    Map<String, String> all = new HashMap<>(settings());
    all.put("SCRIP_REDIS_URL", redis.address());
    all.put("SCRIP_SECURITY_ENABLED", "false");
    return PackagedApplication.start(all, "-Xmx128m");
  }

  @AfterEach
  void stopAll() throws IOException {
    for (PackagedApplication each : applications) {
      each.close();
    }
    redis.close();
  }

  /** Something that is done beside traffic. */
  interface Task {

    /** Does it. */
    void run() throws Exception;
  }

  /** Does something while a client sends one request after the other. */
  static void besideTraffic(Runnable request, Task task) throws Exception {
    AtomicBoolean isWanted = new AtomicBoolean(true);
    Thread thread =
        new Thread(
            () -> {
              while (isWanted.get()) {
                request.run();
              }
            });
    thread.start();
    try {
      task.run();
    } finally {
      isWanted.set(false);
      thread.join();
    }
  }

  /** Kills Redis or a process, and starts it again. */
  void killOne(Random random) throws IOException, InterruptedException {
    if (random.nextInt(3) == 0) {
      redis.kill();
    } else {
      killProcess(random);
    }
  }

  /** Kills a process, and starts another one. */
  void killProcess(Random random) throws IOException, InterruptedException {
    PackagedApplication victim = applications.remove(random.nextInt(applications.size()));
    victim.kill();
    victim.close();
    applications.add(start());
  }

  /** Sends a request to one process or another until it is done. */
  JsonNode send(String path, String request) {
    JsonNode[] done = new JsonNode[1];
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(1))
        .ignoreExceptions()
        .until(
            () -> {
              int one = Math.floorMod(System.nanoTime(), applications.size());
              HttpResponse<String> reply = applications.get(one).post(path, json(request)).join();
              assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
              done[0] = JSON.readTree(reply.body());
              return true;
            });
    return done[0];
  }

  static String json(String text) {
    return text.replace('\'', '"');
  }
}
