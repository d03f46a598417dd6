package dev.scrip.function;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The token module's document, method by method, and what it gets wrong done right. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class TarotTokenTest {

  private static final String UNIT_OF_GOLD = "0." + "0".repeat(17) + "1";

  @Test
  void theWholeStory() {
    LedgerClient taro = new LedgerClient(AcceptanceLedgers.TARO);
    taro.refused(Code.NOT_INITIALIZED, "getInfo");
    taro.refused(Code.NOT_INITIALIZED, "getTotalSupply");
    taro.refused(Code.NOT_INITIALIZED, "getCirculatingSupply");
    taro.refused(Code.NOT_INITIALIZED, "transfer", move("treasury", "ann", "1"));
    taro.refused(Code.NOT_INITIALIZED, "burn", "account", "treasury", "amount", "1");
    assertThat(taro.top(10)).isEmpty();

    JsonReply first = taro.call("initialize", "reason", "genesis");
    assertThat(first.getString("kind")).isEqualTo("token");
    JsonReply info = taro.call("getInfo");
    assertThat(info.getString("name")).isEqualTo("Tarot Token");
    assertThat(info.getString("symbol")).isEqualTo("TARO");
    assertThat(info.getInt("decimals")).isEqualTo(6);
    assertThat(info.getString("totalSupply")).isEqualTo("100000000");
    assertThat(info.getString("circulatingSupply")).isEqualTo("100000000");
    assertThat(info.getInt("accounts")).isEqualTo(1);
    assertThat(info.getString("min")).isNull();
    assertThat(balance(taro, "treasury")).isEqualTo("100000000");
    assertThat(balance(taro, "unknown")).isEqualTo("0");
    checkSupply(taro, "0");

    JsonReply moved = taro.call("transfer", move("treasury", "Lisa", "250.5"));
    assertThat(moved.getString("from.account")).isEqualTo("treasury");
    assertThat(moved.getString("from.balance")).isEqualTo("99999749.5");
    assertThat(moved.getString("to.account")).isEqualTo("Lisa");
    assertThat(moved.getString("to.balance")).isEqualTo("250.5");
    assertThat(moved.getString("amount")).isEqualTo("250.5");
    checkSupply(taro, "0");
    taro.call("transfer", move("Lisa", "Bart", "0.000001"));
    assertThat(balance(taro, "Lisa")).isEqualTo("250.499999");
    assertThat(balance(taro, "Bart")).isEqualTo("0.000001");
    checkSupply(taro, "0");

    JsonReply burned = taro.call("burn", "account", "Lisa", "amount", "50.5", "reason", "spent");
    assertThat(burned.getString("balance")).isEqualTo("199.999999");
    assertThat(burned.getString("amount")).isEqualTo("50.5");
    assertThat(burned.getString("circulatingSupply")).isEqualTo("99999949.5");
    assertThat(taro.call("getTotalSupply").getString("totalSupply")).isEqualTo("100000000");
    assertThat(taro.call("getCirculatingSupply").getString("circulatingSupply"))
        .isEqualTo("99999949.5");
    checkSupply(taro, "50.5");

    assertThat(taro.top(10)).isEqualTo("1 treasury=99999749.5, 2 Lisa=199.999999, 3 Bart=0.000001");
    assertThat(taro.top(1)).isEqualTo("1 treasury=99999749.5");

    JsonReply again = taro.call("initialize");
    assertThat(again.getString("entry")).isEqualTo(first.getString("entry"));
    assertThat(again.getString("circulatingSupply")).isEqualTo("99999949.5");

    // Who has nothing left leaves the ranking, and the history stays.
    taro.call("transfer", move("Bart", "Lisa", "0.000001"));
    assertThat(taro.top(10)).isEqualTo("1 treasury=99999749.5, 2 Lisa=200");
    assertThat(taro.operations("Bart")).containsExactly("transfer", "transfer");
    taro.call("burn", "account", "Lisa", "amount", "200");
    assertThat(taro.top(10)).isEqualTo("1 treasury=99999749.5");
    assertThat(taro.operations("Lisa"))
        .containsExactly("burn", "transfer", "burn", "transfer", "transfer");
    checkSupply(taro, "250.5");
    taro.call("transfer", move("treasury", "Lisa", "1"));
    assertThat(taro.operations("Lisa"))
        .containsExactly("transfer", "burn", "transfer", "burn", "transfer", "transfer");
    assertThat(taro.operations(null)).last().isEqualTo("initialize");
    assertThat(taro.history("treasury").get(0).get("operation")).isEqualTo("transfer");
    assertThat(taro.history("treasury").get(2).get("reason")).isEqualTo("genesis");
    checkSupply(taro, "250.5");

    refusalsChangeNothing(taro);
    supplyStaysFixed(taro);
  }

  private static void refusalsChangeNothing(LedgerClient taro) {
    String before = taro.all();
    int entries = taro.history(null).size();
    taro.refused(Code.SAME_ACCOUNT, "transfer", move("treasury", "treasury", "1"));
    taro.invalid("amount", "transfer", move("treasury", "Lisa", "0"));
    taro.invalid("amount", "transfer", move("treasury", "Lisa", "0.000000"));
    taro.invalid("amount", "transfer", move("treasury", "Lisa", "-1"));
    taro.invalid("amount", "transfer", move("treasury", "Lisa", "0.0000001"));
    taro.invalid("amount", "transfer", move("treasury", "Lisa", "1e3"));
    taro.invalid("amount", "burn", "account", "treasury", "amount", "0");
    taro.invalid("amount", "burn", "account", "treasury", "amount", "-1");
    taro.invalid("amount", "burn", "account", "treasury", "amount", "1.0000001");
    JsonReply few =
        taro.refused(Code.INSUFFICIENT_BALANCE, "transfer", move("Lisa", "Bart", "1.000001"));
    assertThat(few.getString("balance")).isEqualTo("1");
    assertThat(few.getString("account")).isEqualTo("Lisa");
    taro.refused(Code.INSUFFICIENT_BALANCE, "transfer", move("nobody", "Bart", "1"));
    taro.refused(Code.INSUFFICIENT_BALANCE, "burn", "account", "Lisa", "amount", "1.000001");
    taro.refused(Code.INSUFFICIENT_BALANCE, "burn", "account", "nobody", "amount", "1");
    assertThat(taro.all()).isEqualTo(before);
    assertThat(taro.history(null)).hasSize(entries);
    checkSupply(taro, "250.5");
  }

  private static void supplyStaysFixed(LedgerClient taro) {
    taro.refused(Code.SUPPLY_FIXED, "create", "account", "minted", "amount", "1");
    taro.refused(Code.SUPPLY_FIXED, "add", "account", "Lisa", "amount", "1");
    taro.refused(Code.SUPPLY_FIXED, "delete", "account", "Lisa");
    taro.refused(Code.SUPPLY_FIXED, "reap");
    assertThat(taro.call("delete", "account", "Bart").getBoolean("deleted")).isFalse();
    checkSupply(taro, "250.5");
  }

  @Test
  void eighteenDecimalsAreExact() {
    LedgerClient gold = new LedgerClient(AcceptanceLedgers.GOLD);
    gold.call("initialize");
    String all = "1000000000";
    gold.call("transfer", move("treasury", "ann", UNIT_OF_GOLD));
    assertThat(balance(gold, "ann")).isEqualTo(UNIT_OF_GOLD);
    assertThat(balance(gold, "treasury"))
        .isEqualTo(new BigDecimal(all).subtract(new BigDecimal(UNIT_OF_GOLD)).toPlainString());
    gold.call("transfer", move("ann", "treasury", UNIT_OF_GOLD));
    assertThat(balance(gold, "treasury")).isEqualTo(all);

    // Neighbours that one unit parts: beyond 2^53 and beyond any double.
    BigDecimal unit = new BigDecimal(UNIT_OF_GOLD);
    BigDecimal middle = new BigDecimal("123456789.123456789012345678");
    gold.call("transfer", move("treasury", "a", middle.add(unit).toPlainString()));
    gold.call("transfer", move("treasury", "b", middle.toPlainString()));
    gold.call("transfer", move("treasury", "c", middle.subtract(unit).toPlainString()));
    assertThat(topAccounts(gold)).containsExactly("treasury", "a", "b", "c");
    gold.call("transfer", move("a", "c", UNIT_OF_GOLD));
    gold.call("transfer", move("b", "c", UNIT_OF_GOLD));
    assertThat(topAccounts(gold)).containsExactly("treasury", "c", "a", "b");
    checkSupply(gold, "0");
    gold.call("burn", "account", "b", "amount", UNIT_OF_GOLD);
    checkSupply(gold, UNIT_OF_GOLD);
    assertThat(gold.call("getCirculatingSupply").getString("circulatingSupply"))
        .isEqualTo("999999999.999999999999999999");
    gold.invalid("amount", "transfer", move("a", "b", UNIT_OF_GOLD + "1"));
    gold.invalid("amount", "transfer", move("a", "b", "0." + "0".repeat(18) + "1"));
  }

  @Test
  void tenToTheSeventySevenIsExact() {
    LedgerClient huge = new LedgerClient(AcceptanceLedgers.HUGE);
    huge.call("initialize");
    BigInteger all = new BigInteger(AcceptanceLedgers.TEN_TO_77);
    assertThat(balance(huge, "treasury")).isEqualTo(all.toString());
    huge.call("transfer", move("treasury", "ann", "1"));
    assertThat(balance(huge, "treasury")).isEqualTo("9".repeat(77));
    BigInteger third = all.divide(BigInteger.valueOf(3));
    BigInteger less = third.subtract(BigInteger.ONE);
    BigInteger more = third.add(BigInteger.ONE);
    huge.call("transfer", move("treasury", "b", less.toString()));
    huge.call("transfer", move("treasury", "a", more.toString()));
    assertThat(huge.top(10))
        .isEqualTo("1 a=" + more + ", 2 treasury=" + third + ", 3 b=" + less + ", 4 ann=1");
    checkSupply(huge, "0");
    huge.refused(Code.INSUFFICIENT_BALANCE, "transfer", move("b", "ann", third.toString()));
    huge.call("transfer", move("a", "b", "2"));
    assertThat(topAccounts(huge)).containsExactly("b", "treasury", "a", "ann");
    huge.call("burn", "account", "b", "amount", third.toString());
    assertThat(balance(huge, "b")).isEqualTo("1");
    assertThat(huge.call("getCirculatingSupply").getString("circulatingSupply"))
        .isEqualTo(all.subtract(third).toString());
    checkSupply(huge, third.toString());
    // A JSON number is as exact as a string.
    Response reply =
        given()
            .contentType("application/json; charset=utf-8")
            .body(
                "{\"ledger\":\""
                    + huge.name()
                    + "\",\"from\":\"a\",\"to\":\"c\",\"amount\":"
                    + less
                    + "}")
            .post("/transfer");
    assertThat(LedgerClient.reply(reply).getString("from.balance")).isEqualTo("0");
    assertThat(balance(huge, "c")).isEqualTo(less.toString());
    checkSupply(huge, third.toString());
  }

  @Test
  void allocationsAndATokenThatCannotBeBurned() {
    LedgerClient firm = new LedgerClient(AcceptanceLedgers.FIRM);
    firm.call("initialize");
    assertThat(firm.top(10)).isEqualTo("1 sale=599.75, 2 team=400.25");
    firm.refused(Code.NOT_BURNABLE, "burn", "account", "team", "amount", "1");
    checkSupply(firm, "0");
  }

  @Test
  void whoeverRacesInitializesOnce() throws Exception {
    LedgerClient pair = new LedgerClient(AcceptanceLedgers.PAIR);
    List<Callable<String>> racers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      racers.add(() -> pair.call("initialize").getString("entry"));
    }
    Set<String> entries = new HashSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(racers.size());
    try {
      for (Future<String> entry : threads.invokeAll(racers)) {
        entries.add(entry.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(entries).hasSize(1);
    assertThat(pair.history(null)).hasSize(1);
    checkSupply(pair, "0");

    // What happens on one ledger is nothing to another, though the accounts have the same names.
    LedgerClient points = new LedgerClient(AcceptanceLedgers.DEBT);
    points.refused(Code.NOT_A_TOKEN, "initialize");
    LedgerClient firm = new LedgerClient(AcceptanceLedgers.FIRM);
    firm.call("initialize");
    String before = firm.all();
    pair.call("transfer", move("ann", "team", "123"));
    pair.call("burn", "account", "team", "amount", "23");
    assertThat(firm.all()).isEqualTo(before);
    assertThat(pair.top(10)).isEqualTo("1 ann=377, 2 team=100");
    checkSupply(pair, "23");
    checkSupply(firm, "0");
  }

  private static Object[] move(String from, String to, String amount) {
    return new Object[] {"from", from, "to", to, "amount", amount};
  }

  private static String balance(LedgerClient ledger, String account) {
    return ledger.call("getBalance", "account", account).getString("balance");
  }

  private static List<String> topAccounts(LedgerClient ledger) {
    return ledger.call("getTopHolders").getList("holders.account");
  }

  /** Sum of balances = circulating = total less burned. */
  private static void checkSupply(LedgerClient ledger, String burned) {
    BigDecimal total = new BigDecimal(ledger.call("getTotalSupply").getString("totalSupply"));
    assertThat(ledger.audited()).isEqualByComparingTo(total.subtract(new BigDecimal(burned)));
    List<Map<String, String>> accounts = ledger.accounts(1000);
    assertThat(accounts).noneMatch(each -> each.get("balance").equals("0"));
  }
}
