package dev.scrip.store;

import dev.scrip.domain.Book;
import dev.scrip.domain.Code;
import dev.scrip.domain.Job;
import dev.scrip.domain.JobOutcome;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Runs a job to its end: reads the books at one instant, writes what they change to a list in
 * Redis, and posts that list page by page. What it has not read to the end it reads again when it
 * is taken over; a page leaves the list in the call that posts it. Every call says whose job it is,
 * so a runner that was slow notices that another one has taken it over.
 */
final class JobRunner {

  private static final Logger LOG = Logger.getLogger(JobRunner.class);

  /** For how long a job is a runner's own after a call of it, in milliseconds. */
  static final long LEASE_MILLIS = 10_000;

  /** The most pages that one call adds. */
  private static final int PAGES = 20;

  /** How long a runner reads before it says that it still runs, in nanoseconds. */
  private static final long RENEWAL_NANOS = LEASE_MILLIS * 1_000_000 / 4;

  private static final String LEASE = Long.toString(LEASE_MILLIS);
  private static final String LOST = "lost";

  private final LedgerReader reader;
  private final CheckpointSettings settings;
  private final LedgerReader.Pace pace;
  private final String runner;
  private final JobState job;
  private final List<String> pages = new ArrayList<>();
  private int added;

  private long renewedNanos = System.nanoTime();

  /** The job is another runner's now, or was cancelled. */
  private static final class Lost extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  /**
   * A runner of a job.
   *
   * @param ledger the ledger
   * @param scripts connections that no function waits for
   * @param settings the settings of checkpoints
   * @param pace what happens between two calls
   * @param runner the id of the runner, which has taken the job
   * @param job the job
   */
  JobRunner(
      RedisLedger ledger,
      RedisScripts scripts,
      CheckpointSettings settings,
      LedgerReader.Pace pace,
      String runner,
      JobState job) {
    this.pace = pace;
    this.reader = new LedgerReader(ledger, scripts, this::pause);
    this.settings = settings;
    this.runner = runner;
    this.job = job;
  }

  /**
   * Runs the job.
   *
   * @return its outcome, or null if another runner has taken it over, or it was cancelled
   * @throws dev.scrip.domain.RefusedException if Redis fails
   * @throws IOException if a file cannot be written
   */
  JobOutcome.Done run() throws IOException {
    try {
      if (job.phase() == Job.Phase.READ && !read()) {
        return null;
      }
      String[] words;
      do {
        words = call(Script.POST_JOB).split(" ", -1);
      } while (!words[0].equals("done"));
      return new JobOutcome.Done(Long.parseLong(words[1]), ReplyDecoder.entryId(words[2]));
    } catch (Lost e) {
      return null;
    }
  }

  private void pause(boolean isWritten) throws InterruptedException {
    pace.pause(isWritten);
    if (System.nanoTime() - renewedNanos > RENEWAL_NANOS) {
      // The call that follows pauses too.
      renewedNanos = System.nanoTime();
      String reply = reader.runJob(Script.TAKE_JOB, null, runner, LEASE);
      renewed(reply.startsWith("run "));
    }
  }

  private void renewed(boolean isOwn) {
    if (!isOwn) {
      throw new Lost();
    }
    renewedNanos = System.nanoTime();
  }

  /** Reads what is to be posted; returns whether there is such a thing. */
  private boolean read() throws IOException {
    Map<String, BigDecimal> weights = job.weights();
    String ledger = reader.ledger().definition().ledger();
    SumPages sum =
        new SumPages(
            ledger,
            reader.ledger().definition().decimals(),
            job.snapshot().isEmpty(),
            weights,
            this::add);
    try (Checkpoint checkpoint = Checkpoint.read(reader, settings, books(weights, ledger))) {
      checkpoint.requireReadable();
      sum.add(checkpoint.records());
      JsonObject last =
          new JsonObject()
              .put("at", checkpoint.state().last().toString())
              .put("count", Long.toString(sum.count()))
              .put("total", Long.toString(sum.total()));
      send(last.encode());
      return true;
    } catch (SumPages.TooLarge e) {
      return fail(Code.ABOVE_MAX);
    } catch (IllegalStateException e) {
      LOG.errorf("Job %s of ledger %s has failed: %s", job.id(), ledger, e.getMessage());
      return fail(Code.INTERNAL_ERROR);
    }
  }

  private boolean fail(Code code) {
    String unused = reader.runJob(Script.END_JOB, job.snapshot(), job.id(), "failed", code.word());
    return false;
  }

  private SumBooks books(Map<String, BigDecimal> weights, String ledger) {
    Set<String> snapshots = new TreeSet<>();
    for (Book book : reader.books()) {
      if (book.kind() == Book.Kind.SNAPSHOT && weights.containsKey(book.name())) {
        snapshots.add(book.name());
      }
    }
    Set<String> groups = new TreeSet<>(weights.keySet());
    groups.remove(ledger);
    groups.removeAll(snapshots);
    boolean isOfLedger = job.snapshot().isEmpty() || weights.containsKey(ledger);
    return new SumBooks(isOfLedger, groups, snapshots);
  }

  private void add(String page) {
    pages.add(page);
    if (pages.size() == PAGES) {
      send("");
    }
  }

  private void send(String last) {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, Integer.toString(added), last);
    arguments.addAll(pages);
    added += pages.size();
    pages.clear();
    String unused = call(Script.ADD_WORK, arguments.toArray(String[]::new));
  }

  private String call(Script script, String... more) {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, runner, LEASE, job.id());
    Collections.addAll(arguments, more);
    String reply = reader.runJob(script, job.snapshot(), arguments.toArray(String[]::new));
    renewed(!reply.equals(LOST));
    return reply;
  }
}
