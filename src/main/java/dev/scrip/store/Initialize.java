package dev.scrip.store;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Terms;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The arguments of {@code initialize} and what its reply means. */
final class Initialize {

  private final LedgerDefinition ledger;

  Initialize(LedgerDefinition ledger) {
    this.ledger = ledger;
  }

  /** What the script gets beside the definition. */
  record Arguments(String request, String allocations) {}

  /** Runs the script; answers the entry of the first initialize. */
  String run(Terms terms, Function<Arguments, Response> script) {
    Response reply = script.apply(new Arguments(request(terms), allocations()));
    if ("refused".equals(reply.get(0).toString())) {
      throw new RefusedException(
          Refusal.of(
              Code.DEFINITION_CHANGED,
              "The store holds ledger "
                  + ledger.ledger()
                  + " with another definition: "
                  + differences(reply)
                  + "."));
    }
    return reply.get(3).toString();
  }

  private String request(Terms terms) {
    return OperationJson.object(
        json -> {
          OperationJson.terms(json, terms);
          json.writeArrayFieldStart("allocations");
          for (Map.Entry<String, Amount> allocation : ledger.allocations().entrySet()) {
            json.writeStartObject();
            json.writeStringField("account", allocation.getKey());
            OperationJson.amount(json, "amount", allocation.getValue());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** The allocations as settings spell them, sorted, so that their order is no difference. */
  private String allocations() {
    return String.join(
        ",",
        ledger.allocations().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .sorted()
            .toList());
  }

  private String differences(Response stored) {
    List<String> differences = new ArrayList<>();
    compare(differences, "kind", stored.get(2), ledger.kind().word());
    compare(differences, "decimals", stored.get(3), Integer.toString(ledger.decimals()));
    compare(differences, "name", stored.get(4), ledger.name());
    compare(differences, "symbol", stored.get(5), ledger.symbol());
    compare(
        differences,
        "total supply in smallest units",
        stored.get(6),
        ledger.totalSupply().units().toString());
    compare(differences, "allocations", stored.get(7), allocations());
    return String.join(", ", differences);
  }

  private static void compare(
      List<String> differences, String what, Response stored, String configured) {
    String there = stored == null ? "nothing" : stored.toString();
    if (!there.equals(configured)) {
      differences.add(what + " is " + there + " there and " + configured + " here");
    }
  }
}
