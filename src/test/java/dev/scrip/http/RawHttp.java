package dev.scrip.http;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sends requests over a socket, for requests that no HTTP library sends as they are: malformed
 * paths, escapes, headers, lengths and bodies. Other tests use {@link
 * dev.scrip.client.LedgerClient}.
 */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /**
   * Sends a request line, header lines (a content type of JSON unless they have one) and a body;
   * returns all that comes back until the server closes.
   */
  public static String send(String requestLine, List<String> headers, byte[] body)
      throws IOException {
    StringBuilder head =
        new StringBuilder(requestLine)
            .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    if (requestLine.startsWith("POST")
        && headers.stream()
            .noneMatch(header -> header.regionMatches(true, 0, "content-type", 0, 12))) {
      head.append("Content-Type: application/json\r\n");
    }
    headers.forEach(header -> head.append(header).append("\r\n"));
    try (Socket socket = connect()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      try {
        out.write(body);
        out.flush();
      } catch (SocketException e) {
        // The server may close before the end of a body that it refuses; its reply is checked.
      }
      return readAll(socket.getInputStream());
    }
  }

  /** A connection to the server under test. */
  public static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
  }

  private static String readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        all.write(chunk, 0, n);
      }
    } catch (SocketException e) {
      // A reset after the reply, which has been read.
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
