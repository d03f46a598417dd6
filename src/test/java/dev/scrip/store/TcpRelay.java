package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy in front of a server, which can forget its connections without a word: it neither closes
 * them nor passes on what arrives. New connections are served.
 */
final class TcpRelay implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final NetServer server = vertx.createNetServer();
  private final NetClient client = vertx.createNetClient();
  private final int port;
  private final AtomicInteger generation = new AtomicInteger();

  /**
   * Starts a proxy.
   *
   * @param address host and port of the server
   */
  TcpRelay(String address) {
    this.port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    server.connectHandler(this::connect);
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  /** Forgets the connections that are open now. */
  void swallow() {
    generation.incrementAndGet();
  }

  private void connect(NetSocket caller) {
    int born = generation.get();
    caller.pause();
    client
        .connect(port, "127.0.0.1")
        .onSuccess(
            called -> {
              pass(caller, called, born);
              pass(called, caller, born);
              caller.resume();
            })
        .onFailure(failure -> caller.close());
  }

  private void pass(NetSocket from, NetSocket to, int born) {
    from.handler(
        data -> {
          if (born == generation.get()) {
            to.write(data);
          }
        });
    from.closeHandler(
        closed -> {
          if (born == generation.get()) {
            to.close();
          }
        });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
