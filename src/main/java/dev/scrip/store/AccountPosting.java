package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.nio.charset.StandardCharsets;

/**
 * The line of an entry with the change of one account.
 *
 * @param account the encoded account
 * @param text the words before the account
 * @param posting these words
 */
record AccountPosting(String account, String text, ChainedPosting posting) {

  /** The posting in a line, or null if it is none that can be read. */
  static AccountPosting of(String line) {
    String[] words = StoredEntry.words(line);
    if (words.length != 4 || words[3].isEmpty()) {
      return null;
    }
    String text = words[0] + " " + words[1] + " " + words[2];
    ChainedPosting posting = ChainedPosting.of(text);
    return posting == null ? null : new AccountPosting(words[3], text, posting);
  }

  /** Whether the account may have returned to the ledger with it. */
  boolean mayReturn() {
    return posting.count() > 0 && !posting.leaves();
  }

  /**
   * The record of the posting.
   *
   * @param entry its entry
   * @param reason what {@link StoredEntry#record} says of the entry
   */
  AccountRecord at(EntryId entry, String reason) {
    return new AccountRecord(
        account.getBytes(StandardCharsets.UTF_8),
        entry,
        AccountRecord.Kind.POSTING,
        (text + reason).getBytes(StandardCharsets.UTF_8));
  }
}
