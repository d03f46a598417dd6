package dev.scrip.function;

import dev.scrip.domain.ArchiveSummary;
import dev.scrip.domain.Entry;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells what the archive of a ledger has. */
@Singleton
public class GetArchiveFunction {

  private final Reads reads;

  GetArchiveFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Tells what the archive of a ledger has.
   *
   * @param request the request
   * @return the last entry, the last segment and the newest checkpoints
   */
  @Funq("getArchive")
  public Uni<Reply> getArchive(ArchiveRequest request) {
    return Uni.createFrom()
        .completionStage(
            reads.ledger(request.ledger()).archive(request.archive()).thenApply(Reply::of));
  }

  /**
   * The reply to getArchive.
   *
   * @param archive the journal's first entry, which names the archive
   * @param archives the names of all archives of the ledger, the oldest first
   * @param entry the last entry in the archive
   * @param segments the number of the last segment
   * @param supply the circulating supply after the last entry
   * @param createdAt when the last segment was made, an ISO 8601 instant
   * @param checkpoints the newest checkpoints, the newest first
   */
  @RegisterForReflection
  public record Reply(
      String archive,
      List<String> archives,
      String entry,
      long segments,
      String supply,
      String createdAt,
      List<CheckpointReply> checkpoints) {

    private static Reply of(ArchiveSummary summary) {
      return new Reply(
          summary.begin(),
          summary.begins(),
          summary.entry(),
          summary.segments(),
          summary.supply().toString(),
          Entry.timestamp(summary.createdAt()),
          summary.checkpoints().stream().map(CheckpointReply::of).toList());
    }
  }

  /**
   * A checkpoint in an archive.
   *
   * @param entry its last entry
   * @param supply the circulating supply
   * @param accounts the number of accounts, 0 or more
   * @param createdAt when it was made, an ISO 8601 instant
   */
  @RegisterForReflection
  public record CheckpointReply(String entry, String supply, long accounts, String createdAt) {

    private static CheckpointReply of(ArchiveSummary.Checkpoint checkpoint) {
      return new CheckpointReply(
          checkpoint.entry(),
          checkpoint.supply().toString(),
          checkpoint.accounts(),
          Entry.timestamp(checkpoint.createdAt()));
    }
  }
}
