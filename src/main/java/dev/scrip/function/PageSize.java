package dev.scrip.function;

import dev.scrip.store.LedgerStore;

/** How long pages are. */
final class PageSize {

  static final String RULE = "must be 1 to " + LedgerStore.MAX_PAGE;

  /** How many accounts or entries a page has unless the request says otherwise. */
  static final int DEFAULT = 100;

  private PageSize() {}

  static int of(Integer limit) {
    return limit == null ? DEFAULT : limit;
  }
}
