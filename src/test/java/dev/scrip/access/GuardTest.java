package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.LedgerFunction.OwnerAccess;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The permissions of callers, function by function. */
@QuarkusTest
class GuardTest {

  private static final String OWN_ONLY =
      "A caller without a role may read and spend from its own account only.";

  @Inject Guard guard;
  @Inject Ledgers ledgers;

  private final Caller owner = Caller.accountOwner("ann");

  /** A request about an account; null for all accounts. */
  private record Own(String ledger, String ownAccount) implements OwnAccountRequest {}

  @ParameterizedTest
  @EnumSource(LedgerFunction.class)
  void aRoleMayCallWhatTheTableAllows(LedgerFunction function) {
    for (Role role : Role.values()) {
      Caller caller = Caller.of("shop", role);
      ThrowingCallable call = () -> guard.require(Call.of(caller), function, new Own(null, "ann"));
      if (role.compareTo(function.leastRole()) >= 0) {
        assertThatCode(call).doesNotThrowAnyException();
      } else {
        checkForbidden(call, "The role " + role.word() + " may not call " + function.word() + ".");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LedgerFunction.class)
  void anOwnerMayCallFunctionsForTheOwnAccount(LedgerFunction function) {
    ThrowingCallable own = () -> guard.require(Call.of(owner), function, new Own(null, "ann"));
    if (function.ownerAccess() == OwnerAccess.NONE) {
      checkForbidden(own, "A caller without a role may not call " + function.word() + ".");
      return;
    }
    assertThatCode(own).doesNotThrowAnyException();
    if (function.ownerAccess() == OwnerAccess.OWN_ACCOUNT) {
      checkForbidden(() -> guard.require(Call.of(owner), function, new Own(null, "bob")), OWN_ONLY);
      checkForbidden(() -> guard.require(Call.of(owner), function, new Own(null, null)), OWN_ONLY);
      checkForbidden(
          () -> guard.require(Call.of(owner), function, new Object()),
          "A caller without a role may not call " + function.word() + ".");
    }
  }

  @Test
  void allocationAccountsRequireARole() {
    Caller treasury = Caller.accountOwner("treasury");
    String detail = "Allocation accounts require a role.";
    LedgerDefinition token = ledgers.get("token");
    checkForbidden(
        () -> guard.require(Call.of(treasury), LedgerFunction.GET, new Own("token", "treasury")),
        detail);
    checkForbidden(() -> Guard.requireEvents(treasury, token), detail);
    checkForbidden(
        () ->
            guard.require(Call.of(treasury), LedgerFunction.TRANSFER, new Own("token", "treasury")),
        detail);
    assertThatCode(
            () ->
                guard.require(Call.of(treasury), LedgerFunction.GET, new Own("points", "treasury")))
        .doesNotThrowAnyException();
  }

  @Test
  void theOperationsOfABatchAreCheckedOneByOne() {
    assertThatCode(() -> guard.require(Call.of(owner), LedgerFunction.BATCH, new Object()))
        .doesNotThrowAnyException();
    checkForbidden(
        () -> guard.require(Call.of(owner), LedgerFunction.ADD, new Object()),
        "A caller without a role may not call add.");
    Caller reader = Caller.of("shop", Role.READER);
    checkForbidden(
        () -> guard.require(Call.of(reader), LedgerFunction.BATCH, new Object()),
        "The role reader may not call batch.");
    checkForbidden(
        () -> guard.require(Call.of(reader), LedgerFunction.ADD, new Object()),
        "The role reader may not call add.");
  }

  @Test
  void everyCallerMayReceiveEvents() {
    LedgerDefinition points = ledgers.get("points");
    assertThatCode(() -> Guard.requireEvents(owner, points)).doesNotThrowAnyException();
    assertThatCode(() -> Guard.requireEvents(Caller.of("shop", Role.READER), points))
        .doesNotThrowAnyException();
  }

  @Test
  void redactsRefusalsOfOtherAccounts() {
    Refusal refusal =
        Refusal.of(Code.ABOVE_MAX, "bob has 5.")
            .with("account", "bob")
            .with("balance", "5")
            .with("max", "10");
    Refusal redacted = Guard.redact(owner, refusal);
    assertThat(redacted.code()).isEqualTo(Code.ABOVE_MAX);
    assertThat(redacted.detail()).isEqualTo(Code.ABOVE_MAX.title() + ".");
    assertThat(redacted.fields()).containsOnlyKeys("account").containsEntry("account", "bob");
    assertThat(Guard.redact(Caller.accountOwner("bob"), refusal)).isEqualTo(refusal);
    assertThat(Guard.redact(Caller.of("shop", Role.READER), refusal)).isEqualTo(refusal);
    Refusal without = Refusal.of(Code.EXPIRED, "Expired.");
    assertThat(Guard.redact(owner, without)).isEqualTo(without);
  }

  private static void checkForbidden(ThrowingCallable call, String detail) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.FORBIDDEN);
              assertThat(refused.refusal().detail()).isEqualTo(detail);
            });
  }
}
