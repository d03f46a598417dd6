package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.AccountBalance;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.IntStream;

/** The accounts with the highest balances, the highest first. */
@Guarded
@Singleton
public class GetTopHoldersFunction {

  private static final int DEFAULT_LIMIT = 10;

  private final Reads reads;

  GetTopHoldersFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("getTopHolders")
  public Reply getTopHolders(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    int limit = request.limit() == null ? DEFAULT_LIMIT : request.limit();
    List<AccountBalance> top = reads.store().topHolders(reads.ledger(request.ledger()), limit);
    return new Reply(
        IntStream.range(0, top.size())
            .mapToObj(i -> new Holder(i + 1, top.get(i).account(), top.get(i).balance().toString()))
            .toList());
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @Min(value = 1, message = PageSize.RULE)
          @Max(value = LedgerStore.MAX_PAGE, message = PageSize.RULE)
          @JsonDeserialize(using = WholeNumberDeserializer.class)
          Integer limit) {}

  /** A holder and its place, from 1. */
  @RegisterForReflection
  public record Holder(int rank, String account, String balance) {}

  /** The holders, in order of their ranks. */
  @RegisterForReflection
  public record Reply(List<Holder> holders) {}
}
