package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Page;
import dev.scrip.function.constraint.ValidBook;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidLimit;
import dev.scrip.json.StrictJson;
import dev.scrip.json.WholeNumberDeserializer;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lists the accounts of a ledger, page by page, ascending by balance. */
@Singleton
public class GetAllFunction {

  private final Reads reads;

  GetAllFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns a page of the accounts, ascending by balance.
   *
   * @param request the request
   * @return the page
   */
  @Funq("getAll")
  public Uni<Reply> getAll(Request request) {
    Ledger ledger = reads.ledger(request.ledger());
    Fields fields = new Fields(ledger.definition());
    Bound low = fields.low("low", request.low());
    Bound high = fields.high("high", request.high());
    fields.check();
    return Uni.createFrom().completionStage(page(ledger, request, low, high).thenApply(Reply::of));
  }

  private static CompletionStage<Page<AccountBalance>> page(
      Ledger ledger, Request request, Bound low, Bound high) {
    int limit = PageSize.of(request.limit());
    return Reads.isOfBook(ledger, request.book())
        ? ledger.values(request.book(), low, high, request.cursor(), limit)
        : ledger.accounts(low, high, request.cursor(), limit);
  }

  /**
   * A request for a page of accounts within a range of balances.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param book the name of the book, or null for the ledger
   * @param low the lowest balance; excluded after (; -inf or null for no lower bound
   * @param high the highest balance; excluded after (; +inf or null for no upper bound
   * @param cursor the cursor from the previous page, or null for the first page
   * @param limit the number of accounts on the page, 1 to 1,000, or null for 100
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @ValidBook String book,
      @JsonDeserialize(using = StrictJson.AmountText.class) String low,
      @JsonDeserialize(using = StrictJson.AmountText.class) String high,
      String cursor,
      @ValidLimit @JsonDeserialize(using = WholeNumberDeserializer.class) Integer limit) {}

  /**
   * A page of accounts.
   *
   * @param accounts the accounts, ascending by balance
   * @param cursor the cursor of the next page, or null on the last page
   */
  @RegisterForReflection
  public record Reply(List<Account> accounts, String cursor) {

    private static Reply of(Page<AccountBalance> page) {
      return new Reply(page.items().stream().map(Account::of).toList(), page.cursor());
    }
  }

  /**
   * An account of a page.
   *
   * @param account the name of the account
   * @param balance the balance
   */
  @RegisterForReflection
  public record Account(String account, String balance) {

    private static Account of(AccountBalance account) {
      return new Account(account.account(), account.balance().toString());
    }
  }
}
