package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Backup;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.json.TrueOrFalseDeserializer;
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
  public Uni<Reply> backup(Request request) {
    boolean trims = Boolean.TRUE.equals(request.trim());
    return Uni.createFrom()
        .completionStage(reads.ledger(request.ledger()).backup(trims).thenApply(Reply::of));
  }

  /**
   * A request for a backup.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param trim whether old entries that are archived are removed from the journal; null for false
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @JsonDeserialize(using = TrueOrFalseDeserializer.class) Boolean trim) {}

  /**
   * The reply to backup.
   *
   * @param archive the journal's first entry, which names the archive; null without entries
   * @param entry the last entry in the archive, or null
   * @param segments the number of segments that were added, 0 or more
   * @param entries the number of entries that were added, 0 or more
   * @param checkpoint the last entry of the checkpoint that was added, or null
   * @param trimmed the number of entries that were removed from the journal, 0 or more
   * @param running true if it still runs; left out otherwise
   */
  @RegisterForReflection
  public record Reply(
      String archive,
      String entry,
      long segments,
      long entries,
      String checkpoint,
      long trimmed,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean running)
      implements PendingReply {

    private static Reply of(Backup backup) {
      return new Reply(
          backup.begin(),
          backup.entry(),
          backup.segments(),
          backup.entries(),
          backup.checkpoint(),
          backup.trimmed(),
          backup.isRunning() ? true : null);
    }

    @Override
    public boolean isPending() {
      return running != null;
    }
  }
}
