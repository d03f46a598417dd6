package dev.scrip.store;

import dev.scrip.domain.Code;
import dev.scrip.domain.Job;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The jobs of all ledgers of a store that run in this process: one at a time, in a thread of their
 * own, over connections that no function waits for.
 */
final class LedgerJobs {

  private static final Logger LOG = Logger.getLogger(LedgerJobs.class);

  /** Beside other writers a job takes half of the time, because somebody waits for it. */
  private static final int PAUSES = 1;

  private static final long POLL_MILLIS = 500;
  private static final String LEASE = Long.toString(JobRunner.LEASE_MILLIS);

  private final RedisScripts scripts;
  private final Executor poll =
      CompletableFuture.delayedExecutor(POLL_MILLIS, TimeUnit.MILLISECONDS);
  private final Executor deadline;
  private final CheckpointSettings settings;
  private final Duration replyAfter;
  private final ThreadPoolExecutor thread = BackgroundThread.named("job");

  /**
   * Jobs over the given connections.
   *
   * @param scripts the connections
   * @param settings the settings of checkpoints
   * @param replyAfter how long a request waits for its job
   */
  LedgerJobs(RedisScripts scripts, CheckpointSettings settings, Duration replyAfter) {
    this.deadline = CompletableFuture.delayedExecutor(replyAfter.toMillis(), TimeUnit.MILLISECONDS);
    this.scripts = scripts;
    this.settings = settings;
    this.replyAfter = replyAfter;
  }

  /** An id of a runner, or of a job, that no other one has. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Begins a job, or joins the one of the same id, and waits for its end.
   *
   * @param ledger the ledger
   * @param request the request as {@code startJob.lua} has it
   * @return the outcome; the running job after the longest time that a request may take
   */
  CompletableFuture<JobOutcome> start(RedisLedger ledger, String request) {
    String runner = newId();
    return begin(ledger, request, runner)
        .thenCompose(
            words -> {
              if (words[0].equals("done")) {
                return CompletableFuture.completedFuture(done(words[1]));
              }
              CompletableFuture<JobOutcome> end = end(ledger, request, runner, words);
              // Nobody waits: the reply does not depend on how fast the job is.
              return replyAfter.isZero()
                  ? CompletableFuture.completedFuture(outcome(ledger, JobState.of(words[1])))
                  : answered(ledger, end);
            });
  }

  private CompletableFuture<String[]> begin(RedisLedger ledger, String request, String runner) {
    return ledger
        .runJob(scripts, Script.START_JOB, null, runner, LEASE, request, newId())
        .thenApply(reply -> ReplyDecoder.lines(reply)[0].split(" ", 2));
  }

  /** The end of a job that has begun: here, or in another process, which is asked now and then. */
  private CompletableFuture<JobOutcome> end(
      RedisLedger ledger, String request, String runner, String[] words) {
    return switch (words[0]) {
      case "done" -> CompletableFuture.completedFuture(done(words[1]));
      case "run" -> run(ledger, runner, JobState.of(words[1]));
      default ->
          CompletableFuture.supplyAsync(() -> null, poll)
              .thenCompose(now -> begin(ledger, request, runner))
              .thenCompose(next -> end(ledger, request, runner, next));
    };
  }

  /** Goes on with the job of a ledger, if it is nobody's. */
  CompletableFuture<Optional<JobOutcome>> resume(RedisLedger ledger) {
    String runner = newId();
    return ledger
        .runJob(scripts, Script.TAKE_JOB, null, runner, LEASE)
        .thenCompose(
            reply -> {
              String[] words = ReplyDecoder.lines(reply)[0].split(" ", 2);
              return words[0].equals("run")
                  ? answered(ledger, run(ledger, runner, JobState.of(words[1])))
                      .thenApply(Optional::of)
                  : CompletableFuture.completedFuture(Optional.empty());
            });
  }

  /** Cancels the job of a ledger. */
  CompletableFuture<JobState> cancel(RedisLedger ledger) {
    return ledger
        .runJob(scripts, Script.END_JOB, "", "", "cancelled", "")
        .thenApply(reply -> JobState.of(ReplyDecoder.lines(reply)[0].split(" ", 2)[1]));
  }

  private CompletableFuture<JobOutcome> run(RedisLedger ledger, String runner, JobState job) {
    try {
      return CompletableFuture.supplyAsync(() -> runNow(ledger, runner, job), thread)
          .thenCompose(
              outcome ->
                  outcome == null
                      ? ledger.jobState().thenApply(state -> outcome(ledger, state.orElseThrow()))
                      : CompletableFuture.completedFuture(outcome));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new RefusedException(StoreFailure.overloaded()));
    }
  }

  /** The same outcome, or the running job if it takes too long. */
  private CompletableFuture<JobOutcome> answered(
      RedisLedger ledger, CompletableFuture<JobOutcome> outcome) {
    CompletableFuture<JobOutcome> late =
        CompletableFuture.supplyAsync(() -> null, deadline)
            .thenCompose(
                now ->
                    outcome.isDone()
                        ? outcome
                        : ledger
                            .jobState()
                            .thenApply(state -> outcome(ledger, state.orElseThrow())));
    return outcome.applyToEither(late, each -> each);
  }

  /** What a job has come to by its state. */
  private static JobOutcome outcome(RedisLedger ledger, JobState state) {
    LedgerDefinition definition = ledger.definition();
    Job job = state.job(definition.ledger());
    return switch (job.phase()) {
      case READ, POST -> new JobOutcome.Running(job);
      case DONE -> new JobOutcome.Done(job.count(), job.entry());
      case FAILED -> throw new RefusedException(Refusals.ofJob(job.code(), definition));
      case CANCELLED -> throw new RefusedException(Refusals.ofJob(Code.JOB_CANCELLED, definition));
    };
  }

  private static JobOutcome done(String outcome) {
    String[] words = outcome.split(" ", -1);
    return new JobOutcome.Done(Long.parseLong(words[0]), ReplyDecoder.entryId(words[1]));
  }

  private JobOutcome runNow(RedisLedger ledger, String runner, JobState job) {
    LOG.infof("Job %s of ledger %s runs", job.id(), ledger.definition().ledger());
    try {
      JobOutcome outcome =
          new JobRunner(
                  ledger, scripts, settings, LedgerReader.Pace.besideTraffic(PAUSES), runner, job)
              .run();
      LOG.infof("Job %s %s", job.id(), outcome == null ? "is not run here any more" : "has ended");
      return outcome;
    } catch (IOException | UncheckedIOException e) {
      LOG.errorf("a job cannot use its files in %s: %s", settings.directory(), e);
      throw new RefusedException(
          Refusal.of(Code.INTERNAL_ERROR, "The files of the job cannot be written.")
              .with("outcome", "unknown"));
    }
  }
}
