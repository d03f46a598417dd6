package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JSON arguments of scripts. */
class ScriptArgumentsTest {

  private static final Amount HALF = Amount.ofUnits("50", 2);
  private static final Operation.Options ALL =
      new Operation.Options(
          "1",
          new Operation.Scope("sqs", "ann"),
          "two\n\"words\"",
          Instant.ofEpochMilli(7),
          "lisa");

  private static StoreSettings settings(boolean publish, long retentionMillis) {
    return new StoreSettings(
        Duration.ofMillis(retentionMillis),
        publish,
        StoreFixture.TIMEOUT,
        false,
        7,
        StoreFixture.TIMEOUT,
        StoreFixture.CHECKPOINT,
        StoreFixture.NO_ARCHIVE);
  }

  @Test
  void writesTheDefinitionOfPoints() {
    LedgerBuilder points = LedgerBuilder.points().ledger("gold").decimals(2).min("-1").max("10");
    assertThat(ScriptArguments.definition(points.build(), "none", settings(true, 86_400_000)))
        .containsExactly(
            "{'kind':'points','decimals':'2','accountCipher':'none'}".replace('\'', '"'),
            "2",
            "-100",
            "1000",
            "86400000",
            "points log burnable ranking publish books=7");
  }

  @Test
  void writesTheDefinitionOfAToken() {
    LedgerBuilder token = LedgerBuilder.token("5").ledger("gold").decimals(1).burnable(false);
    assertThat(ScriptArguments.definition(token.build(), "none", settings(false, 1)))
        .contains(
            ("{'kind':'token','decimals':'1','accountCipher':'none','name':'Test',"
                    + "'symbol':'TST','totalSupply':'50'}")
                .replace('\'', '"'))
        .endsWith("1", "token log ranking books=7");
  }

  @Test
  void writesThatALedgerHasNoRanking() {
    LedgerBuilder points = LedgerBuilder.points().ledger("gold").ranking(false).log(false);
    assertThat(ScriptArguments.definition(points.build(), "none", settings(true, 1)))
        .contains(
            "{'kind':'points','decimals':'0','accountCipher':'none','ranking':'false'}"
                .replace('\'', '"'))
        .endsWith("1", "points burnable publish books=7");
  }

  @Test
  void writesTheFieldsOfAnOperationInOrderAndNoAbsentOption() {
    Operation operation = new Operation.Transfer("ann", "bob", HALF, Operation.Options.NONE);
    assertThat(ScriptArguments.operation(operation))
        .isEqualTo(
            "{'operation':'transfer','from':'ann','to':'bob','amount':'50'}".replace('\'', '"'));
  }

  @Test
  void writesAllOptionsAndTheFingerprintOfAnId() {
    Operation operation = new Operation.Delete("ann", ALL);
    assertThat(ScriptArguments.operation(operation))
        .isEqualTo(
            ("{'operation':'delete','account':'ann','reason':'two\\n\\'words\\'',"
                    + "'fingerprint':'"
                    + Fingerprints.of(operation)
                    + "','id':'1','scope':'sqs\\u001Fann\\u001F','by':'lisa','notAfter':7}")
                .replace('\'', '"'));
  }

  @Test
  void writesAnAtomicSet() {
    AtomicSet set =
        new AtomicSet(
            List.of(new Operation.Burn("ann", HALF, Operation.Options.NONE)),
            new Operation.Options("1", null, null, null));
    assertThat(ScriptArguments.atomic(set))
        .isEqualTo(
            ("{'operations':[{'operation':'burn','account':'ann','amount':'50'}],'fingerprint':'"
                    + Fingerprints.of(set)
                    + "','id':'1'}")
                .replace('\'', '"'));
  }

  @Test
  void writesAllocationsInTheirOrder() {
    Map<String, Amount> allocations = new LinkedHashMap<>();
    allocations.put("bob", HALF);
    allocations.put("ann", HALF);
    assertThat(ScriptArguments.allocations(allocations, Operation.Options.NONE))
        .isEqualTo(
            ("{'allocations':[{'account':'bob','amount':'50'},"
                    + "{'account':'ann','amount':'50'}]}")
                .replace('\'', '"'));
  }

  @Test
  void limitsADeadlineToTheRangeOfALong() {
    assertThat(notAfter(Instant.MAX)).isEqualTo("'notAfter':9223372036854775807");
    assertThat(notAfter(Instant.MIN)).isEqualTo("'notAfter':-9223372036854775808");
  }

  private static String notAfter(Instant instant) {
    String json = ScriptArguments.reap(new Operation.Options(null, null, instant, null));
    int start = json.indexOf("\"notAfter\"");
    return json.substring(start, json.indexOf('}', start)).replace('"', '\'');
  }
}
