package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Audit;
import dev.scrip.domain.LedgerDefinition;
import java.util.List;

/** Audits of whole ledgers. */
final class Audits {

  private Audits() {}

  /** All that an audit of all entries finds amiss. */
  static List<Audit.Difference> differences(LedgerStore store, LedgerDefinition ledger) {
    Audit audit = new BlockingLedger(store.ledger(ledger)).audit(true);
    assertThat(audit.from()).isNull();
    assertThat(audit.differenceCount()).isEqualTo(audit.differences().size());
    return audit.differences();
  }

  /** Those differences as texts: kind, account, expected and found. */
  static List<String> texts(Audit audit) {
    return audit.differences().stream()
        .map(
            each -> each.kind() + " " + each.account() + " " + each.expected() + " " + each.found())
        .toList();
  }
}
