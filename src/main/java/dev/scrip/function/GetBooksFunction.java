package dev.scrip.function;

import dev.scrip.domain.Book;
import dev.scrip.function.constraint.ValidLedger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists the groups of a ledger. */
@Singleton
public class GetBooksFunction {

  private final Reads reads;

  GetBooksFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the groups of a ledger.
   *
   * @param request the request
   * @return the groups, in the order of their names
   */
  @Funq("getBooks")
  public Uni<Reply> getBooks(Request request) {
    return Uni.createFrom()
        .completionStage(reads.ledger(request.ledger()).books().thenApply(Reply::of));
  }

  /**
   * A request for the groups of a ledger.
   *
   * @param ledger the ledger's name, or null for the default ledger
   */
  @RegisterForReflection
  public record Request(@ValidLedger String ledger) {}

  /**
   * The reply to getBooks.
   *
   * @param books the books, in the order of their names
   */
  @RegisterForReflection
  public record Reply(List<BookReply> books) {

    private static Reply of(List<Book> books) {
      return new Reply(books.stream().map(BookReply::of).toList());
    }
  }

  /**
   * A book of a ledger.
   *
   * @param book the name
   * @param kind the kind: {@code group}
   * @param accounts the number of its accounts, 1 or more
   * @param entry the id of the entry that changed it last
   */
  @RegisterForReflection
  public record BookReply(String book, String kind, long accounts, String entry) {

    private static BookReply of(Book book) {
      return new BookReply(book.name(), book.kind().word(), book.accounts(), book.entry());
    }
  }
}
