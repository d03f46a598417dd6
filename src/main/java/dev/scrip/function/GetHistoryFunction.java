package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
import dev.scrip.access.OwnAccountRequest;
import dev.scrip.domain.Entry;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Page;
import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidLimit;
import dev.scrip.json.WholeNumberDeserializer;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/** Lists the journal entries of a ledger or of one account, page by page. */
@Singleton
public class GetHistoryFunction {

  private static final String OPERATIONS =
      "add|burn|create|delete|deleteBook|groupAdd|groupRemove|initialize|reap|restore|transfer"
          + "|wsum";

  private final Reads reads;

  GetHistoryFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns a page of the journal.
   *
   * @param request the request
   * @param call the caller
   * @return the page
   */
  @Funq("getHistory")
  public Uni<Reply> getHistory(Request request, @Context Call call) {
    Ledger ledger = reads.ledger(request.ledger());
    HistoryQuery query = Reads.query(ledger, request);
    String only = Reads.onlyAccount(ledger, call.caller());
    return Uni.createFrom()
        .completionStage(
            ledger
                .history(query, request.cursor(), PageSize.of(request.limit()))
                .thenApply(page -> Reply.of(page, only)));
  }

  /**
   * A request for a page of the journal.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account, or null for the whole ledger
   * @param from the time of the oldest entries, an ISO 8601 instant, or null
   * @param to the time of the newest entries, an ISO 8601 instant, or null
   * @param operation the name of their operation, or null for all operations
   * @param order {@code newest} or {@code oldest} first, or null for newest
   * @param cursor the cursor from the previous page, or null for the first page
   * @param limit the number of entries on the page, 1 to 1,000, or null for 100
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @ValidAccount String account,
      String from,
      String to,
      @Pattern(regexp = OPERATIONS, message = "{dev.scrip.ValidOperation}") String operation,
      @Pattern(regexp = "newest|oldest", message = "{dev.scrip.ValidOrder}") String order,
      String cursor,
      @ValidLimit @JsonDeserialize(using = WholeNumberDeserializer.class) Integer limit)
      implements OwnAccountRequest {

    @Override
    public String ownAccount() {
      return account;
    }
  }

  /**
   * A page of the journal.
   *
   * @param entries the entries, in the order of the request
   * @param cursor the cursor of the next page, or null on the last page
   */
  @RegisterForReflection
  public record Reply(List<EntryReply> entries, String cursor) {

    private static Reply of(Page<Entry> page, String only) {
      return new Reply(
          page.items().stream().map(entry -> EntryReply.of(entry.seenBy(only), only)).toList(),
          page.cursor());
    }
  }
}
