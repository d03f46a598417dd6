package dev.scrip.store;

import static dev.scrip.store.TestLedger.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Operation.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operation delete: its refusal, and accounts that do not exist. */
@QuarkusTest
class DeleteTest extends StoreFixture {

  @Test
  void refusesToDeleteATokenBalance() {
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.delete("treasury"))).isEqualTo(Code.SUPPLY_FIXED);
    Outcome.Applied nobody = accepted(token.apply(token.delete("nobody")));
    assertThat(nobody.entry()).isNull();
  }

  @Test
  void deletingNobodyIsNoError() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(accepted(ledger.apply(ledger.delete("nobody"))))
        .isEqualTo(new Outcome.Applied(null, List.of(), false));
    assertThat(dump(ledger).keys()).isEmpty();
    assertThat(ledger.ledger().deleted("nobody")).isEmpty();
    assertThat(ledger.applied(ledger.create("nobody", "1"))).containsExactly("1");
  }
}
