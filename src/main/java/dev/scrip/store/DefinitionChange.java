package dev.scrip.store;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Says in which way the store holds a ledger otherwise than it is configured. */
final class DefinitionChange {

  private final LedgerDefinition ledger;
  private final Response reply;
  private final List<String> differences = new ArrayList<>();

  /**
   * @param reply {@code definition-changed}, kind, decimals, name, symbol and total supply; the
   *     allocations where they were compared too
   */
  DefinitionChange(LedgerDefinition ledger, Response reply) {
    this.ledger = ledger;
    this.reply = reply;
  }

  /** The refusal, naming each difference. */
  Refusal refusal() {
    compare("kind", 1, ledger.kind().word());
    compare("decimals", 2, Integer.toString(ledger.decimals()));
    if (ledger.kind() == Kind.TOKEN) {
      compare("name", 3, ledger.name());
      compare("symbol", 4, ledger.symbol());
      compareSupply();
    }
    if (reply.size() > 6) {
      compare("allocations", 6, allocations(ledger));
    }
    return Refusal.of(
        Code.DEFINITION_CHANGED,
        "Ledger "
            + ledger.ledger()
            + " is defined otherwise in the store: "
            + String.join(", ", differences)
            + ".");
  }

  /** The allocations as settings spell them, sorted, so that their order is no difference. */
  static String allocations(LedgerDefinition ledger) {
    return String.join(
        ",",
        ledger.allocations().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .sorted()
            .toList());
  }

  private void compareSupply() {
    String units = reply.get(5).toString();
    if (!units.equals(ledger.totalSupply().units().toString())) {
      int decimals = Integer.parseInt(reply.get(2).toString());
      differ(
          "total supply",
          Amount.ofUnits(units, decimals).toString(),
          ledger.totalSupply().toString());
    }
  }

  private void compare(String what, int index, String configured) {
    String stored = reply.get(index) == null ? "nothing" : reply.get(index).toString();
    if (!stored.equals(configured)) {
      differ(what, stored, configured);
    }
  }

  private void differ(String what, String stored, String configured) {
    differences.add(what + " is " + stored + " there and " + configured + " in the configuration");
  }
}
