package dev.scrip.access;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves a JWKS on this machine, as an issuer of tokens does. */
final class KeyServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile HttpHandler handler;

  KeyServer(String jwks) {
    serve(200, jwks);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/jwks.json",
        exchange -> {
          requests.incrementAndGet();
          handler.handle(exchange);
        });
    server.start();
  }

  String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/jwks.json";
  }

  int requests() {
    return requests.get();
  }

  void serve(int status, String jwks) {
    byte[] body = jwks.getBytes(StandardCharsets.UTF_8);
    handler =
        exchange -> {
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.getResponseHeaders().add("location", "/elsewhere");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        };
  }

  /** Answers some time later than it would. */
  void delay(long millis) {
    HttpHandler late = handler;
    handler =
        exchange -> {
          await(millis);
          late.handle(exchange);
        };
  }

  /** Accepts requests and does not answer them. */
  void hang() {
    handler = exchange -> await(Long.MAX_VALUE);
  }

  /** Sends a head, and then a space from time to time, so that no single read takes long. */
  void drip() {
    handler =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (!await(100)) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
          }
        };
  }

  /** Sends spaces without end. */
  void flood() {
    handler =
        exchange -> {
          byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, 0);
          while (!await(0)) {
            exchange.getResponseBody().write(spaces);
          }
        };
  }

  private boolean await(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
