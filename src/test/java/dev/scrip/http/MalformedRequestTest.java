package dev.scrip.http;

import static dev.scrip.client.Problems.stillWorks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP library sends: each is a problem, and nothing is logged as an error. */
@QuarkusTest
@Timeout(60)
class MalformedRequestTest {

  private static final Logger ROOT = Logger.getLogger("");

  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            errors.add(entry.getLevel() + " " + entry.getMessage() + " " + entry.getThrown());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    ROOT.addHandler(recorder);
  }

  @AfterEach
  void nothingWasLoggedAndTheNextRequestWorks() {
    stillWorks();
    ROOT.removeHandler(recorder);
    assertThat(errors).isEmpty();
  }

  private static void checkProblem(String reply, int status, String code) {
    assertThat(reply)
        .startsWith("HTTP/1.")
        .contains(" " + status + " ")
        .contains("content-type: application/problem+json", "cache-control: no-store")
        .contains("\"status\":" + status, "\"code\":\"" + code + "\"");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n{}\r\n",
        "3\r\nabcXX4\r\n",
        "-1\r\n{}\r\n",
        "fffffffffffff\r\n{}\r\n",
        "2;a=\"\r\n{}\r\n0\r\n\r\n\"\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\r\n: x\r\n\r\n",
      })
  void chunksThatCannotBeReadAreAProblem(String chunks) throws IOException {
    String reply = RawHttp.send("POST /get", List.of("Transfer-Encoding: chunked"), bytes(chunks));
    checkProblem(reply, 400, "invalid-request");
    assertThat(reply).contains("request cannot be read");
  }

  @Test
  void trailersThatAreTooLongAreAProblem() throws IOException {
    String chunks = "2\r\n{}\r\n0\r\nx: " + "y".repeat(30_000) + "\r\n\r\n";
    checkProblem(
        RawHttp.send("POST /get", List.of("Transfer-Encoding: chunked"), bytes(chunks)),
        400,
        "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 99\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n9\r\n{"})
  void aBodyThatEndsEarlyIsAProblem(String rest) throws IOException {
    try (Socket socket = RawHttp.connect()) {
      String head = "POST /get HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
      socket.getOutputStream().write(bytes(head + rest));
      socket.shutdownOutput();
      checkProblem(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1),
          400,
          "invalid-request");
    }
  }

  @Test
  void aClientThatLeavesWithinABodyIsNotLogged() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = RawHttp.connect()) {
        socket.setSoLinger(i % 2 == 0, 0);
        socket
            .getOutputStream()
            .write(
                bytes(
                    "POST /get HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 99\r\n\r\n{"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "", "100-continue, foo", "200-ok"})
  void anUnknownExpectationIsAProblem(String expectation) throws IOException {
    String reply =
        RawHttp.send(
            "POST /get", List.of("Expect: " + expectation, "Content-Length: 2"), bytes("{}"));
    checkProblem(reply, 400, "invalid-request");
    assertThat(reply).contains("expect must be 100-continue");
  }

  @Test
  void theExpectationToContinueIsMet() throws IOException {
    String reply =
        RawHttp.send(
            "POST /getInfo", List.of("Expect: 100-Continue", "Content-Length: 2"), bytes("{}"));
    assertThat(reply).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 200 OK");
    checkProblem(
        RawHttp.send(
            "POST /getInfo", List.of("Expect: 100-continue", "Content-Length: 1048577"), bytes("")),
        413,
        "request-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x",
        "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded; charset=nope",
      })
  void aFormIsAProblemWhateverItHolds(String type) throws IOException {
    for (String body :
        List.of(
            "",
            "a=%zz&&=&b",
            "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nfoo")) {
      String reply =
          RawHttp.send(
              "POST /get",
              List.of("Content-Type: " + type, "Content-Length: " + body.length()),
              bytes(body));
      checkProblem(reply, 400, "invalid-request");
      assertThat(reply).contains("content-type must be JSON");
    }
  }

  @ParameterizedTest
  @CsvSource({"GET /get?account=, 4097", "GET /, 4097", "POST /, 100000"})
  void aLineThatIsTooLongIsAProblem(String begin, int length) throws IOException {
    String reply = RawHttp.send(begin + "a".repeat(length), List.of(), bytes(""));
    checkProblem(reply, 414, "request-too-large");
  }

  @Test
  void headersThatAreTooLongAreAProblem() throws IOException {
    checkProblem(
        RawHttp.send("GET /get", List.of("X: " + "a".repeat(30_000)), bytes("")),
        431,
        "request-too-large");
    checkProblem(
        RawHttp.send("GET /get", List.of("a:b\r\n".repeat(8000) + "X: y"), bytes("")),
        431,
        "request-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon",
        "Host: other",
        "X : y",
        "X: a\u0000b",
        "Content-Length: abc",
        "Content-Length: -5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: identity",
      })
  void malformedHeadersAreAProblem(String header) throws IOException {
    checkProblem(
        RawHttp.send("POST /get", List.of(header), bytes("12345")), 400, "invalid-request");
  }

  /** Vert.x fails if a connection ends within a request that waits for the reply to another. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "Content-Length: 5\r\n\r\n123", "Content-Length: 5\r\n\r\n12345GET"})
  void aClientThatLeavesWithinARequestBehindAStreamIsNotLogged(String rest) throws IOException {
    String behind = "POST /get HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + rest;
    for (int i = 0; i < 20; i++) {
      try (Socket socket = RawHttp.connect()) {
        socket.setSoLinger(i % 2 == 0, 0);
        socket.getOutputStream().write(bytes("GET /events HTTP/1.1\r\nHost: x\r\n\r\n" + behind));
        assertThat(socket.getInputStream().readNBytes(15)).hasSize(15);
      }
    }
  }

  @Test
  void requestsBehindAnotherAreAnsweredInTheirOrder() throws IOException {
    List<String> accounts = IntStream.range(0, 100).mapToObj(i -> "pipelined-" + i + "!").toList();
    StringBuilder requests = new StringBuilder();
    for (String account : accounts) {
      String body = "{\"account\":\"" + account + "\"}";
      requests
          .append(
              "POST /get HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ")
          .append(body.length())
          .append(account.endsWith("99!") ? "\r\nConnection: close" : "")
          .append("\r\n\r\n")
          .append(body);
    }
    try (Socket socket = RawHttp.connect()) {
      socket.getOutputStream().write(bytes(requests.toString()));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .containsSubsequence(accounts);
    }
  }

  /** Requests behind a stream would wait for ever, so they end the connection. */
  @Test
  void whatIsSentBehindAStreamIsNotKept() throws IOException {
    try (Socket socket = RawHttp.connect()) {
      socket.getOutputStream().write(bytes("GET /events HTTP/1.1\r\nHost: x\r\n\r\n"));
      assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
      byte[] more = bytes("GET /getInfo HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
      assertThatIOException()
          .isThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  socket.getOutputStream().write(more);
                }
              });
    }
  }
}
