package dev.scrip.domain;

/**
 * A book of a ledger beside the ledger itself.
 *
 * @param name the name, as {@link BookName} describes it
 * @param kind the kind
 * @param accounts the number of its accounts; of a group 1 or more
 * @param entry the id of the entry that changed it last
 */
public record Book(String name, Kind kind, long accounts, String entry) {

  /** The kinds of books. */
  public enum Kind {
    /** A set of names of accounts, which need not exist. */
    GROUP("group"),
    /** A copy of balances, or of a weighted sum of books, which does not change. */
    SNAPSHOT("snapshot");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** {@return the kind in requests, replies and scripts, such as {@code group}} */
    public String word() {
      return word;
    }
  }
}
