package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Code;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Page;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Ledgers that keep no order of their accounts. */
@QuarkusTest
class NoRankingTest extends StoreFixture {

  /** More than a hash keeps in one piece, which HSCAN returns as a whole. */
  private static final int MANY = 3000;

  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  private static LedgerBuilder points() {
    return LedgerBuilder.points().ranking(false).min("-1000");
  }

  /** Account i has i points. */
  private TestLedger filled(LedgerBuilder definition, int accounts) {
    TestLedger ledger = open(definition);
    List<Operation> creates = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      creates.add(ledger.create("account " + i, Integer.toString(i)));
      if (creates.size() == Ledger.MAX_OPERATIONS || i == accounts - 1) {
        ledger.together(creates.toArray(Operation[]::new));
        creates.clear();
      }
    }
    return ledger;
  }

  private static void assertRefused(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  @Test
  void refusesWhatNeedsAnOrder() {
    TestLedger ledger = filled(points(), 2);
    Bound bound = new Bound(Amount.zero(0), false);
    assertRefused(Code.NO_RANKING, () -> ledger.ledger().topHolders(1));
    assertRefused(Code.NO_RANKING, () -> ledger.ledger().rank("account 1", 0));
    assertRefused(Code.NO_RANKING, () -> ledger.ledger().accounts(bound, null, null, 1));
    assertRefused(Code.NO_RANKING, () -> ledger.ledger().accounts(null, bound, null, 1));
  }

  @Test
  void returnsEveryAccountOfManyPages() {
    TestLedger ledger = filled(points(), MANY);
    Map<String, String> found = new HashMap<>();
    String cursor = null;
    int pages = 0;
    do {
      Page<AccountBalance> page = ledger.ledger().accounts(null, null, cursor, 100);
      assertThat(page.items()).hasSizeBetween(1, 120);
      page.items().forEach(each -> found.put(each.account(), each.balance().toString()));
      cursor = page.cursor();
      pages++;
    } while (cursor != null);
    assertThat(found).hasSize(MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(found.get(ledger.ledger().displayName("account " + i)))
          .isEqualTo(Integer.toString(i));
    }
    assertThat(pages).isBetween(25, 32);
    assertThat(ledger.supply().accounts()).isEqualTo(MANY);
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void refusesTheCursorOfARanking() {
    TestLedger ranked = filled(LedgerBuilder.points(), 2);
    TestLedger ledger = filled(points(), 2);
    String place = ranked.ledger().accounts(null, null, null, 1).cursor();
    assertRefused(Code.INVALID_REQUEST, () -> ledger.ledger().accounts(null, null, place, 1));
    TestLedger many = filled(points(), 600);
    String scan = many.ledger().accounts(null, null, null, 1).cursor();
    assertRefused(Code.INVALID_REQUEST, () -> ranked.ledger().accounts(null, null, scan, 1));
  }

  @Test
  void aLedgerKeepsToWhatItBeganWith() {
    LedgerBuilder definition = points();
    filled(definition, 1);
    TestLedger changed = open(definition.ranking(true));
    assertThatThrownBy(() -> changed.ledger().balance("account 0"))
        .hasMessageContaining("ranking is false in Redis and true in the configuration");
    LedgerBuilder ranked = LedgerBuilder.points();
    filled(ranked, 1);
    TestLedger without = open(ranked.ranking(false));
    assertThatThrownBy(() -> without.ledger().balance("account 0"))
        .hasMessageContaining("ranking is true in Redis and false in the configuration");
  }

  @Test
  void aReapFindsWhatIsBelowMinInSteps() {
    LedgerBuilder definition = points();
    TestLedger before = filled(definition, MANY);
    TestLedger ledger = open(definition.min("1500"));
    Operation.Options options = new Operation.Options("1", "too low", null, null);
    JobOutcome.Done reaped = ledger.ledger().reap(options);
    assertThat(reaped.count()).isEqualTo(1500);
    assertThat(ledger.ledger().reap(options)).isEqualTo(reaped);
    assertThat(ledger.supply().accounts()).isEqualTo(MANY - 1500);
    assertThat(ledger.ledger().balance("account 1499")).isEmpty();
    assertThat(ledger.ledger().balance("account 1500")).isPresent();
    assertThat(ledger.history(null)).allMatch(each -> each.postings().size() <= 150);
    assertThat(Audits.differences(store, before.definition())).isEmpty();
  }

  @Test
  void aReapThatRemovesNothingHasNoEntry() {
    TestLedger ledger = filled(points(), MANY);
    int entries = ledger.history(null).size();
    assertThat(ledger.ledger().reap(Operation.Options.NONE))
        .isEqualTo(new JobOutcome.Done(0, null));
    assertThat(ledger.history(null)).hasSize(entries);
    Operation.Options late = new Operation.Options("1", null, PAST, null);
    assertRefused(Code.EXPIRED, () -> ledger.ledger().reap(late));
  }

  @Test
  void aChangedBalanceIsFoundByAnAudit() {
    TestLedger ledger = filled(points().plain(), 3);
    String balances = "{" + ledger.definition().ledger() + "}:balances";
    String value = command(Command.HGET, balances, "account 1").toString();
    command(Command.HSET, balances, "account 1", "7" + value.substring(1));
    assertThat(Audits.differences(store, ledger.definition())).hasSize(1);
  }
}
