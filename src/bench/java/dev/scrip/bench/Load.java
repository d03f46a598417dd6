package dev.scrip.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests of one kind to a program. The words in braces are those of {@code
 * src/bench/wrk/requests.lua}.
 *
 * @param title the name in the table
 * @param path the path and the query
 * @param body the body of a write, which is a POST; empty for a read, which is a GET
 */
record Load(Program program, String title, String path, String body) {

  static final Load NOOP =
      write(Program.NOOP, "no-op", "/noop", "{'account':'{account}','amount':1}");
  static final Load PEER_ADD =
      write(Program.PEER, "peer, add", "/add", "{'key':'{account}','amount':1}");
  static final Load PEER_GET = read(Program.PEER, "peer, get", "/get?key={account}");
  static final Load PIPELINING_PEER_ADD =
      write(
          Program.PIPELINING_PEER,
          "pipelining peer, add",
          "/add",
          "{'key':'{account}','amount':1}");
  static final Load PIPELINING_PEER_GET =
      read(Program.PIPELINING_PEER, "pipelining peer, get", "/get?key={account}");
  static final Load ADD = add(Program.SCRIP);

  /** Transfers in the points ledger. */
  static final Load TRANSFER =
      write("transfer", "/transfer", "'from':'{account}','to':'{other}','amount':1");

  private static final Pattern RESULT = Pattern.compile("([a-z0-9]+)=([0-9]+)");

  /** Requests are still processed after wrk has closed their connections. */
  private static final int SETTLE_MILLIS = 200;

  /** Every run has a number of its own, so that no operation id is used twice. */
  private static int runs;

  /**
   * The result of a run.
   *
   * @param perSecond requests that were answered in a second
   * @param errors replies with a status from 400, errors of connections, and replies that took more
   *     than two seconds; no program here replies with a redirection
   * @param p50 a latency in ms, as p99 and p999
   */
  record Result(double perSecond, long errors, double p50, double p99, double p999) {}

  private static Load write(Program program, String title, String path, String body) {
    return new Load(program, title, path, body.replace('\'', '"'));
  }

  private static Load read(Program program, String title, String path) {
    return new Load(program, title, path, "");
  }

  /** Additions to the points ledger of either build. */
  static Load add(Program scrip) {
    return write(scrip, "add", "/add", "{'account':'{account}','amount':1}");
  }

  /** What is measured beside the no-op and the peer. */
  static List<Load> ofScrip() {
    String transfer = "'ledger':'token','from':'{account}','to':'{other}','amount':1";
    String operation = "{'function':'transfer','input':{" + transfer + "}}";
    return List.of(
        write("create", "/create", "'account':'{new}','amount':1000"),
        ADD,
        write("delete, no such account", "/delete", "'account':'{new}'"),
        write("transfer", "/transfer", transfer),
        write("burn", "/burn", "'ledger':'token','account':'{account}','amount':1"),
        write(
            "batch of 10 transfers",
            "/batch",
            "'operations':[" + (operation + ",").repeat(9) + operation + "]"),
        read("get", "/get?account={account}"),
        read("getBalance", "/getBalance?ledger=token&account={account}"),
        read("getAll, limit 10", "/getAll?limit=10"),
        read("getAll, limit 100", "/getAll?limit=100"),
        read("getTopHolders, limit 10", "/getTopHolders?ledger=token&limit=10"),
        read("getCreateReason", "/getCreateReason?account={account}"),
        read("getInfo", "/getInfo"),
        read("getTotalSupply", "/getTotalSupply?ledger=token"),
        read("getHistory, limit 10", "/getHistory?account=account-0&limit=10"),
        read("getDeleteReason", "/getDeleteReason?account={account}"),
        read("getCirculatingSupply", "/getCirculatingSupply?ledger=token"),
        read("getRank, around 5", "/getRank?ledger=token&account={account}&around=5"),
        write("reap, nothing below", "/reap", ""),
        write("initialize, again", "/initialize", "'ledger':'token'"));
  }

  private static Load write(String title, String path, String fields) {
    return write(Program.SCRIP, title, path, "{" + fields + "}");
  }

  private static Load read(String title, String path) {
    return read(Program.SCRIP, title, path);
  }

  boolean isWrite() {
    return !body.isEmpty();
  }

  /** Sends requests with wrk for some seconds, each connection one after the other. */
  Result run(Server server, int connections, int seconds) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "wrk",
                "--threads",
                connections == 1 ? "1" : "2",
                "--connections",
                Integer.toString(connections),
                "--duration",
                seconds + "s",
                "--script",
                "src/bench/wrk/requests.lua",
                "http://" + Server.LOOPBACK + ":" + server.port(),
                "--",
                Integer.toString(++runs),
                path));
    if (isWrite()) {
      command.add(body);
    }
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (wrk.waitFor() != 0) {
      throw new IllegalStateException("wrk:\n" + output);
    }
    Thread.sleep(SETTLE_MILLIS);
    return result(output);
  }

  private static Result result(String output) {
    Map<String, Long> values = new HashMap<>();
    Matcher value = RESULT.matcher(output);
    while (value.find()) {
      values.put(value.group(1), Long.valueOf(value.group(2)));
    }
    return new Result(
        values.get("requests") * 1e6 / values.get("duration"),
        values.get("status") + values.get("socket") + values.get("timeout"),
        values.get("p50") / 1e3,
        values.get("p99") / 1e3,
        values.get("p999") / 1e3);
  }
}
