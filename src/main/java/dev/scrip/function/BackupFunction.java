package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scrip.domain.Backup;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Puts what has changed since the last backup into the archive. */
@Singleton
public class BackupFunction {

  private final Reads reads;

  BackupFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Puts what has changed since the last backup into the archive.
   *
   * @param request the request
   * @return what was archived, or the backup that still runs
   */
  @Funq("backup")
  public Uni<Reply> backup(LedgerRequest request) {
    return Uni.createFrom()
        .completionStage(reads.ledger(request.ledger()).backup().thenApply(Reply::of));
  }

  /**
   * The reply to backup.
   *
   * @param archive the journal's first entry, which names the archive; null without entries
   * @param entry the last entry in the archive, or null
   * @param segments the number of segments that were added, 0 or more
   * @param entries the number of entries that were added, 0 or more
   * @param checkpoint the last entry of the checkpoint that was added, or null
   * @param running true if it still runs; left out otherwise
   */
  @RegisterForReflection
  public record Reply(
      String archive,
      String entry,
      long segments,
      long entries,
      String checkpoint,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean running)
      implements PendingReply {

    private static Reply of(Backup backup) {
      return new Reply(
          backup.begin(),
          backup.entry(),
          backup.segments(),
          backup.entries(),
          backup.checkpoint(),
          backup.isRunning() ? true : null);
    }

    @Override
    public boolean isPending() {
      return running != null;
    }
  }
}
