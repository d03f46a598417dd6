package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Amount;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.RefusedException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgersTest {

  @Test
  void readsAPointsLedger() {
    LedgerDefinition ledger =
        ledgers(
                "points.kind",
                "points",
                "points.decimals",
                "2",
                "points.min",
                "-5.5",
                "points.max",
                "1000")
            .get(null);
    assertThat(ledger.min()).hasToString("-5.5");
    assertThat(ledger.max()).hasToString("1000");
    assertThat(ledger.log()).isTrue();
    assertThat(ledger.name()).isEqualTo("points");
  }

  @Test
  void boundsAPointsLedgerFromZeroToTheLargestAmountByDefault() {
    LedgerDefinition ledger = ledgers("points.kind", "points").get("points");
    assertThat(ledger.min()).hasToString("0");
    assertThat(ledger.max().units()).isEqualTo(Amount.MAX_UNITS);
  }

  @Test
  void givesAllOfATokenToTheTreasuryByDefault() {
    LedgerDefinition ledger =
        ledgers("gold.kind", "token", "gold.total-supply", "1000000000", "gold.decimals", "18")
            .get("gold");
    assertThat(ledger.allocations()).hasSize(1).containsEntry("treasury", ledger.totalSupply());
  }

  @Test
  void reportsInvalidSettings() {
    assertThat(ledgers().errors()).singleElement().asString().contains("No ledger is configured");
    error("must be 1 to 32 of a-z and 0-9", "no-no.kind", "points");
    error("scrip.ledgers.a.kind must be points or token", "a.kind", "coins");
    error("scrip.ledgers.a.decimals must be 0 to 36", "a.kind", "points", "a.decimals", "37");
    error("scrip.ledgers.a.min must be a plain decimal number", "a.kind", "points", "a.min", "1e3");
    error("scrip.ledgers.a.max must be a whole number", "a.kind", "points", "a.max", "1.5");
    error(
        "scrip.ledgers.a.min must not be above max",
        "a.kind",
        "points",
        "a.min",
        "2",
        "a.max",
        "1");
    error("total-supply must be set, above zero", "a.kind", "token");
    error(
        "min does not apply to a token ledger",
        "a.kind",
        "token",
        "a.total-supply",
        "1",
        "a.min",
        "0");
    error(
        "total-supply does not apply to a points ledger",
        "a.kind",
        "points",
        "a.total-supply",
        "1");
    error(
        "account-pattern is not a regular expression",
        "a.kind",
        "points",
        "a.account-pattern",
        "(");
    error("at most 256 characters", "a.kind", "points", "a.account-pattern", "a".repeat(257));
    error(
        "must name each account once: x",
        "a.kind",
        "token",
        "a.total-supply",
        "2",
        "a.allocations",
        "x=1,x=1");
    error(
        "must be account=amount each",
        "a.kind",
        "token",
        "a.total-supply",
        "2",
        "a.allocations",
        "=2");
    error(
        "an amount above zero: y=0",
        "a.kind",
        "token",
        "a.total-supply",
        "2",
        "a.allocations",
        "x=2,y=0");
    error(
        "but add up to 3, which is 1 too much",
        "a.kind",
        "token",
        "a.total-supply",
        "2",
        "a.allocations",
        "x=2,y=1");
  }

  @Test
  void matchesTheWholeNameOfAnAccountWithItsPattern() {
    LedgerDefinition ledger =
        ledgers("a.kind", "points", "a.account-pattern", "(user|shop):[\\p{L}0-9]{1,9}").get("a");
    assertThat(ledger.allowsAccount("user:J\u00f6rg7")).isTrue();
    assertThat(ledger.allowsAccount("user:")).isFalse();
    assertThat(ledger.allowsAccount("user:ann ")).isFalse();
    assertThat(ledger.allowsAccount("xuser:ann")).isFalse();
  }

  /** With these a matcher of the JDK does not return. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "([a-z]{1,8}-?){1,20}#",
        "([a-z]+([.-]?[a-z]+)*)+@",
        "(a{1,9}){1,30}b",
        "(a{0,30}){0,30}b"
      })
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void matchesInBoundedTime(String pattern) {
    LedgerDefinition ledger = ledgers("a.kind", "points", "a.account-pattern", pattern).get("a");
    for (int i = 0; i < 100; i++) {
      assertThat(ledger.allowsAccount("a".repeat(128))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=a).*", "(?!a).*", "(?<=a)b", "(a)\\1", "(?>a)", "a++", "\\h", "("})
  void reportsAPatternThatIsNotRe2(String pattern) {
    error(
        "scrip.ledgers.a.account-pattern is not a regular expression in RE2 syntax, which has no"
            + " lookaround and no backreferences: error parsing regexp: ",
        "a.kind",
        "points",
        "a.account-pattern",
        pattern);
  }

  @Test
  void reportsAPatternWithTooManySteps() {
    error(
        "account-pattern must have at most 2000 instructions",
        "a.kind",
        "points",
        "a.account-pattern",
        "(a?){1000}");
    assertThat(
            ledgers("a.kind", "points", "a.account-pattern", "[a-z]{1,64}(-[a-z]{1,63}){0,9}")
                .errors())
        .isEmpty();
  }

  @Test
  void definesTheSameLedgerFromTheSameSettings() {
    String[] settings = {"a.kind", "points", "a.account-pattern", "[a-z]+"};
    assertThat(ledgers(settings).get("a")).isEqualTo(ledgers(settings).get("a"));
    settings[3] = "[a-z]*";
    assertThat(ledgers(settings).get("a"))
        .isNotEqualTo(ledgers("a.kind", "points", "a.account-pattern", "[a-z]+").get("a"));
  }

  @Test
  void reportsAnUnknownDefaultLedger() {
    Map<String, String> settings = new HashMap<>();
    settings.put("scrip.ledgers.gold.kind", "points");
    settings.put("scrip.default-ledger", "silver");
    assertThat(new Ledgers(settings(settings)).errors())
        .containsExactly("scrip.default-ledger is silver, and there is no such ledger.");
  }

  @Test
  void refusesALedgerThatIsNone() {
    Ledgers ledgers = ledgers("gold.kind", "points");
    assertThatThrownBy(() -> ledgers.get("silver"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("unknown-ledger");
  }

  private static void error(String expected, String... settings) {
    assertThat(ledgers(settings).errors()).singleElement().asString().contains(expected);
  }

  private static Ledgers ledgers(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put("scrip.ledgers." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Ledgers(settings(settings));
  }

  private static ScripSettings settings(Map<String, String> settings) {
    return TestSettings.of(settings);
  }
}
