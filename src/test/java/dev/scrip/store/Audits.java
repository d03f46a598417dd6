package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Audit;
import dev.scrip.domain.LedgerDefinition;
import java.util.ArrayList;
import java.util.List;

/** Audits of whole ledgers. */
final class Audits {

  private Audits() {}

  /** All that an audit finds amiss, in pages of this size. */
  static List<Audit.Difference> differences(
      LedgerStore store, LedgerDefinition ledger, int pageSize) {
    List<Audit.Difference> differences = new ArrayList<>();
    String cursor = null;
    while (true) {
      Audit page = new BlockingLedger(store.ledger(ledger)).audit(cursor, pageSize);
      differences.addAll(page.differences());
      if (page.cursor() == null) {
        assertThat(page.totals()).isNotNull();
        return differences;
      }
      assertThat(page.totals()).isNull();
      cursor = page.cursor();
    }
  }
}
