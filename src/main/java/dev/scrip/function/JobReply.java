package dev.scrip.function;

import dev.scrip.domain.Entry;
import dev.scrip.domain.Job;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;

/**
 * A job of a ledger.
 *
 * @param job the id of the job
 * @param operation the operation, such as {@code wsum}
 * @param destination the book that a weighted sum replaces
 * @param phase {@code read}, {@code post}, {@code done}, {@code failed} or {@code cancelled}
 * @param at the journal's last entry at the instant of the books that were read, or null
 * @param count the number of accounts of the result, or null
 * @param total the number of accounts that change, or null
 * @param done the number of accounts that have been posted
 * @param rate the number of accounts that have been posted in a second, on average
 * @param entry the id of the last journal entry that it wrote, or null
 * @param begun when it was begun, an ISO 8601 instant
 * @param ended when it ended, an ISO 8601 instant, or null
 * @param code why it failed, or null
 */
@RegisterForReflection
public record JobReply(
    String job,
    String operation,
    String destination,
    String phase,
    String at,
    Long count,
    Long total,
    long done,
    long rate,
    String entry,
    String begun,
    String ended,
    String code) {

  static JobReply of(Job job) {
    Instant until = job.ended() == null ? Instant.now() : job.ended();
    long millis = Math.max(1, Duration.between(job.begun(), until).toMillis());
    return new JobReply(
        job.id(),
        job.operation(),
        job.destination(),
        job.phase().word(),
        job.at(),
        job.count(),
        job.total(),
        job.done(),
        job.done() * 1000 / millis,
        job.entry(),
        Entry.timestamp(job.begun()),
        job.ended() == null ? null : Entry.timestamp(job.ended()),
        job.code() == null ? null : job.code().word());
  }
}
