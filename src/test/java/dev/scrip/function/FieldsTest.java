package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.AccountPattern;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reading of fields by the rules of a ledger. */
class FieldsTest {

  private final Fields fields = new Fields(ledger());

  @Test
  void readsValidFields() {
    assertThat(fields.account("account", "ann")).isEqualTo("ann");
    assertThat(fields.amount("amount", "-1.50")).hasToString("-1.5");
    assertThat(fields.nonZero("amount", "-0.01")).hasToString("-0.01");
    assertThat(fields.positive("amount", "0.01")).hasToString("0.01");
    assertThatCode(fields::check).doesNotThrowAnyException();
  }

  @Test
  void collectsEveryViolation() {
    fields.account("account", "Ann");
    assertThat(fields.amount("amount", "1.234")).isNull();
    fields.nonZero("change", "0.00");
    fields.positive("paid", "-1");
    assertThat(detail())
        .isEqualTo(
            "account must match the account pattern of ledger gold;"
                + " amount must have at most 2 fraction digits;"
                + " change must not be zero; paid must be above zero.");
  }

  @Test
  void readsBounds() {
    assertThat(fields.low("low", null)).isNull();
    assertThat(fields.low("low", "-inf")).isNull();
    assertThat(fields.high("high", "+inf")).isNull();
    assertThat(fields.high("high", "inf")).isNull();
    assertThat(fields.low("low", "1")).isEqualTo(new Bound(Amount.ofUnits("100", 2), false));
    assertThat(fields.high("high", "(1")).isEqualTo(new Bound(Amount.ofUnits("100", 2), true));
    Amount largest = new Amount(Amount.MAX_UNITS, 2);
    assertThat(fields.low("low", "+inf")).isEqualTo(new Bound(largest, true));
    assertThat(fields.high("high", "-inf")).isEqualTo(new Bound(largest.negate(), true));
    fields.low("low", "(x");
    assertThat(detail()).startsWith("low must be a plain decimal number");
  }

  @Test
  void readsOptions() {
    Operation.Scope scope = new Operation.Scope(null, "shop");
    Caller shop = Caller.accountOwner("shop");
    Fields read =
        new Fields(
            ledger(),
            new ReapFunction.Request(null, null, "why", "2030-01-31T12:00:00Z", "{}"),
            Call.of(shop, "one", null));
    assertThat(read.options().id()).isEqualTo("one");
    assertThat(read.options().scope()).isEqualTo(scope);
    assertThat(read.options().reason()).isEqualTo("why");
    assertThat(read.options().notAfter()).isEqualTo(Instant.parse("2030-01-31T12:00:00Z"));
    assertThat(read.options().by()).isEqualTo("shop");
    assertThat(read.options().data()).isEqualTo("{}");
    Fields invalid =
        new Fields(
            ledger(),
            new ReapFunction.Request(null, null, null, "tomorrow", null),
            Call.of(Caller.UNRESTRICTED));
    assertThat(detail(invalid))
        .isEqualTo("notAfter must be an ISO 8601 instant such as 2030-01-31T12:00:00Z.");
  }

  @Test
  void redactsBalancesOfOtherAccountsToAccountOwners() {
    Amount one = Amount.ofUnits("100", 2);
    Fields own =
        new Fields(
            ledger(),
            new ReapFunction.Request(null, null, null, null, null),
            Call.of(Caller.accountOwner("ann")));
    assertThat(own.visibleBalance("ann", one)).isEqualTo("1");
    assertThat(own.visibleBalance("bob", one)).isNull();
    assertThat(own.visibleSupply(one)).isNull();
    assertThat(fields.visibleBalance("bob", one)).isEqualTo("1");
    assertThat(fields.visibleSupply(one)).isEqualTo("1");
  }

  private String detail() {
    return detail(fields);
  }

  private static String detail(Fields fields) {
    try {
      fields.check();
      throw new AssertionError("no violation");
    } catch (RefusedException e) {
      return e.refusal().detail();
    }
  }

  private static LedgerDefinition ledger() {
    return new LedgerDefinition(
        "gold",
        Kind.POINTS,
        "gold",
        "",
        2,
        Amount.ofUnits("0", 2),
        Amount.ofUnits("10000", 2),
        true,
        Amount.zero(2),
        Map.of(),
        true,
        true,
        new AccountPattern("[a-z]+", name -> name.matches("[a-z]+")),
        AccountCipher.NONE);
  }
}
