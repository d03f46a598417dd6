package dev.scrip.store;

import dev.scrip.domain.Bound;
import dev.scrip.domain.HistoryQuery;

/** The JSON queries of the scripts that return pages. Names are encoded already. */
final class PageArguments {

  private PageArguments() {}

  /**
   * The query of {@code getAll.lua}.
   *
   * @param book the book, or null for the ledger
   * @param low the lower end, or null
   * @param high the upper end, or null
   * @param after the place behind which the page begins, or null for the first page
   * @param limit the most accounts of the page, 1 to {@value Ledger#MAX_PAGE}
   */
  static String accounts(String book, Bound low, Bound high, Cursor.Place after, int limit) {
    return ScriptArguments.object(
        json -> {
          ScriptArguments.text(json, "book", book);
          if (low != null) {
            ScriptArguments.amount(json, "low", low.amount());
            json.writeBooleanField("lowExclusive", low.exclusive());
          }
          if (high != null) {
            ScriptArguments.amount(json, "high", high.amount());
            json.writeBooleanField("highExclusive", high.exclusive());
          }
          if (after != null) {
            json.writeStringField("afterBalance", after.units());
            json.writeStringField("afterAccount", after.account());
          }
          json.writeNumberField("limit", limit);
        });
  }

  /**
   * The query of {@code getAll.lua} for a ledger without a ranking.
   *
   * @param book the book, or null for the ledger
   * @param scan the cursor of HSCAN at which the page begins, or null for the first page
   * @param limit about how many accounts the page has, 1 to {@value Ledger#MAX_PAGE}
   */
  static String accounts(String book, String scan, int limit) {
    return ScriptArguments.object(
        json -> {
          ScriptArguments.text(json, "book", book);
          ScriptArguments.text(json, "scan", scan);
          json.writeNumberField("limit", limit);
        });
  }

  /** The query of {@code getValue.lua}. */
  static String value(String book, String account) {
    return ScriptArguments.object(
        json -> {
          json.writeStringField("book", book);
          json.writeStringField("account", account);
        });
  }

  /**
   * The query of {@code getHistory.lua}.
   *
   * @param query the entries that are asked for, with an encoded account
   * @param entry the entry of the cursor, or null for the first page
   * @param at where the search for the first page goes on, or null
   * @param limit the most entries of the page, 1 to {@value Ledger#MAX_PAGE}
   */
  static String history(HistoryQuery query, String entry, String at, int limit) {
    return ScriptArguments.object(
        json -> {
          ScriptArguments.text(json, "account", query.account());
          ScriptArguments.text(json, "after", query.after());
          ScriptArguments.text(json, "to", query.to());
          ScriptArguments.text(json, "operation", query.operation());
          if (query.oldestFirst()) {
            json.writeBooleanField("oldest", true);
          }
          ScriptArguments.text(json, "cursor", entry);
          ScriptArguments.text(json, "at", at);
          json.writeNumberField("limit", limit);
        });
  }
}
