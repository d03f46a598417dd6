package dev.scrip.store;

import static dev.scrip.store.TestLedger.accepted;
import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Book;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Membership;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Groups: their members, their pages, and their part in sets and in the journal. */
@QuarkusTest
class GroupTest extends StoreFixture {

  private static List<Integer> numbers(Outcome outcome) {
    return accepted(outcome).balances().stream()
        .map(Amount::units)
        .map(BigInteger::intValueExact)
        .toList();
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj("member %04d"::formatted).toArray(String[]::new);
  }

  @Test
  void accountsComeAndGo() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(6));
    assertThat(numbers(ledger.apply(ledger.groupAdd("team", "ann", "bob")))).containsExactly(2, 2);
    assertThat(numbers(ledger.apply(ledger.groupAdd("team", "bob", "cid", "cid"))))
        .containsExactly(1, 3);
    assertThat(ledger.members("team", 2)).containsExactlyInAnyOrder("ann", "bob", "cid");
    assertThat(numbers(ledger.apply(ledger.groupRemove("team", "ann", "dan"))))
        .containsExactly(1, 2);
    assertThat(numbers(ledger.apply(ledger.groupRemove("team", "bob", "cid"))))
        .containsExactly(2, 0);
    assertThat(ledger.members("team", 2)).isEmpty();
    assertThat(ledger.ledger().books()).isEmpty();
    assertThat(ledger.supply().accounts()).as("members need not exist").isZero();
  }

  @Test
  void whatChangesNothingHasNoEntry() {
    TestLedger ledger = open(LedgerBuilder.points());
    Outcome.Applied none = accepted(ledger.apply(ledger.groupRemove("team", "ann")));
    assertThat(none.entry()).isNull();
    assertThat(numbers(none)).containsExactly(0, 0);
    ledger.applied(ledger.groupAdd("team", "ann"));
    Outcome.Applied again = accepted(ledger.apply(ledger.groupAdd("team", "ann")));
    assertThat(again.entry()).isNull();
    assertThat(numbers(again)).containsExactly(0, 1);
    assertThat(ledger.history(null)).hasSize(1);
  }

  @Test
  void theJournalHasWhatChanged() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.groupAdd("team", "ann", "bob"));
    ledger.applied(TestLedger.withReason("left", ledger.groupRemove("team", "ann", "nobody")));
    List<Entry> entries = ledger.history(null);
    assertThat(entries).extracting(Entry::operation).containsExactly("groupRemove", "groupAdd");
    assertThat(entries.get(0).memberships()).containsExactly(new Membership("team", "ann", false));
    assertThat(entries.get(0).reason()).isEqualTo("left");
    assertThat(entries.get(1).memberships())
        .containsExactly(new Membership("team", "ann", true), new Membership("team", "bob", true));
    assertThat(entries).allMatch(entry -> entry.postings().isEmpty());
    assertThat(ledger.ledger().audit(true).differences()).isEmpty();
  }

  @Test
  void aGroupHasItsOwnMembersAloneInTheOrderOfTheirBytes() {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    // Names that precede and follow each other, and one that ends like another one begins.
    for (String group : List.of("a", "aa", "a-", "a.b", "A")) {
      ledger.applied(ledger.groupAdd(group, group + " 1", group + " 2", "\u00e4", "z z"));
    }
    for (String group : List.of("a", "aa", "a-", "a.b", "A")) {
      for (int pageSize = 1; pageSize <= 5; pageSize++) {
        assertThat(ledger.members(group, pageSize))
            .containsExactly(group + " 1", group + " 2", "z z", "\u00e4");
      }
    }
    assertThat(ledger.ledger().books())
        .extracting(Book::name)
        .containsExactly("A", "a", "a-", "a.b", "aa");
    assertThat(ledger.ledger().books()).allMatch(book -> book.accounts() == 4);
  }

  @Test
  void aPageOfAThousandAndAnOperationOfAThousand() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(numbers(ledger.apply(ledger.groupAdd("team", names(1000)))))
        .containsExactly(1000, 1000);
    assertThat(ledger.members("team", 1000)).hasSize(1000);
    assertThat(ledger.members("team", 7)).containsExactlyInAnyOrder(names(1000)).hasSize(1000);
    assertThat(numbers(ledger.apply(ledger.groupRemove("team", names(1000)))))
        .containsExactly(1000, 0);
  }

  @Test
  void anIdIsAppliedOnce() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation add = withId("join", ledger.groupAdd("team", "ann"));
    Outcome.Applied first = accepted(ledger.apply(add));
    ledger.applied(ledger.groupRemove("team", "ann"));
    Outcome.Applied replayed = accepted(ledger.apply(add));
    assertThat(replayed.replayed()).isTrue();
    assertThat(replayed.entry()).isEqualTo(first.entry());
    assertThat(numbers(replayed)).containsExactly(1, 1);
    assertThat(ledger.members("team", 10)).isEmpty();
    assertThat(ledger.code(withId("join", ledger.groupAdd("team", "bob"))))
        .isEqualTo(Code.ID_REUSED);
  }

  @Test
  void aSetChangesGroupsAndAccountsOrNeither() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.groupAdd("team", "ann"));
    LedgerDump before = dump(ledger);
    Ledger.AtomicOutcome refused =
        ledger.atomic(
            "set 1",
            ledger.groupAdd("team", "bob", "cid"),
            ledger.groupRemove("team", "ann", "bob"),
            ledger.groupAdd("other", "ann"),
            ledger.create("ann", "5"),
            ledger.transfer("ann", "nobody", "1"));
    assertThat(refused.index()).isEqualTo(4);
    assertThat(dump(ledger)).isEqualTo(before);
    Ledger.AtomicOutcome applied =
        ledger.atomic(
            "set 1",
            ledger.groupAdd("team", "bob", "cid"),
            ledger.groupRemove("team", "ann", "bob"),
            ledger.create("ann", "5"));
    assertThat(applied.applied().stream().map(TestLedger::balances).toList())
        .containsExactly(List.of("2", "3"), List.of("2", "1"), List.of("5"));
    assertThat(ledger.members("team", 10)).containsExactly("cid");
  }

  @Test
  void whatARefusedSetWouldHaveDoneIsUnknownToTheRequestsAfterIt() {
    LedgerDefinition definition = LedgerBuilder.points().build();
    ApplyCall call = new ApplyCall(nodes, definition, SETTINGS);
    TestLedger ledger = open(definition);
    call.operation(ledger.groupAdd("team", "ann"));
    call.atomic(
        new dev.scrip.domain.AtomicSet(
            List.of(ledger.groupAdd("team", "bob"), ledger.delete("x"), ledger.add("x", "1")),
            Operation.Options.NONE));
    call.operation(ledger.groupRemove("team", "bob", "ann"));
    assertThat(call.send())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("applied ").endsWith(" 1 1"),
            line -> assertThat(line).isEqualTo("refused 3 unknown-account account -"),
            line -> assertThat(line).startsWith("applied ").endsWith(" 1 0"));
  }

  @Test
  void booksHaveALimit() {
    LedgerDefinition definition = LedgerBuilder.points().build();
    StoreSettings two =
        new StoreSettings(
            SETTINGS.retention(),
            true,
            TIMEOUT,
            false,
            2,
            TIMEOUT,
            StoreFixture.CHECKPOINT,
            StoreFixture.NO_ARCHIVE);
    TestLedger ledger = new TestLedger(store(nodes, two), definition);
    ledger.applied(ledger.groupAdd("a", "ann"));
    Ledger.AtomicOutcome outcome =
        ledger.atomic("set", ledger.groupAdd("b", "ann"), ledger.groupAdd("c", "ann"));
    assertThat(outcome.index()).isEqualTo(1);
    assertThat(TestLedger.code(outcome.refused())).isEqualTo(Code.TOO_MANY_BOOKS);
    ledger.applied(ledger.groupAdd("b", "ann"));
    assertThat(ledger.code(ledger.groupAdd("c", "ann"))).isEqualTo(Code.TOO_MANY_BOOKS);
    assertThat(numbers(ledger.apply(ledger.groupAdd("b", "bob")))).containsExactly(1, 2);
    ledger.applied(ledger.groupRemove("a", "ann"));
    ledger.applied(ledger.groupAdd("c", "ann"));
    assertThat(ledger.ledger().books()).extracting(Book::name).containsExactly("b", "c");
  }

  @Test
  void aTokenIsInitializedFirst() {
    TestLedger token = open(LedgerBuilder.token("100"));
    assertThat(token.code(token.groupAdd("team", "ann"))).isEqualTo(Code.NOT_INITIALIZED);
    assertThat(token.code(token.groupRemove("team", "ann"))).isNull();
    token.ledger().initialize(Operation.Options.NONE);
    assertThat(numbers(token.apply(token.groupAdd("team", "ann")))).containsExactly(1, 1);
  }

  @Test
  void aTokenHasGroupsToo() {
    TestLedger token = openToken(LedgerBuilder.token("100").decimals(2));
    assertThat(numbers(token.apply(token.groupAdd("team", "ann", "treasury"))))
        .containsExactly(2, 2);
    assertThat(token.balance("treasury")).isEqualTo("100");
  }
}
