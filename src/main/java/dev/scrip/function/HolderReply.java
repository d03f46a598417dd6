package dev.scrip.function;

import dev.scrip.domain.AccountBalance;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A holder of the points or tokens of a ledger.
 *
 * @param rank the rank, from 1
 * @param account the name of the account
 * @param balance the balance
 */
@RegisterForReflection
public record HolderReply(long rank, String account, String balance) {

  /** The holders of consecutive ranks, of which the first is given. */
  static List<HolderReply> list(long first, List<AccountBalance> holders) {
    return IntStream.range(0, holders.size())
        .mapToObj(
            i ->
                new HolderReply(
                    first + i, holders.get(i).account(), holders.get(i).balance().toString()))
        .toList();
  }
}
