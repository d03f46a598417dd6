package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Code;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Page;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of accounts by balance. */
@QuarkusTest
class GetAllTest extends StoreFixture {

  private static final String MOST = "9".repeat(78);

  private static LedgerBuilder boundless() {
    return LedgerBuilder.points().min("-" + MOST).max(MOST);
  }

  private static void createAll(TestLedger ledger, List<String> accounts, String balance) {
    for (int i = 0; i < accounts.size(); i += Ledger.MAX_OPERATIONS) {
      ledger.together(
          accounts.subList(i, Math.min(accounts.size(), i + Ledger.MAX_OPERATIONS)).stream()
              .map(account -> ledger.create(account, balance))
              .toArray(Operation[]::new));
    }
  }

  private static List<String> names(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "account %05d", i))
        .toList();
  }

  @Test
  void isEmptyForAFreshLedger() {
    Page<AccountBalance> page =
        open(LedgerBuilder.points()).ledger().accounts(null, null, null, 10);
    assertThat(page).isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void endsExactlyAtTheLastAccount() {
    TestLedger ledger = open(LedgerBuilder.points());
    createAll(ledger, names(10), "5");
    Page<AccountBalance> first = ledger.ledger().accounts(null, null, null, 5);
    assertThat(first.cursor()).isNotNull();
    Page<AccountBalance> second = ledger.ledger().accounts(null, null, first.cursor(), 5);
    assertThat(second.items()).hasSize(5);
    assertThat(second.cursor()).isNull();
  }

  /** Ten thousand equal balances, while the accounts between them come, go and change. */
  @ParameterizedTest
  @ValueSource(strings = {"5", "1000000000000000000000000000", "-12345678901234567890"})
  void meetsEveryUnchangedAccountExactlyOnce(String balance) {
    TestLedger ledger = open(boundless().plain().log(false));
    List<String> names = names(10_000);
    createAll(ledger, names, balance);
    Random random = new Random(3);
    for (int pageSize : new int[] {7, 64, 1000}) {
      List<String> changing = new ArrayList<>(names);
      Collections.shuffle(changing, random);
      changing = changing.subList(0, 3000);
      List<String> met = new ArrayList<>();
      int next = 0;
      String cursor = null;
      do {
        Page<AccountBalance> page = ledger.ledger().accounts(null, null, cursor, pageSize);
        page.items().stream()
            .filter(each -> each.balance().toString().equals(balance))
            .forEach(each -> met.add(each.account()));
        cursor = page.cursor();
        List<Operation> changes = new ArrayList<>();
        String last = page.items().get(page.items().size() - 1).account();
        for (int i = 0; i < Math.max(2, pageSize / 4) && next < changing.size(); i++) {
          String account = changing.get(next++);
          changes.add(
              random.nextBoolean()
                  ? ledger.add(account, random.nextBoolean() ? "1" : "-1")
                  : ledger.delete(account));
        }
        if (changing.contains(last) && random.nextInt(3) == 0) {
          // Even the account that the cursor names may go.
          changes.add(ledger.delete(last));
        }
        if (!changes.isEmpty()) {
          ledger.together(changes.toArray(Operation[]::new));
        }
      } while (cursor != null);
      List<String> unchanged = new ArrayList<>(names);
      unchanged.removeAll(new java.util.HashSet<>(changing));
      List<String> metUnchanged = new ArrayList<>(met);
      metUnchanged.removeAll(new java.util.HashSet<>(changing));
      assertThat(metUnchanged).isEqualTo(unchanged);
      assertThat(met).doesNotHaveDuplicates();
      for (int i = 0; i < changing.size(); i += Ledger.MAX_OPERATIONS / 2) {
        List<Operation> restore = new ArrayList<>();
        for (String account : changing.subList(i, Math.min(changing.size(), i + 250))) {
          restore.add(ledger.delete(account));
          restore.add(ledger.create(account, balance));
        }
        ledger.together(restore.toArray(Operation[]::new));
      }
    }
  }

  /** Every pair of bounds around neighbours that differ by one unit, on both sides of zero. */
  @ParameterizedTest
  @ValueSource(ints = {0, 14, 15, 16, 27, 30, 77})
  void boundsAreExact(int power) {
    TestLedger ledger = open(boundless());
    List<BigInteger> marks = new ArrayList<>();
    BigInteger big = BigInteger.TEN.pow(power);
    for (int i = -2; i <= 2; i++) {
      marks.add(big.add(BigInteger.valueOf(i)));
      marks.add(big.add(BigInteger.valueOf(i)).negate());
    }
    marks = new ArrayList<>(new java.util.TreeSet<>(marks));
    List<BigInteger> held = new ArrayList<>();
    for (BigInteger mark : marks) {
      if (mark.mod(BigInteger.valueOf(3)).signum() != 0) {
        for (String name : List.of("a", "b", "c")) {
          ledger.applied(ledger.create(name + mark, mark.toString()));
          held.add(mark);
        }
      }
    }
    for (BigInteger low : marks) {
      for (BigInteger high : marks) {
        for (int flags = 0; flags < 4; flags++) {
          boolean lowOpen = (flags & 1) != 0;
          boolean highOpen = (flags & 2) != 0;
          List<BigInteger> expected =
              held.stream()
                  .filter(each -> each.compareTo(low) >= (lowOpen ? 1 : 0))
                  .filter(each -> each.compareTo(high) <= (highOpen ? -1 : 0))
                  .toList();
          assertThat(
                  units(
                      ledger.accounts(
                          bound(ledger, low, lowOpen), bound(ledger, high, highOpen), 4)))
              .as("%s%s to %s%s", lowOpen ? "(" : "", low, highOpen ? "(" : "", high)
              .isEqualTo(expected);
        }
      }
      List<BigInteger> up = held.stream().filter(each -> each.compareTo(low) >= 0).toList();
      assertThat(units(ledger.accounts(bound(ledger, low, false), null, 100))).isEqualTo(up);
      List<BigInteger> down = held.stream().filter(each -> each.compareTo(low) < 0).toList();
      assertThat(units(ledger.accounts(null, bound(ledger, low, true), 100))).isEqualTo(down);
    }
  }

  private static Bound bound(TestLedger ledger, BigInteger units, boolean exclusive) {
    return new Bound(ledger.amount(units.toString()), exclusive);
  }

  private static List<BigInteger> units(List<AccountBalance> accounts) {
    return accounts.stream().map(each -> each.balance().units()).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 14, 15, 27, 77})
  void ordersNeighboursThatDifferByOneUnit(int power) {
    TestLedger ledger = open(boundless());
    BigInteger big = BigInteger.TEN.pow(power);
    List<BigInteger> balances = new ArrayList<>();
    for (int i = -50; i <= 50; i++) {
      balances.add(big.add(BigInteger.valueOf(i)));
      balances.add(big.add(BigInteger.valueOf(i)).negate());
    }
    Collections.shuffle(balances, new Random(power));
    ledger.together(
        java.util.stream.IntStream.range(0, balances.size())
            .mapToObj(i -> ledger.create("account" + i, balances.get(i).toString()))
            .toArray(Operation[]::new));
    Collections.sort(balances);
    assertThat(units(ledger.accounts(null, null, 9))).isEqualTo(balances);
    Collections.reverse(balances);
    assertThat(units(ledger.ledger().topHolders(1000))).isEqualTo(balances);
  }

  @Test
  void ordersEqualBalancesByTheBytesOfTheNames() {
    TestLedger ledger = open(boundless().plain());
    List<String> names =
        List.of(" ", "A", "B", "a", "a ", "aa", "b", "\u00e4", "\u540d", "\uffee", "\ud83d\ude00");
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, new Random(1));
    for (String balance : List.of("3", "4" + "0".repeat(40))) {
      shuffled.forEach(name -> ledger.applied(ledger.create(name + balance, balance)));
      assertThat(
              ledger.accounts(new Bound(ledger.amount(balance), false), null, 2).stream()
                  .map(each -> each.account().replace(balance, ""))
                  .toList())
          .isEqualTo(names.stream().sorted(GetAllTest::byBytesWithBalance).toList());
    }
  }

  /** No name here is a prefix of another's where the first digit behind it would matter. */
  private static int byBytesWithBalance(String a, String b) {
    return java.util.Arrays.compareUnsigned(
        (a + "3").getBytes(java.nio.charset.StandardCharsets.UTF_8),
        (b + "3").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void takesNoCursorButItsOwn() {
    TestLedger ledger = open(LedgerBuilder.points());
    createAll(ledger, names(3), "5");
    for (String cursor : List.of("", "x", "!!", "MTIz", "5 a", "NSAK", "0-1")) {
      assertThatThrownBy(() -> ledger.ledger().accounts(null, null, cursor, 1))
          .as(cursor)
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo(Code.INVALID_REQUEST));
    }
    String cursor = ledger.ledger().accounts(null, null, null, 2).cursor();
    assertThat(ledger.ledger().accounts(null, null, cursor, 2).items()).hasSize(1);
  }

  @Test
  void goesOnBehindLongNamesAndLongBalances() {
    TestLedger ledger = open(boundless());
    List<String> names =
        List.of("\ud83d\ude00".repeat(128), "\u540d".repeat(128), "a b".repeat(42), "\"");
    names.forEach(name -> ledger.applied(ledger.create(name, MOST)));
    assertThat(ledger.accounts(null, null, 1).stream().map(AccountBalance::account).toList())
        .containsExactlyInAnyOrderElementsOf(names);
  }
}
