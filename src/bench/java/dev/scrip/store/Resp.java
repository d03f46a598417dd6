package dev.scrip.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to Redis that sends commands which were encoded before, many at once, and reads
 * their replies: between two commands the server does not wait.
 */
final class Resp implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  /** A connection to a port of the loopback interface. */
  Resp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
  }

  /** The bytes of a command. */
  static byte[] encode(List<String> words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + words.size() + "\r\n"));
    for (String word : words) {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ascii("$" + text.length + "\r\n"));
      bytes.writeBytes(text);
      bytes.writeBytes(ascii("\r\n"));
    }
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends one command and returns its reply. */
  Object call(String... words) throws IOException {
    return call(List.of(encode(List.of(words)))).get(0);
  }

  /** Sends commands at once and returns their replies, of which none may be an error. */
  List<Object> call(List<byte[]> commands) throws IOException {
    for (byte[] command : commands) {
      out.write(command);
    }
    out.flush();
    List<Object> replies = new ArrayList<>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      replies.add(read());
    }
    return replies;
  }

  /** Subscribes to a channel, and reads its messages on a thread until this is closed. */
  void subscribe(String channel) throws IOException {
    call("SUBSCRIBE", channel);
    Thread reader =
        new Thread(
            () -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // It was closed.
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  private Object read() throws IOException {
    int type = in.readUnsignedByte();
    String line = line();
    return switch (type) {
      case '+', ':' -> line;
      case '$' -> text(Integer.parseInt(line));
      case '*' -> list(Integer.parseInt(line));
      default -> throw new IOException(line);
    };
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\r'; next = in.readUnsignedByte()) {
      text.append((char) next);
    }
    in.readByte();
    return text.toString();
  }

  private String text(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    in.skipNBytes(2);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private List<Object> list(int length) throws IOException {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      items.add(read());
    }
    return items;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
