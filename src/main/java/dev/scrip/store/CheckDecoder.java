package dev.scrip.store;

import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusals;
import dev.scrip.store.LedgerCheck.Finding;
import dev.scrip.store.SharedConnection.NotSentException;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Decodes the replies of {@code check.lua} for one ledger. */
final class CheckDecoder {

  private static final Logger LOG = Logger.getLogger(CheckDecoder.class);

  private static final String WRONG_TYPE = "WRONGTYPE";
  private static final String NO_EVICTION = "noeviction";

  /** The most keys that are named with a command; with more of them the command is named alone. */
  private static final int MAX_NAMED_KEYS = 3;

  private static final String WHAT_TO_GRANT =
      " Grant what docs/operating.md lists under Rights of the Redis user.";

  private final LedgerDefinition ledger;
  private final AccountNames names;
  private final boolean allowEviction;
  private volatile String logged;

  /**
   * A decoder of the replies for one ledger.
   *
   * @param ledger the ledger as configured
   * @param names the encoding of its account names
   * @param allowEviction whether the server may evict keys
   */
  CheckDecoder(LedgerDefinition ledger, AccountNames names, boolean allowEviction) {
    this.ledger = ledger;
    this.names = names;
    this.allowEviction = allowEviction;
  }

  /** The result that a reply states. */
  LedgerCheck of(Response reply) {
    List<Finding> findings = new ArrayList<>();
    addRefused(findings, reply.get(1));
    addEviction(findings, reply.get(2).toString());
    Response changed = reply.get(3);
    if (changed.size() > 0 && DefinitionChange.isRestoring(changed.get(1).toString())) {
      String detail = Refusals.restoring(ledger, "not-applied").detail();
      findings.add(new Finding(LedgerCheck.Kind.RESTORING, detail));
    } else if (changed.size() > 0) {
      String detail = new DefinitionChange(ledger, names, changed).refusal().detail();
      findings.add(new Finding(LedgerCheck.Kind.DEFINITION_CHANGED, detail));
    }
    if ("1".equals(reply.get(5).toString())) {
      String detail = Refusals.infoMissing(ledger).detail();
      findings.add(new Finding(LedgerCheck.Kind.INFO_MISSING, detail));
    } else if (reply.get(1).size() == 0
        && ledger.kind() == Kind.TOKEN
        && "0".equals(reply.get(4).toString())) {
      String detail = Refusals.notInitialized(ledger).detail();
      findings.add(new Finding(LedgerCheck.Kind.NOT_INITIALIZED, detail));
    }
    return new LedgerCheck(ledger.ledger(), findings);
  }

  /** The result if the user may not even run the script. */
  LedgerCheck ofDenied(Throwable failure) {
    String denied =
        failure instanceof NotSentException
            ? "SELECT, which the database in the address of Redis needs"
            : "EVALSHA and EVAL with the keys of ledger " + ledger.ledger();
    logOnce("Redis refuses the scripts of ledger " + ledger.ledger() + ": " + failure.getMessage());
    return new LedgerCheck(
        ledger.ledger(),
        List.of(
            new Finding(
                LedgerCheck.Kind.MISSING_RIGHT,
                "The Redis user may not call " + denied + "." + WHAT_TO_GRANT)));
  }

  private void addRefused(List<Finding> findings, Response refused) {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    TreeSet<String> mistyped = new TreeSet<>();
    for (Response each : refused) {
      String key = each.get(1).toString();
      if (each.get(2).toString().contains(WRONG_TYPE)) {
        mistyped.add(key);
      } else {
        commands.computeIfAbsent(each.get(0).toString(), command -> new ArrayList<>()).add(key);
      }
    }
    if (!commands.isEmpty()) {
      findings.add(
          new Finding(
              LedgerCheck.Kind.MISSING_RIGHT,
              "The Redis user may not call "
                  + String.join(
                      ", ",
                      commands.entrySet().stream()
                          .map(each -> named(each.getKey(), each.getValue()))
                          .toList())
                  + "."
                  + WHAT_TO_GRANT));
    }
    if (!mistyped.isEmpty()) {
      findings.add(
          new Finding(
              LedgerCheck.Kind.WRONG_TYPE,
              "Redis holds something else than ledger "
                  + ledger.ledger()
                  + " under "
                  + String.join(", ", mistyped)
                  + "."));
    }
    if (refused.size() == 0) {
      logged = null;
    } else {
      Response first = refused.get(0);
      logOnce("Redis refuses " + first.get(0) + " on " + first.get(1) + ": " + first.get(2));
    }
  }

  /** Logs a text of Redis, which is for the log alone, unless the check before had the same. */
  private void logOnce(String text) {
    if (!text.equals(logged)) {
      logged = text;
      LOG.error(text);
    }
  }

  private static String named(String command, List<String> keys) {
    return keys.size() > MAX_NAMED_KEYS || keys.get(0).isEmpty()
        ? command
        : command + " on " + String.join(" and ", keys);
  }

  private void addEviction(List<Finding> findings, String policy) {
    if (allowEviction || policy.equals(NO_EVICTION)) {
      return;
    }
    findings.add(
        policy.isEmpty()
            ? new Finding(
                LedgerCheck.Kind.EVICTION_UNKNOWN,
                "Redis does not tell its maxmemory-policy, which must be noeviction.")
            : new Finding(
                LedgerCheck.Kind.EVICTION,
                "Redis has the maxmemory-policy "
                    + policy
                    + ", which can delete balances. Set it to noeviction, or set"
                    + " scrip.allow-eviction=true to accept the loss."));
  }
}
