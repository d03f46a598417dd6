package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Audit;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidLimit;
import dev.scrip.json.WholeNumberDeserializer;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Compares balances, ranking and journal of a ledger, page by page. */
@Singleton
public class AuditFunction {

  private final Reads reads;

  AuditFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Compares balances, ranking and journal of a ledger, page by page.
   *
   * @param request the request
   * @return the page
   */
  @Funq("audit")
  public Uni<Reply> audit(Request request) {
    Ledger ledger = reads.ledger(request.ledger());
    return Uni.createFrom()
        .completionStage(
            ledger.audit(request.cursor(), PageSize.of(request.limit())).thenApply(Reply::of));
  }

  /**
   * A request for a page of the audit of a ledger.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param cursor the cursor from the previous page, or null for the first page
   * @param limit the number of items on the page, 1 to 1,000, or null for 100
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      String cursor,
      @ValidLimit @JsonDeserialize(using = WholeNumberDeserializer.class) Integer limit) {}

  /**
   * A page of an audit.
   *
   * @param checked the number of items checked on this page, 0 or more
   * @param differences the differences found on this page
   * @param cursor the cursor of the next page, or null on the last page
   * @param accounts the number of accounts, on the last page only
   * @param sum the sum of all amounts ever posted, on the last page only
   * @param circulatingSupply the circulating supply, on the last page only
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
}
