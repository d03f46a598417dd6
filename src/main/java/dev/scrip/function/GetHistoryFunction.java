package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Page;
import dev.scrip.domain.Posting;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The journal of a ledger or of one account, page by page, newest first. */
@Guarded
@Singleton
public class GetHistoryFunction {

  private final Reads reads;

  GetHistoryFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("getHistory")
  public Reply getHistory(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    LedgerDefinition ledger =
        request.account() == null
            ? reads.ledger(request.ledger())
            : reads.ledgerOf(request.ledger(), request.account());
    Page<Entry> page =
        reads
            .store()
            .history(ledger, request.account(), request.cursor(), PageSize.of(request.limit()));
    String only = reads.onlyAccount(ledger);
    return new Reply(
        page.items().stream().map(entry -> EntryReply.of(entry.seenBy(only), only)).toList(),
        page.cursor());
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @IsAccount String account,
      String cursor,
      @Min(value = 1, message = PageSize.RULE)
          @Max(value = LedgerStore.MAX_PAGE, message = PageSize.RULE)
          @JsonDeserialize(using = WholeNumberDeserializer.class)
          Integer limit)
      implements HolderRequest {

    @Override
    public String ownAccount() {
      return account;
    }
  }

  /**
   * A journal entry. Times are ISO 8601 instants; id, by and reason are null where there is none.
   */
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

  /** A page; the cursor is null on the last one. */
  @RegisterForReflection
  public record Reply(List<EntryReply> entries, String cursor) {}
}
