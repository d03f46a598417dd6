package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server that speaks the protocol of Redis and answers what the test says: errors of a cluster,
 * or nothing at all. What a ledger does is tested on real servers.
 */
final class FakeRedis implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final NetServer server = vertx.createNetServer();
  private final List<List<String>> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<List<String>, String> answer;
  private volatile boolean isMute;

  /**
   * Starts a server.
   *
   * @param answer the reply to a command in the protocol of Redis, such as {@code +OK}; null for
   *     none
   */
  FakeRedis(Function<List<String>, String> answer) {
    this.answer = answer;
    server.connectHandler(this::connect);
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  void answer(Function<List<String>, String> other) {
    answer = other;
  }

  /** Whether not even the greeting of a new connection is answered. */
  void mute(boolean mute) {
    isMute = mute;
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  /** The commands that have arrived, without those with which a connection begins. */
  List<List<String>> received() {
    return received;
  }

  /** The names of the commands that have arrived. */
  List<String> commands() {
    return received.stream().map(each -> each.get(0)).toList();
  }

  /** How many connections were opened so far. */
  int connections() {
    return connections.get();
  }

  RedisNodes nodes(Duration timeout) {
    return new RedisNodes(
        vertx, new RedisOptions().setConnectionString("redis://" + address()), timeout.toMillis());
  }

  Vertx vertx() {
    return vertx;
  }

  private void connect(NetSocket socket) {
    connections.incrementAndGet();
    socket.handler(new Commands(socket));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Reads commands: {@code *2}, {@code $3}, {@code GET}, {@code $1}, {@code a}. */
  private final class Commands implements io.vertx.core.Handler<Buffer> {

    private final NetSocket socket;
    private final RecordParser lines = RecordParser.newDelimited("\r\n");
    private final List<String> command = new ArrayList<>();
    private int missing;
    private boolean isText;

    Commands(NetSocket socket) {
      this.socket = socket;
      lines.handler(this::line);
    }

    @Override
    public void handle(Buffer buffer) {
      lines.handle(buffer);
    }

    private void line(Buffer record) {
      String text = record.toString();
      if (isText) {
        isText = false;
        lines.delimitedMode("\r\n");
        command.add(text.substring(0, text.length() - 2));
        if (--missing == 0) {
          execute(List.copyOf(command));
          command.clear();
        }
      } else if (text.startsWith("*")) {
        missing = Integer.parseInt(text.substring(1));
      } else if (text.startsWith("$")) {
        isText = true;
        lines.fixedSizeMode(Integer.parseInt(text.substring(1)) + 2);
      }
    }

    private void execute(List<String> all) {
      String name = all.get(0).toLowerCase(java.util.Locale.ROOT);
      if (isMute) {
        return;
      }
      if (name.equals("hello")) {
        socket.write("-ERR unknown command\r\n");
      } else if (name.equals("ping")) {
        socket.write("+PONG\r\n");
      } else {
        received.add(all);
        String reply = answer.apply(all);
        if (reply != null) {
          socket.write(reply + "\r\n");
        }
      }
    }
  }
}
