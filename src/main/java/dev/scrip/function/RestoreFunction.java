package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scrip.access.Call;
import dev.scrip.domain.Restore;
import dev.scrip.domain.RestoreQuery;
import dev.scrip.function.constraint.ValidEntry;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidReason;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Restores an empty ledger from an archive. */
@Singleton
public class RestoreFunction {

  private final Reads reads;

  RestoreFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Restores an empty ledger from an archive.
   *
   * @param request the request
   * @param call the caller
   * @return what the ledger was restored to, or the restore that still runs
   */
  @Funq("restore")
  public Uni<Reply> restore(Request request, @Context Call call) {
    Ledger ledger = reads.ledger(request.ledger());
    RestoreQuery query = Reads.query(ledger, request, call.caller());
    return Uni.createFrom().completionStage(ledger.restore(query).thenApply(Reply::of));
  }

  /**
   * A request to restore a ledger.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param from the name of the ledger whose archive it is, or null for the ledger itself
   * @param archive the first entry of that archive's journal, or null for the newest archive
   * @param at an ISO 8601 instant or the id of an entry up to which it is restored, or null for all
   * @param reason the reason, at most 500 characters, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @ValidLedger String from,
      @ValidEntry String archive,
      String at,
      @ValidReason String reason) {}

  /**
   * The reply to restore.
   *
   * @param from the ledger whose archive it is
   * @param archive the first entry of that archive's journal; null while it is looked for
   * @param at the last entry that the ledger has of the archive; null while it is looked for
   * @param entry the first entry of the restored ledger's journal; null until it is written
   * @param accounts the number of accounts, 0 or more
   * @param supply the circulating supply; null until it is known
   * @param running true if it still runs; left out otherwise
   */
  @RegisterForReflection
  public record Reply(
      String from,
      String archive,
      String at,
      String entry,
      long accounts,
      String supply,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean running)
      implements PendingReply {

    private static Reply of(Restore restore) {
      return new Reply(
          restore.from(),
          restore.begin(),
          restore.entry(),
          restore.first(),
          restore.accounts(),
          restore.supply() == null ? null : restore.supply().toString(),
          restore.isRunning() ? true : null);
    }

    @Override
    public boolean isPending() {
      return running != null;
    }
  }
}
