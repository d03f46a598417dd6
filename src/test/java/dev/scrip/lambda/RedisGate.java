package dev.scrip.lambda;

import dev.scrip.dev.RedisForPackagedApp;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy between the application and Redis that closes every connection when a test orders it:
 * just before a script call reaches Redis, or just after, so that the call is applied and its reply
 * is lost. It accepts no connection until it is opened again.
 */
public class RedisGate implements QuarkusTestResourceLifecycleManager {

  private static final String SCRIPT_CALL = "evalsha";
  private static final int OPEN = Integer.MAX_VALUE;

  /**
   * How many more script calls come through. The tests are loaded by another class loader than this
   * resource, so they meet in a property of the process.
   */
  private static final String CALLS_LEFT = RedisGate.class.getName() + ".calls";

  private static final String REPLY_LOST = RedisGate.class.getName() + ".lost";

  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket server;
  private URI redis;

  /** Lets so many script calls through and then cuts, before the next one or after it. */
  static void cutAfter(int calls, boolean replyLost) {
    System.getProperties().put(REPLY_LOST, replyLost);
    callsLeft().set(calls);
  }

  static void open() {
    callsLeft().set(OPEN);
  }

  @Override
  public Map<String, String> start() {
    redis = URI.create(new RedisForPackagedApp().start().get("quarkus.redis.hosts"));
    open();
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
    return Map.of("%test.quarkus.redis.hosts", "redis://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (callsLeft().get() < 0) {
          client.close();
          continue;
        }
        Socket upstream = new Socket(redis.getHost(), redis.getPort());
        sockets.add(client);
        sockets.add(upstream);
        thread(() -> pump(client, upstream, true));
        thread(() -> pump(upstream, client, false));
      } catch (IOException e) {
        // Closed, or a client that has gone: the next one may come.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean requests) {
    byte[] chunk = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        boolean call =
            requests
                && new String(chunk, 0, n, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains(SCRIPT_CALL);
        boolean last = call && callsLeft().get() != OPEN && callsLeft().decrementAndGet() < 0;
        if (last && !Boolean.TRUE.equals(System.getProperties().get(REPLY_LOST))) {
          cut();
          return;
        }
        if (!requests && callsLeft().get() < 0) {
          // The reply to the last call: Redis has applied it, and it is not delivered.
          cut();
          return;
        }
        out.write(chunk, 0, n);
      }
    } catch (IOException e) {
      // Cut, or closed by one of the two.
    }
  }

  private void cut() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone all the same.
      }
    }
    sockets.removeIf(Socket::isClosed);
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "redis-gate");
    thread.setDaemon(true);
    thread.start();
  }

  private static AtomicInteger callsLeft() {
    return (AtomicInteger)
        System.getProperties().computeIfAbsent(CALLS_LEFT, key -> new AtomicInteger(OPEN));
  }
}
