package dev.scrip.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.access.LedgerFunction;
import org.junit.jupiter.api.Test;

/** The check that refusals are documented fails for one that is not. */
class DocumentedRefusalsTest {

  @Test
  void takesWhatThePageOrTheIndexLists() {
    assertThatCode(
            () -> {
              DocumentedRefusals.check(LedgerFunction.ADD, "below-min");
              DocumentedRefusals.check(LedgerFunction.ADD, "forbidden");
              DocumentedRefusals.check(LedgerFunction.GET_CREATE_REASON, "definition-changed");
              DocumentedRefusals.check(LedgerFunction.BATCH, "insufficient-balance");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void failsForAnyOther() {
    assertThatThrownBy(() -> DocumentedRefusals.check(LedgerFunction.ADD, "insufficient-balance"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> DocumentedRefusals.check(LedgerFunction.GET, "id-reused"))
        .isInstanceOf(AssertionError.class);
  }
}
