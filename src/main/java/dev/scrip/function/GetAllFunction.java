package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Bound;
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

/** The accounts of a ledger, page by page, ascending by balance. */
@Guarded
@Singleton
public class GetAllFunction {

  private final Reads reads;

  GetAllFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("getAll")
  public Reply getAll(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    LedgerDefinition ledger = reads.ledger(request.ledger());
    Fields fields = new Fields(ledger);
    Bound low = fields.low("low", request.low());
    Bound high = fields.high("high", request.high());
    fields.check();
    Reads.requireBook(ledger, request.book());
    Page<AccountBalance> page =
        reads.store().accounts(ledger, low, high, request.cursor(), PageSize.of(request.limit()));
    return new Reply(page.items().stream().map(AccountReply::of).toList(), page.cursor());
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @JsonDeserialize(using = AmountTextDeserializer.class) String low,
      @JsonDeserialize(using = AmountTextDeserializer.class) String high,
      String book,
      String cursor,
      @Min(value = 1, message = PageSize.RULE)
          @Max(value = LedgerStore.MAX_PAGE, message = PageSize.RULE)
          @JsonDeserialize(using = WholeNumberDeserializer.class)
          Integer limit) {}

  /** A page; the cursor is null on the last one. */
  @RegisterForReflection
  public record Reply(List<AccountReply> accounts, String cursor) {}
}
