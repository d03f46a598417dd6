package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Group;
import dev.scrip.function.constraint.ValidBook;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidLimit;
import dev.scrip.json.WholeNumberDeserializer;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Lists the members of a group, page by page, in the order of their names. */
@Singleton
public class GetGroupFunction {

  private final Reads reads;

  GetGroupFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns a page of the members of a group.
   *
   * @param request the request
   * @return the group with the page
   */
  @Funq("getGroup")
  public Uni<Reply> getGroup(Request request) {
    return Uni.createFrom()
        .completionStage(
            reads
                .ledger(request.ledger())
                .group(request.group(), request.cursor(), PageSize.of(request.limit()))
                .thenApply(Reply::of));
  }

  /**
   * A request for the members of a group.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param group the name of the group, 1 to 64 letters, digits, -, _ or .
   * @param cursor the cursor from the previous page, or null for the first page
   * @param limit the number of members on the page, 1 to 1,000, or null for 100
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidBook String group,
      String cursor,
      @ValidLimit @JsonDeserialize(using = WholeNumberDeserializer.class) Integer limit) {}

  /**
   * The reply to getGroup.
   *
   * @param group the name of the group
   * @param members the number of all members, 0 or more
   * @param accounts the names of members, in the order of their bytes
   * @param cursor the cursor of the next page, or null on the last page
   */
  @RegisterForReflection
  public record Reply(String group, long members, List<String> accounts, String cursor) {

    private static Reply of(Group group) {
      return new Reply(
          group.name(), group.count(), group.members().items(), group.members().cursor());
    }
  }
}
