package dev.scrip.function;

import dev.scrip.domain.ArchiveCheck;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Verifies the archive of a ledger. */
@Singleton
public class VerifyArchiveFunction {

  private final Reads reads;

  VerifyArchiveFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Verifies the archive of a ledger.
   *
   * @param request the request
   * @return what was verified and what was found
   */
  @Funq("verifyArchive")
  public Uni<Reply> verifyArchive(ArchiveRequest request) {
    return Uni.createFrom()
        .completionStage(
            reads.ledger(request.ledger()).verifyArchive(request.archive()).thenApply(Reply::of));
  }

  /**
   * The reply to verifyArchive.
   *
   * @param archive the journal's first entry, which names the archive
   * @param entry the last entry in the archive, or null if its manifest cannot be read
   * @param signed whether signatures were verified
   * @param segments the number of segments, 0 or more
   * @param entries the number of entries, 0 or more
   * @param checkpoints the number of checkpoints, 0 or more
   * @param unused the number of objects that interrupted backups have left, 0 or more
   * @param findingCount the number of findings, 0 or more
   * @param findings the first findings
   */
  @RegisterForReflection
  public record Reply(
      String archive,
      String entry,
      boolean signed,
      long segments,
      long entries,
      long checkpoints,
      long unused,
      long findingCount,
      List<FindingReply> findings) {

    private static Reply of(ArchiveCheck check) {
      return new Reply(
          check.begin(),
          check.entry(),
          check.isSigned(),
          check.segments(),
          check.entries(),
          check.checkpoints(),
          check.unused(),
          check.findingCount(),
          check.findings().stream().map(FindingReply::of).toList());
    }
  }

  /**
   * Something in an archive that is not what it must be.
   *
   * @param object the name of the object
   * @param problem what is wrong with it
   */
  @RegisterForReflection
  public record FindingReply(String object, String problem) {

    private static FindingReply of(ArchiveCheck.Finding finding) {
      return new FindingReply(finding.object(), finding.problem());
    }
  }
}
