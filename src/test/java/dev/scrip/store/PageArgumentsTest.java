package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
import dev.scrip.domain.HistoryQuery;
import org.junit.jupiter.api.Test;

/** The JSON queries of pages. */
class PageArgumentsTest {

  private static String plain(String json) {
    return json.replace('"', '\'');
  }

  @Test
  void writesTheBoundsAndThePlaceOfAccounts() {
    assertThat(
            plain(
                PageArguments.accounts(
                    "backup",
                    new Bound(Amount.ofUnits("-5", 2), true),
                    new Bound(Amount.ofUnits("7", 2), false),
                    new Cursor.Place("6", "ann"),
                    10)))
        .isEqualTo(
            "{'book':'backup','low':'-5','lowExclusive':true,'high':'7','highExclusive':false,"
                + "'afterBalance':'6','afterAccount':'ann','limit':10}");
    assertThat(plain(PageArguments.accounts(null, null, null, null, 1))).isEqualTo("{'limit':1}");
  }

  @Test
  void writesTheAccountAndTheEntryOfAHistory() {
    assertThat(plain(PageArguments.history(HistoryQuery.of("ann"), "1-0", null, 5)))
        .isEqualTo("{'account':'ann','cursor':'1-0','limit':5}");
    HistoryQuery query = new HistoryQuery("ann", "1-0", "9-0", "add", true);
    assertThat(plain(PageArguments.history(query, null, "7-0", 5)))
        .isEqualTo(
            "{'account':'ann','after':'1-0','to':'9-0','operation':'add','oldest':true,"
                + "'at':'7-0','limit':5}");
    assertThat(plain(PageArguments.history(HistoryQuery.of(null), null, null, 5)))
        .isEqualTo("{'limit':5}");
  }
}
