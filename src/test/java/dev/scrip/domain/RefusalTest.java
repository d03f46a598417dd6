package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {

  private static final LedgerDefinition LEDGER =
      new LedgerDefinition(
          "points",
          Kind.POINTS,
          "Points",
          "",
          2,
          Amount.ofUnits("-100", 2),
          Amount.ofUnits("1000", 2),
          true,
          Amount.zero(2),
          Map.of(),
          true,
          true,
          null,
          AccountCipher.NONE);

  @Test
  void listsWhatIsWrongWithARequest() {
    Refusal refusal =
        Refusal.invalid(
            List.of(
                new Refusal.Violation("account", "must not be missing"),
                new Refusal.Violation("amount", "must be a whole number")));
    assertThat(refusal.code()).isEqualTo(Code.INVALID_REQUEST);
    assertThat(refusal.detail())
        .isEqualTo("account must not be missing; amount must be a whole number.");
    assertThat(refusal.fields()).containsOnlyKeys("violations");
    assertThat(Refusal.invalid("cursor", "must be a cursor").detail())
        .isEqualTo("cursor must be a cursor.");
  }

  @Test
  void textOfTheCallerCannotForgeALineOfALog() {
    Refusal refusal = Refusal.invalid("a\n10:00 WARN", "is not a field of this request");
    assertThat(refusal.detail()).isEqualTo("a\\u000a10:00 WARN is not a field of this request.");
    assertThat(refusal.fields().get("violations"))
        .isEqualTo(
            List.of(new Refusal.Violation("a\\u000a10:00 WARN", "is not a field of this request")));
    assertThat(Refusal.of(Code.UNKNOWN_FUNCTION, "There is no function \r\n.").detail())
        .isEqualTo("There is no function \\u000d\\u000a.");
  }

  @Test
  void textOfTheCallerIsCut() {
    assertThat(new Refusal.Violation("x".repeat(1_000_000), "is too long").field()).hasSize(200);
    assertThat(Refusal.of(Code.UNKNOWN_FUNCTION, "x".repeat(1_000_000)).detail()).hasSize(5000);
  }

  @Test
  void takesMoreFieldsInOrderAndStaysAsItWas() {
    Refusal plain = Refusal.of(Code.BELOW_MIN, "Too low.");
    Refusal more = plain.with("zebra", 1).with("ant", 2);
    assertThat(plain.fields()).isEmpty();
    assertThat(more.fields().keySet()).containsExactly("zebra", "ant");
    assertThat(more.code()).isEqualTo(Code.BELOW_MIN);
    assertThat(more.detail()).isEqualTo("Too low.");
  }

  @Test
  void tellsTheNumbersThatMatter() {
    Refusal low = Refusals.of(Code.BELOW_MIN, LEDGER, "ann", Amount.ofUnits("50", 2));
    assertThat(low.detail()).isEqualTo("ann has 0.5, and may not fall below -1.");
    assertThat(low.fields()).isEqualTo(Map.of("account", "ann", "balance", "0.5", "min", "-1"));
    Refusal high = Refusals.of(Code.ABOVE_MAX, LEDGER, "ann", null);
    assertThat(high.detail()).isEqualTo("A balance of ann must be at most 10.");
    assertThat(high.fields()).isEqualTo(Map.of("account", "ann", "max", "10"));
    assertThat(Refusals.of(Code.UNKNOWN_ACCOUNT, LEDGER, "ann", null).detail())
        .isEqualTo("There is no account ann in ledger points.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {
        "SUPPLY_FIXED",
        "ACCOUNT_DELETED",
        "ACCOUNT_EXISTS",
        "UNKNOWN_ACCOUNT",
        "BELOW_MIN",
        "ABOVE_MAX",
        "INSUFFICIENT_BALANCE",
        "SAME_ACCOUNT",
        "NOT_INITIALIZED",
        "NOT_BURNABLE",
        "ID_REUSED",
        "EXPIRED",
        "SKIPPED"
      })
  void putsEveryRefusalOfAnOperationInWords(Code code) {
    Refusal refusal = Refusals.of(code, LEDGER, "ann", Amount.ofUnits("50", 2));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.detail()).endsWith(".").doesNotContain("null");
  }

  @Test
  void travelsInAnExceptionWithoutAStackTrace() {
    RefusedException exception =
        new RefusedException(Refusal.of(Code.EXPIRED, "The time has passed."));
    assertThat(exception.getStackTrace()).isEmpty();
    assertThat(exception.refusal().code()).isEqualTo(Code.EXPIRED);
    assertThat(exception).hasMessage("expired: The time has passed.");
  }
}
