package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Audit;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.json.TrueOrFalseDeserializer;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Compares balances, ranking and journal of a ledger as they were at one instant. */
@Singleton
public class AuditFunction {

  private final Reads reads;

  AuditFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Compares balances, ranking and journal of a ledger as they were at one instant.
   *
   * @param request the request
   * @return the result
   */
  @Funq("audit")
  public Uni<Reply> audit(Request request) {
    boolean full = Boolean.TRUE.equals(request.full());
    return Uni.createFrom()
        .completionStage(reads.ledger(request.ledger()).audit(full).thenApply(Reply::of));
  }

  /**
   * A request for an audit of a ledger.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param full whether all entries are compared, or null for those since the last audit
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @JsonDeserialize(using = TrueOrFalseDeserializer.class) Boolean full) {}

  /**
   * The result of an audit.
   *
   * @param entry the journal's last entry at the instant of the audit
   * @param from the entry up to which an earlier audit had compared the journal, or null
   * @param entries the number of entries that were compared, 0 or more
   * @param accounts the number of accounts, 0 or more
   * @param places the number of places in the ranking that were compared, or null without one
   * @param sum the sum of all balances
   * @param circulatingSupply the circulating supply, or null if it is lost
   * @param differenceCount the number of differences, 0 or more
   * @param differences the first differences
   */
  @RegisterForReflection
  public record Reply(
      String entry,
      String from,
      long entries,
      long accounts,
      Long places,
      String sum,
      String circulatingSupply,
      long differenceCount,
      List<DifferenceReply> differences) {

    static Reply of(Audit audit) {
      return new Reply(
          audit.entry(),
          audit.from(),
          audit.entries(),
          audit.accounts(),
          audit.places(),
          audit.sum().toString(),
          audit.circulatingSupply() == null ? null : audit.circulatingSupply().toString(),
          audit.differenceCount(),
          audit.differences().stream().map(DifferenceReply::of).toList());
    }
  }
}
