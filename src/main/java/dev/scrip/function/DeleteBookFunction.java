package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
import dev.scrip.domain.JobOutcome;
import dev.scrip.function.constraint.ValidBook;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidOperationId;
import dev.scrip.function.constraint.ValidReason;
import dev.scrip.json.ObjectText;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;

/** Deletes a group or a snapshot. */
@Singleton
public class DeleteBookFunction {

  private final LedgerStore store;

  DeleteBookFunction(LedgerStore store) {
    this.store = store;
  }

  /**
   * Deletes a group or a snapshot. To delete one that does not exist is no error.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return whether it existed, or the job that still runs
   */
  @Funq("deleteBook")
  public Uni<Reply> deleteBook(Request request, @Context Call call) {
    Ledger ledger = store.ledger(request.ledger());
    Fields fields = new Fields(ledger.definition(), request, call);
    String book = fields.book("book", request.book());
    fields.check();
    return Uni.createFrom()
        .completionStage(
            ledger
                .deleteBook(book, fields.options())
                .thenApply(outcome -> Reply.of(book, outcome)));
  }

  /**
   * A request to delete a book.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param book the name of the book, 1 to 64 letters, digits, -, _ or .
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidBook String book,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements WriteRequest {}

  /**
   * The reply to deleteBook.
   *
   * @param book the name of the book
   * @param deleted whether the book existed, or null while the job runs
   * @param entry the id of the last journal entry, or null if nothing changed
   * @param job the job, if it still runs; left out otherwise
   */
  @RegisterForReflection
  public record Reply(
      String book,
      Boolean deleted,
      String entry,
      @JsonInclude(JsonInclude.Include.NON_NULL) JobReply job)
      implements PendingReply {

    private static Reply of(String book, JobOutcome outcome) {
      if (outcome instanceof JobOutcome.Done done) {
        return new Reply(book, done.entry() != null, done.entry(), null);
      }
      return new Reply(book, null, null, JobReply.of(((JobOutcome.Running) outcome).job()));
    }

    @Override
    public boolean isPending() {
      return job != null;
    }
  }
}
