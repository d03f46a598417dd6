package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Page;
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

  /** A page; the cursor is null on the last one. */
  @RegisterForReflection
  public record Reply(List<EntryReply> entries, String cursor) {}
}
