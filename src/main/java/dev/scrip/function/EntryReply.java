package dev.scrip.function;

import dev.scrip.domain.Entry;
import dev.scrip.domain.Posting;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A journal entry. Times are ISO 8601 instants; id, by and reason are null where there is none. */
@RegisterForReflection
public record EntryReply(
    String entry,
    String operation,
    String id,
    String at,
    String by,
    String reason,
    List<PostingReply> postings) {

  static EntryReply of(Entry entry, String only) {
    return new EntryReply(
        entry.entry(),
        entry.operation(),
        entry.id(),
        entry.timestamp(),
        entry.by(),
        entry.reason(),
        entry.postings().stream().map(posting -> PostingReply.of(posting, only)).toList());
  }

  /**
   * What one account gained (or lost, when negative) and had afterwards, which a holder is not told
   * of another's.
   */
  @RegisterForReflection
  public record PostingReply(String account, String amount, String balance) {

    static PostingReply of(Posting posting, String only) {
      boolean told = only == null || only.equals(posting.account());
      return new PostingReply(
          posting.account(),
          posting.amount().toString(),
          told ? posting.balance().toString() : null);
    }
  }
}
