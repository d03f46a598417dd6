package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Audit;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The proof that balances, ranking and journal of a ledger agree, page by page. */
@Guarded
@Singleton
public class AuditFunction {

  private final Reads reads;

  AuditFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("audit")
  public Reply audit(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    int limit = PageSize.of(request.limit());
    return Reply.of(reads.store().audit(reads.ledger(request.ledger()), request.cursor(), limit));
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      String cursor,
      @Min(value = 1, message = PageSize.RULE)
          @Max(value = LedgerStore.MAX_PAGE, message = PageSize.RULE)
          @JsonDeserialize(using = WholeNumberDeserializer.class)
          Integer limit) {}

  /**
   * A page; the cursor is null on the last one, which alone has accounts, sum and
   * circulatingSupply.
   */
  @RegisterForReflection
  public record Reply(
      long checked,
      List<DifferenceReply> differences,
      String cursor,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long accounts,
      @JsonInclude(JsonInclude.Include.NON_NULL) String sum,
      @JsonInclude(JsonInclude.Include.NON_NULL) String circulatingSupply) {

    static Reply of(Audit audit) {
      List<DifferenceReply> differences =
          audit.differences().stream().map(DifferenceReply::of).toList();
      Audit.Totals totals = audit.totals();
      return totals == null
          ? new Reply(audit.checked(), differences, audit.cursor(), null, null, null)
          : new Reply(
              audit.checked(),
              differences,
              null,
              totals.accounts(),
              totals.sum().toString(),
              totals.circulatingSupply().toString());
    }
  }

  /**
   * Two things that should be equal and are not; account, expected and found are null where there
   * is none.
   */
  @RegisterForReflection
  public record DifferenceReply(String kind, String account, String expected, String found) {

    static DifferenceReply of(Audit.Difference difference) {
      return new DifferenceReply(
          difference.kind(),
          difference.account(),
          text(difference.expected()),
          text(difference.found()));
    }

    private static String text(Amount amount) {
      return amount == null ? null : amount.toString();
    }
  }
}
