package dev.scrip.function;

/** The number of accounts or entries on a page. */
final class PageSize {

  /** The number if the request has no limit. */
  static final int DEFAULT = 100;

  private PageSize() {}

  static int of(Integer limit) {
    return limit == null ? DEFAULT : limit;
  }
}
