package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Page;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GetHistoryTest extends StoreFixture {

  private static final List<String> ACCOUNTS = List.of("ann", "bob", "a b", "\u00e4", "treasury");

  private void assertChainsAgree(TestLedger ledger) {
    List<Entry> journal = ledger.history(null);
    for (String account : ACCOUNTS) {
      List<Entry> expected =
          journal.stream()
              .filter(
                  entry ->
                      entry.postings().stream().anyMatch(each -> each.account().equals(account)))
              .toList();
      for (int pageSize : new int[] {1, 2, 7, 1000}) {
        assertThat(ledger.history(account, pageSize)).as(account).isEqualTo(expected);
      }
    }
    assertThat(ledger.history(null, 7)).isEqualTo(journal);
    assertThat(journal).isSortedAccordingTo((a, b) -> compareIds(b.entry(), a.entry()));
  }

  static int compareIds(String a, String b) {
    String[] x = a.split("-", -1);
    String[] y = b.split("-", -1);
    int order = Long.compare(Long.parseLong(x[0]), Long.parseLong(y[0]));
    return order != 0 ? order : Long.compare(Long.parseLong(x[1]), Long.parseLong(y[1]));
  }

  @Test
  void followsAnAccountOverDeletionAndRecreation() {
    TestLedger ledger = open(LedgerBuilder.points().max("50").log(false));
    Random random = new Random(11);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
      String other = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
      operations.add(
          switch (random.nextInt(5)) {
            case 0, 1 -> ledger.create(account, "20");
            case 2 -> ledger.add(account, "3");
            case 3 -> ledger.transfer(account, other, "4");
            default -> ledger.delete(account);
          });
      if (operations.size() == 1 + random.nextInt(6) || operations.size() > 5) {
        ledger.together(operations.toArray(Operation[]::new));
        operations.clear();
      }
    }
    assertChainsAgree(ledger);
  }

  @Test
  void followsTokenAccountsThroughZero() {
    TestLedger ledger = openToken(LedgerBuilder.token("6"));
    Random random = new Random(12);
    for (int i = 0; i < 400; i++) {
      String from = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
      String to = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
      String balance = ledger.balance(from);
      ledger.together(
          ledger.transfer(from, to, balance == null ? "1" : balance),
          ledger.transfer(to, from, "1"));
    }
    assertChainsAgree(ledger);
    assertThat(ledger.history("treasury").size()).isGreaterThan(20);
  }

  @Test
  void keepsTheEndOfAChainOnlyWhileItsAccountIsAway() {
    TestLedger ledger = openToken(LedgerBuilder.token("6").plain());
    String closed = "{" + ledger.definition().ledger() + "}:closed";
    String left = ledger.entry(ledger.transfer("treasury", "ann", "6"));
    assertThat(command(Command.HGET, closed, "treasury")).hasToString(left + " 2");
    ledger.applied(ledger.transfer("ann", "treasury", "1"));
    assertThat(command(Command.HGET, closed, "treasury")).isNull();
    assertThat(ledger.history("treasury")).hasSize(3);
  }

  @Test
  void readsAnyPartOfAnAccountInEitherOrder() {
    TestLedger ledger = open(LedgerBuilder.points().max("99999"));
    ledger.applied(ledger.create("ann", "0"));
    ledger.applied(ledger.create("bob", "0"));
    for (int i = 0; i < 18; i++) {
      ApplyCall call = new ApplyCall(nodes, ledger.definition(), SETTINGS);
      for (int j = 0; j < 250; j++) {
        call.operation(ledger.add("ann", "1"));
        if (j % 100 == 0) {
          call.operation(ledger.transfer("ann", "bob", "1"));
        }
      }
      call.send();
    }
    List<Entry> newest = ledger.history("ann");
    assertThat(newest).hasSize(1 + 18 * 253);
    List<Entry> oldest = new ArrayList<>(newest);
    Collections.reverse(oldest);
    assertThat(ledger.entries(new HistoryQuery("ann", null, null, null, true), 1000))
        .isEqualTo(oldest);
    for (int[] part :
        new int[][] {{0, 1}, {0, 200}, {63, 64}, {4000, 4200}, {4095, 4097}, {4500, 4555}}) {
      String after = part[0] == 0 ? "0-1" : oldest.get(part[0] - 1).entry();
      String to = oldest.get(part[1] - 1).entry();
      List<Entry> expected = oldest.subList(part[0], part[1]);
      assertThat(ledger.entries(new HistoryQuery("ann", after, to, null, true), 50))
          .isEqualTo(expected);
      List<Entry> reversed = new ArrayList<>(expected);
      Collections.reverse(reversed);
      assertThat(ledger.entries(new HistoryQuery("ann", after, to, null, false), 50))
          .isEqualTo(reversed);
      List<Entry> transfers =
          expected.stream().filter(entry -> entry.operation().equals("transfer")).toList();
      assertThat(ledger.entries(new HistoryQuery("ann", after, to, "transfer", true), 50))
          .isEqualTo(transfers);
    }
  }

  @Test
  void aPageWithoutEntriesOfTheOperationHasACursor() {
    TestLedger ledger = open(LedgerBuilder.points().max("99999"));
    ledger.applied(ledger.create("ann", "0"));
    for (int i = 0; i < 4; i++) {
      Operation[] operations = new Operation[Ledger.MAX_OPERATIONS];
      Arrays.fill(operations, ledger.add("ann", "1"));
      ledger.together(operations);
    }
    HistoryQuery creations = new HistoryQuery(null, null, null, "create", false);
    Page<Entry> first = ledger.ledger().entries(creations, null, 10);
    assertThat(first.items()).isEmpty();
    assertThat(first.cursor()).isNotNull();
    assertThat(ledger.entries(creations, 10)).hasSize(1);
  }

  @Test
  void holdsBalancesAsTheyWere() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "5"));
    ledger.applied(ledger.add("ann", "-2"));
    ledger.applied(ledger.delete("ann"));
    assertThat(ledger.history("ann").stream().map(entry -> entry.postings().get(0)).toList())
        .extracting(posting -> posting.amount() + " " + posting.balance())
        .containsExactly("-3 0", "-2 3", "5 5");
  }

  @Test
  void pagesStayWhereTheyAreWhileNewEntriesCome() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    for (int i = 1; i < 20; i++) {
      ledger.applied(ledger.add("ann", "1"));
    }
    List<Entry> before = ledger.history("ann");
    for (String account : new String[] {"ann", null}) {
      List<Entry> met = new ArrayList<>();
      String cursor = null;
      do {
        Page<Entry> page = ledger.ledger().history(account, cursor, 3);
        met.addAll(page.items());
        cursor = page.cursor();
        ledger.applied(ledger.add("ann", "1"));
      } while (cursor != null);
      assertThat(met).containsAll(before).doesNotHaveDuplicates();
      assertThat(met.subList(met.size() - before.size(), met.size())).isEqualTo(before);
    }
  }

  @Test
  void isEmptyForAnUnknownAccount() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(ledger.history("nobody")).isEmpty();
    assertThat(ledger.history(null)).isEmpty();
    ledger.applied(ledger.create("ann", "1"));
    assertThat(ledger.history("nobody")).isEmpty();
  }

  @Test
  void takesNoCursorButAnEntry() {
    TestLedger ledger = open(LedgerBuilder.points());
    String entry = ledger.entry(ledger.create("ann", "1"));
    ledger.applied(ledger.create("bob", "1"));
    for (String cursor : List.of("", "x", "+", "-", "1", "1-", "-1", "1-1-1", "(1-1", "1 1")) {
      assertThatThrownBy(() -> ledger.ledger().history(null, cursor, 1))
          .as(cursor)
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo(Code.INVALID_REQUEST));
    }
    assertThat(ledger.ledger().history("bob", entry, 10).items())
        .as("another account's entry")
        .isEmpty();
    assertThat(ledger.ledger().history(null, entry, 10).items()).hasSize(1);
    assertThat(ledger.ledger().history("ann", "9999999999999999999-0", 10).items()).isEmpty();
  }
}
