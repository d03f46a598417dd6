package dev.scrip.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private final JsonNode stored;
  private final boolean isOfAllocations;
  private final Response allocations;
  private final String holder;
  private final List<String> differences = new ArrayList<>();

  /**
   * The differences that a reply reports.
   *
   * @param ledger the ledger as configured
   * @param names the encoding of its account names
   * @param reply {@code definition-changed} and the stored definition; of {@code initialize} also
   *     the stored allocations, if these are what has changed
   */
  DefinitionChange(LedgerDefinition ledger, AccountNames names, Response reply) {
    this.ledger = ledger;
    this.names = names;
    this.stored = definition(reply.get(1).toString());
    this.isOfAllocations = reply.size() > 2;
    this.allocations = isOfAllocations ? reply.get(2) : null;
    this.holder = "Redis";
  }

  /**
   * The differences from a definition that an archive has.
   *
   * @param ledger the ledger as configured
   * @param names the encoding of its account names
   * @param archived the definition
   */
  DefinitionChange(LedgerDefinition ledger, AccountNames names, String archived) {
    this.ledger = ledger;
    this.names = names;
    this.stored = definition(archived);
    this.isOfAllocations = false;
    this.allocations = null;
    this.holder = "the archive";
  }

  /** Whether the text in the place of a definition says that the ledger is being restored. */
  static boolean isRestoring(String stored) {
    return stored.startsWith("restoring ");
  }

  /** A stored definition; an empty one if it is damaged. */
  private static JsonNode definition(String text) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      return mapper.createObjectNode();
    }
  }

  /** The refusal {@code definition-changed}, whose detail names each difference. */
  Refusal refusal() {
    compare("kind", field("kind"), ledger.kind().word());
    compare("decimals", field("decimals"), Integer.toString(ledger.decimals()));
    if (ledger.kind() == Kind.TOKEN) {
      compare("name", field("name"), ledger.name());
      compare("symbol", field("symbol"), ledger.symbol());
      compare("total supply", totalSupply(), ledger.totalSupply().toString());
    }
    compare("ranking", stored.path("ranking").asText("true"), Boolean.toString(ledger.ranking()));
    compare("account cipher and key", field("accountCipher"), names.keyCheckValue());
    if (isOfAllocations) {
      String inRedis = allocations == null ? null : allocations.toString();
      compare("allocations", inRedis, allocations(names.encode(ledger.allocations())));
    }
    if (differences.isEmpty()) {
      differences.add("its text is damaged");
    }
    return Refusal.of(
        Code.DEFINITION_CHANGED,
        "Ledger "
            + ledger.ledger()
            + " has another definition in "
            + holder
            + ": "
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

  private String field(String name) {
    return stored.path(name).textValue();
  }

  /** The stored total supply; in smallest units if its decimals cannot be read. */
  private String totalSupply() {
    String units = field("totalSupply");
    String decimals = field("decimals");
    boolean isReadable =
        units != null
            && units.matches("[0-9]{1,78}")
            && decimals != null
            && decimals.matches("[0-9]|[12][0-9]|3[0-6]");
    return isReadable ? Amount.ofUnits(units, Integer.parseInt(decimals)).toString() : units;
  }

  private void compare(String what, String inRedis, String configured) {
    if (!configured.equals(inRedis)) {
      differences.add(
          what
              + " is "
              + (inRedis == null ? "nothing" : inRedis)
              + " in "
              + holder
              + " and "
              + configured
              + " in the configuration");
    }
  }
}
