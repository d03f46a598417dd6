package dev.scrip.function;

import static dev.scrip.client.LedgerClient.item;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation of pointomatic, sentence by sentence. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class PointomaticTest {

  private static final String RFC_1123 =
      "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT";

  private final LedgerClient points = new LedgerClient(AcceptanceLedgers.POINTS);

  /** The examples of wsum: each gets what the documentation says that it yields. */
  @Test
  void weightedSums() {
    String name = AcceptanceLedgers.SUMS;
    LedgerClient sums = new LedgerClient(name);
    sums.call("create", "account", "Susan", "amount", 20000);
    sums.call("create", "account", "Lisa", "amount", 100);
    sums.call("groupAdd", "group", "premium", "accounts", List.of("Susan", "Bart"));

    // "give premium members 20 points"
    JsonReply given =
        sums.call("wsum", "destination", name, "weights", Map.of(name, 1, "premium", 20));
    assertThat(given.getString("destination")).isEqualTo(name);
    assertThat(given.getString("weights.premium")).isEqualTo("20");
    assertThat(given.body().get("count").asInt()).isEqualTo(3);
    assertThat(sums.balance("Susan")).isEqualTo("20020");
    assertThat(sums.balance("Lisa")).isEqualTo("100");
    // "ignores min/max and can create accounts that dont exist"
    assertThat(sums.balance("Bart")).isEqualTo("20");

    // "deduct 20 points from premium members"
    sums.call("wsum", "destination", name, "weights", Map.of(name, 1, "premium", -20));
    assertThat(sums.balance("Susan")).isEqualTo("20000");
    assertThat(sums.balance("Bart")).isEqualTo("0");
    sums.call("wsum", "destination", name, "weights", Map.of(name, 1, "premium", -20));
    assertThat(sums.balance("Bart")).as("below the minimum of 0").isEqualTo("-20");

    // "store the points keys/values in another redis sorted set named backup"
    JsonReply stored = sums.call("wsum", "destination", "backup", "weights", Map.of(name, 1));
    assertThat(stored.body().get("count").asInt()).isEqualTo(3);
    sums.call("add", "account", "Susan", "amount", 5);
    sums.call("delete", "account", "Lisa", "reason", "left");
    sums.call("create", "account", "Maggie", "amount", 1);

    // "restore from backup, replacing all current keys/values; doesn't fix/restore logs"
    sums.call("wsum", "destination", name, "weights", Map.of("backup", 1));
    assertThat(sums.call("getAll").getList("accounts.account"))
        .containsExactly("Bart", "Lisa", "Susan");
    assertThat(sums.balance("Susan")).isEqualTo("19980");
    assertThat(sums.call("getDeleteReason", "account", "Lisa").getString("reason"))
        .isEqualTo("left");

    // What reap does after a sum has put accounts below the minimum.
    JsonReply reaped = sums.call("reap", "reason", "expended");
    assertThat(reaped.body().get("reaped").asInt()).isEqualTo(1);
    sums.refused(Code.UNKNOWN_ACCOUNT, "get", "account", "Bart");
    assertThat(sums.call("getDeleteReason", "account", "Bart").getString("reason"))
        .isEqualTo("expended");
    assertThat(sums.call("audit", "full", true).getList("differences")).isEmpty();
  }

  @Test
  void theWholeStory() {
    JsonReply lisa =
        points.call("create", "account", "Lisa", "amount", 100, "reason", "trial offer");
    assertThat(lisa.getString("account")).isEqualTo("Lisa");
    assertThat(lisa.getString("balance")).isEqualTo("100");
    assertThat(lisa.getString("entry")).isNotEmpty();
    JsonReply susan =
        points.call(
            "create", "account", "Susan", "amount", 20000, "reason", "paid plan: conquest!");
    assertThat(susan.getString("balance")).isEqualTo("20000");

    // "conflict E"
    JsonReply exists =
        points.refused(Code.ACCOUNT_EXISTS, "create", fieldsOf("Susan", 5000, "paid plan: basic"));
    assertThat(exists.getString("account")).isEqualTo("Susan");
    assertThat(exists.getString("balance")).isEqualTo("20000");
    JsonReply undead = points.refused(Code.BELOW_MIN, "create", fieldsOf("Undead", -100, "oh no!"));
    assertThat(undead.getString("min")).isEqualTo("0");
    JsonReply kraken =
        points.refused(
            Code.ABOVE_MAX, "create", "account", "Kraken", "amount", 1e30, "reason", "wow!");
    assertThat(kraken.getString("max")).isEqualTo("10000000");
    for (String nobody : List.of("Undead", "Kraken")) {
      points.refused(Code.UNKNOWN_ACCOUNT, "get", "account", nobody);
      assertThat(points.call("getCreateReason", "account", nobody).getString("utc")).isNull();
    }

    assertThat(points.balance("Susan")).isEqualTo("20000");
    JsonReply added = points.call("add", "account", "Susan", "amount", 100);
    assertThat(added.getString("balance")).isEqualTo("20100");
    assertThat(added.getString("change")).isEqualTo("100");
    JsonReply taken = points.call("add", "account", "Susan", "amount", -500);
    assertThat(taken.getString("balance")).isEqualTo("19600");
    assertThat(taken.getString("change")).isEqualTo("-500");
    JsonReply below =
        points.refused(Code.BELOW_MIN, "add", fieldsOf("Susan", -1000000, "too much"));
    assertThat(below.getString("balance")).isEqualTo("19600");
    assertThat(points.balance("Susan")).isEqualTo("19600");

    Instant before = Instant.now().minusSeconds(2);
    JsonReply deleted = points.call("delete", "account", "Susan", "reason", "account expired");
    assertThat(deleted.getString("account")).isEqualTo("Susan");
    assertThat(deleted.getBoolean("deleted")).isTrue();
    checkReason("getDeleteReason", "Susan", "account expired", before);
    checkReason("getCreateReason", "Susan", "paid plan: conquest!", before.minusSeconds(60));
    checkReason("getCreateReason", "Lisa", "trial offer", before.minusSeconds(60));

    JsonReply again = points.call("delete", "account", "Susan", "reason", "delete again");
    assertThat(again.getBoolean("deleted")).isFalse();
    assertThat(again.getString("entry")).isNull();
    checkReason("getDeleteReason", "Susan", "account expired", before);

    // "conflict D"
    points.refused(Code.ACCOUNT_DELETED, "create", "account", "Susan", "amount", 100);
    points.refused(Code.UNKNOWN_ACCOUNT, "get", "account", "Susan");
    assertThat(points.all()).isEqualTo("Lisa=100");
    assertThat(points.operations("Susan")).containsExactly("delete", "add", "add", "create");
    assertThat(points.audited()).isEqualByComparingTo("100");
  }

  private static Object[] fieldsOf(String account, int amount, String reason) {
    return new Object[] {"account", account, "amount", amount, "reason", reason};
  }

  private void checkReason(String function, String account, String reason, Instant notBefore) {
    for (JsonReply reply :
        List.of(
            points.call(function, "account", account),
            LedgerClient.reply(
                given()
                    .queryParam("account", account)
                    .queryParam("ledger", points.name())
                    .get("/" + function)))) {
      assertThat(reply.getString("account")).isEqualTo(account);
      assertThat(reply.getString("reason")).isEqualTo(reason);
      assertThat(reply.getString("utc")).matches(RFC_1123);
      ZonedDateTime at =
          ZonedDateTime.parse(reply.getString("utc"), DateTimeFormatter.RFC_1123_DATE_TIME);
      assertThat(at.toInstant()).isBetween(notBefore, Instant.now().plus(Duration.ofSeconds(2)));
    }
  }

  @Test
  void theConfiguredDefaultIsTheLedgerOfARequestThatNamesNone() {
    JsonReply info = LedgerClient.reply(given().get("/getInfo"));
    assertThat(info.getString("ledger")).isEqualTo(AcceptanceLedgers.POINTS);
    assertThat(info.getString("kind")).isEqualTo("points");
    assertThat(info.getString("min")).isEqualTo("0");
    assertThat(info.getString("max")).isEqualTo("10000000");
  }

  @Test
  void boundsAreInclusive() {
    LedgerClient debt = new LedgerClient(AcceptanceLedgers.DEBT);
    debt.call("create", "account", "low", "amount", "-100");
    debt.call("create", "account", "high", "amount", "100");
    debt.refused(Code.BELOW_MIN, "create", "account", "lower", "amount", "-101");
    debt.refused(Code.ABOVE_MAX, "create", "account", "higher", "amount", "101");
    debt.refused(Code.BELOW_MIN, "add", "account", "low", "amount", "-1");
    debt.refused(Code.ABOVE_MAX, "add", "account", "high", "amount", "1");
    debt.refused(Code.BELOW_MIN, "transfer", "from", "low", "to", "high", "amount", "1");
    debt.refused(Code.BELOW_MIN, "burn", "account", "low", "amount", "1");
    debt.call("transfer", "from", "high", "to", "low", "amount", "200");
    assertThat(debt.all()).isEqualTo("high=-100 low=100");
    debt.refused(Code.ABOVE_MAX, "add", "account", "low", "amount", "1");
    assertThat(debt.audited()).isEqualByComparingTo("0");
    debt.call("burn", "account", "low", "amount", "150");
    assertThat(debt.all()).isEqualTo("high=-100 low=-50");
    assertThat(debt.call("getTotalSupply").getString("totalSupply")).isEqualTo("-150");
    assertThat(debt.audited()).isEqualByComparingTo("-150");
  }

  @Test
  void withoutALogNoReasonsAreKeptAndAccountsMayComeBack() {
    LedgerClient bonus = new LedgerClient(AcceptanceLedgers.BONUS);
    for (int round = 0; round < 3; round++) {
      bonus.call("create", "account", "phoenix", "amount", "0.05", "reason", "from the ashes");
      assertThat(bonus.call("delete", "account", "phoenix").getBoolean("deleted")).isTrue();
    }
    for (String function : List.of("getCreateReason", "getDeleteReason")) {
      JsonReply reply = bonus.call(function, "account", "phoenix");
      assertThat(reply.getString("utc")).isNull();
      assertThat(reply.getString("reason")).isNull();
    }
    assertThat(bonus.operations("phoenix"))
        .containsExactly("delete", "create", "delete", "create", "delete", "create");
  }

  @Test
  void decimalsAreExact() {
    LedgerClient bonus = new LedgerClient(AcceptanceLedgers.BONUS);
    bonus.call("create", "account", "tenth", "amount", 0.1);
    JsonReply sum = bonus.call("add", "account", "tenth", "amount", "0.20");
    assertThat(sum.getString("balance")).isEqualTo("0.3");
    assertThat(sum.getString("change")).isEqualTo("0.2");
    assertThat(bonus.call("add", "account", "tenth", "amount", "-0.30").getString("balance"))
        .isEqualTo("0");
    for (int i = 0; i < 10; i++) {
      bonus.call("add", "account", "tenth", "amount", 0.1);
    }
    assertThat(bonus.balance("tenth")).isEqualTo("1");
    bonus.invalid("amount", "add", "account", "tenth", "amount", "0.001");
    bonus.invalid("amount", "add", "account", "tenth", "amount", "0.00");
    assertThat(bonus.balance("tenth")).isEqualTo("1");
  }

  @Test
  void thePatternDecidesWhichNamesAreValid() {
    LedgerClient named = new LedgerClient(AcceptanceLedgers.NAMED);
    named.call("create", "account", "Lisa", "amount", 1);
    named.call("create", "account", "Bart", "amount", 1);
    for (String name : List.of("lisa", "L", "Lisa!", "Lisa Simpson", "Abcdefghijkl", "xLisa")) {
      named.invalid("account", "create", "account", name, "amount", 1);
      named.invalid("account", "get", "account", name);
      named.invalid("account", "delete", "account", name);
      named.invalid("to", "transfer", "from", "Lisa", "to", name, "amount", 1);
    }
    assertThat(named.all()).isEqualTo("Bart=1 Lisa=1");
  }

  @Test
  void noRaceLeadsOutOfTheBounds() throws Exception {
    LedgerClient race = new LedgerClient(AcceptanceLedgers.RACE);
    race.call("create", "account", "runner", "amount", 50);
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int client = 0; client < 16; client++) {
      Random random = new Random(client);
      clients.add(
          () -> {
            int applied = 0;
            for (int i = 0; i < 20; i++) {
              int change = random.nextInt(1, 61) * (random.nextBoolean() ? 1 : -1);
              int status = race.send("add", "account", "runner", "amount", change).statusCode();
              assertThat(status).isIn(200, 422);
              applied += status == 200 ? change : 0;
            }
            return applied;
          });
    }
    int expected = 50;
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      for (Future<Integer> applied : threads.invokeAll(clients)) {
        expected += applied.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(race.balance("runner")).isEqualTo(Integer.toString(expected));
    for (Map<String, Object> entry : race.history("runner")) {
      Map<?, ?> posting = (Map<?, ?>) ((List<?>) entry.get("postings")).get(0);
      assertThat(new BigDecimal((String) posting.get("balance")))
          .isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
    }
    race.audited();
  }

  @Test
  void tenThousandAccounts() {
    LedgerClient crowd = new LedgerClient(AcceptanceLedgers.CROWD);
    int count = 10_000;
    Set<String> names = new LinkedHashSet<>();
    for (int first = 0; first < count; first += 500) {
      List<Map<String, Object>> operations = new ArrayList<>();
      for (int i = first; i < first + 500; i++) {
        String name = "user " + i;
        names.add(name);
        operations.add(item("create", "account", name, "amount", 7));
      }
      assertThat(LedgerClient.applied(crowd.sendBatch("independent", operations))).hasSize(500);
    }
    List<Map<String, String>> accounts = crowd.accounts(1000);
    assertThat(accounts).hasSize(count).allMatch(each -> each.get("balance").equals("7"));
    assertThat(accounts.stream().map(each -> each.get("account")).collect(Collectors.toSet()))
        .isEqualTo(names);
    assertThat(crowd.call("getTotalSupply").getString("totalSupply")).isEqualTo("70000");

    // Page by page, while accounts that were seen and accounts that were not yet seen change.
    Set<String> seen = new LinkedHashSet<>();
    String cursor = null;
    int page = 0;
    do {
      JsonNode reply =
          LedgerClient.json(
              cursor == null
                  ? crowd.send("getAll", "limit", 700)
                  : crowd.send("getAll", "limit", 700, "cursor", cursor));
      List<String> here = reply.get("accounts").findValuesAsText("account");
      for (String each : here) {
        assertThat(seen.add(each)).as(each).isTrue();
      }
      crowd.call("delete", "account", accounts.get(700 * page).get("account"));
      crowd.call("create", "account", "aaa " + page, "amount", 7);
      crowd.call("add", "account", here.get(1), "amount", -1);
      cursor = reply.get("cursor").textValue();
      page++;
    } while (cursor != null);
    assertThat(seen.containsAll(names)).isTrue();

    crowd.call("delete", "account", "user 77", "reason", "left");
    crowd.refused(Code.ACCOUNT_DELETED, "create", "account", "user 77", "amount", 7);
    assertThat(crowd.call("getInfo").getInt("accounts")).isEqualTo(count - 1);
  }
}
