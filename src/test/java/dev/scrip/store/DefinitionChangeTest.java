package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The refusal of a ledger whose definition in Redis is another. */
@QuarkusTest
class DefinitionChangeTest extends StoreFixture {

  @Test
  void refusesALedgerThatIsDefinedOtherwise() {
    LedgerDefinition points = LedgerBuilder.points().build();
    TestLedger ledger = open(points);
    ledger.applied(ledger.create("ann", "1"));
    LedgerDump before = dump(ledger);
    LedgerBuilder decimals = LedgerBuilder.points().ledger(points.ledger()).decimals(2);
    LedgerBuilder token = LedgerBuilder.token("100").ledger(points.ledger());
    for (TestLedger other : List.of(open(decimals), open(token))) {
      assertChanged(() -> other.apply(other.create("bob", "1")));
      assertChanged(() -> other.atomic("1", other.add("ann", "1")));
      assertChanged(() -> other.balance("ann"));
      assertChanged(other::all);
      assertChanged(() -> other.top(1));
      assertChanged(() -> other.history(null));
      assertChanged(other::supply);
      assertChanged(() -> other.ledger().reap(Operation.Options.NONE));
      assertChanged(() -> other.ledger().created("ann"));
      assertChanged(() -> other.ledger().deleted("ann"));
      assertChanged(() -> other.ledger().audit(true));
    }
    assertThat(dump(ledger)).isEqualTo(before);
    TestLedger renamed =
        open(LedgerBuilder.points().ledger(points.ledger()).name("Other").max("5").log(false));
    assertThat(renamed.applied(renamed.add("ann", "1"))).containsExactly("2");
  }

  /** Whatever was lost of a definition, or was put in its place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"decimals\":\"0\",'|''",
        "'\"name\":\"Test\",'|''",
        "'\"symbol\":\"TST\",'|''",
        "',\"totalSupply\":\"100\"'|''",
        "'\"accountCipher\":\"none\",'|''",
        "'\"0\"'|'\"x\"'",
        "'\"0\"'|'0'",
        "'\"0\"'|'\"99999999999\"'",
        "'\"100\"'|'\"x\"'",
        "'\"100\"'|'\"1e3\"'",
        "'\"token\"'|'\"x\"'",
        "'\"token\"'|'[]'",
        "'}'|''",
        "'{'|'['",
        "'}'|'} '",
        "'\"kind\":\"token\",'|'\"kind\":\"token\",\"x\":1,'"
      })
  void aDamagedDefinitionIsAnother(String part, String instead) {
    TestLedger ledger = openToken(LedgerBuilder.token("100").plain());
    String info = "{" + ledger.definition().ledger() + "}:info";
    String definition = command(Command.HGET, info, "definition").toString();
    assertThat(definition).contains(part);
    command(Command.HSET, info, "definition", definition.replace(part, instead));
    assertChanged(() -> ledger.balance("treasury"));
    assertChanged(() -> ledger.apply(ledger.transfer("treasury", "ann", "1")));
    LedgerCheck check =
        new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS)
            .ledger(ledger.definition())
            .check()
            .join();
    assertThat(check.has(LedgerCheck.Kind.DEFINITION_CHANGED)).isTrue();
  }

  private static void assertChanged(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.DEFINITION_CHANGED);
              assertThat(refused.refusal().detail()).contains("another definition in Redis");
            });
  }

  @Test
  void refusesAnotherDefinitionAndNamesTheDifference() {
    String name = LedgerBuilder.randomName();
    TestLedger ledger = openToken(LedgerBuilder.token("100").ledger(name));
    LedgerDump before = dump(ledger);
    assertDifference(LedgerBuilder.token("100").decimals(6).ledger(name), "decimals");
    assertDifference(
        LedgerBuilder.token("101").ledger(name), "total supply is 100 in Redis and 101");
    assertDifference(
        LedgerBuilder.token("100").name("Other").ledger(name), "name is Test in Redis");
    assertDifference(LedgerBuilder.token("100").symbol("OTH").ledger(name), "symbol");
    assertDifference(
        LedgerBuilder.token("100").allocation("ann", "100").ledger(name), "allocations");
    assertThat(dump(ledger)).isEqualTo(before);
    TestLedger points = open(LedgerBuilder.points());
    points.applied(points.create("ann", "1"));
    assertDifference(
        LedgerBuilder.token("100").ledger(points.definition().ledger()), "kind is points in Redis");
  }

  private void assertDifference(LedgerBuilder definition, String difference) {
    TestLedger ledger = open(definition);
    assertThatThrownBy(() -> ledger.ledger().initialize(Operation.Options.NONE))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.DEFINITION_CHANGED);
              assertThat(refused.refusal().detail()).contains(difference);
            });
  }

  @Test
  void lostAllocationsAreNamed() {
    LedgerBuilder definition = LedgerBuilder.token("100").ledger(LedgerBuilder.randomName());
    TestLedger ledger = openToken(definition);
    command(Command.HDEL, "{" + ledger.definition().ledger() + "}:info", "allocations");
    assertDifference(definition, "allocations is nothing in Redis");
  }

  @Test
  void sortsAllocations() {
    Map<String, Amount> allocations = new LinkedHashMap<>();
    allocations.put("bob", Amount.ofUnits("250", 2));
    allocations.put("ann", Amount.ofUnits("100", 2));
    assertThat(DefinitionChange.allocations(allocations)).isEqualTo("ann=1,bob=2.5");
  }
}
