package dev.scrip.store;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The differences between the definition of a ledger in Redis and the configured one. */
final class DefinitionChange {

  private final LedgerDefinition ledger;
  private final AccountNames names;
  private final Response reply;
  private final List<String> differences = new ArrayList<>();

  /**
   * The differences that a reply reports.
   *
   * @param ledger the ledger as configured
   * @param names the encoding of its account names
   * @param reply {@code definition-changed} and the stored fields in the order of
   *     include/ledger.lua; of {@code initialize} also the stored allocations
   */
  DefinitionChange(LedgerDefinition ledger, AccountNames names, Response reply) {
    this.ledger = ledger;
    this.names = names;
    this.reply = reply;
  }

  /** The refusal {@code definition-changed}, whose detail names each difference. */
  Refusal refusal() {
    compare("kind", 1, ledger.kind().word());
    compare("decimals", 2, Integer.toString(ledger.decimals()));
    if (ledger.kind() == Kind.TOKEN) {
      compare("name", 3, ledger.name());
      compare("symbol", 4, ledger.symbol());
      compareSupply();
    }
    compare("account cipher and key", 6, names.keyCheckValue());
    if (reply.size() > 7) {
      compare("allocations", 7, allocations(names.encode(ledger.allocations())));
    }
    return Refusal.of(
        Code.DEFINITION_CHANGED,
        "Ledger "
            + ledger.ledger()
            + " has another definition in Redis: "
            + String.join(", ", differences)
            + ".");
  }

  /** The allocations as text, {@code account=amount} joined by commas, in sorted order. */
  static String allocations(Map<String, Amount> allocations) {
    return String.join(
        ",",
        allocations.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .sorted()
            .toList());
  }

  private void compareSupply() {
    if (!isDecimals(reply.get(2)) || !isAmount(reply.get(5))) {
      // Only a part of the definition is there, and nothing that an amount can be made of.
      compare("total supply", 5, ledger.totalSupply().units().toString());
      return;
    }
    String units = reply.get(5).toString();
    if (!units.equals(ledger.totalSupply().units().toString())) {
      int decimals = Integer.parseInt(reply.get(2).toString());
      differ(
          "total supply",
          Amount.ofUnits(units, decimals).toString(),
          ledger.totalSupply().toString());
    }
  }

  private static boolean isDecimals(Response stored) {
    return stored != null && stored.toString().matches("[0-9]|[12][0-9]|3[0-6]");
  }

  private static boolean isAmount(Response stored) {
    return stored != null && stored.toString().matches("[0-9]{1,78}");
  }

  private void compare(String what, int index, String configured) {
    String stored = reply.get(index) == null ? "nothing" : reply.get(index).toString();
    if (!stored.equals(configured)) {
      differ(what, stored, configured);
    }
  }

  private void differ(String what, String stored, String configured) {
    differences.add(
        what + " is " + stored + " in Redis and " + configured + " in the configuration");
  }
}
