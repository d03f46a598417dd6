package dev.scrip.domain;

/** What a request for a job has come to when it is answered. */
public sealed interface JobOutcome {

  /**
   * The job has ended, now or when it was first requested.
   *
   * @param count the number of accounts of the result
   * @param entry the id of the last entry that it wrote, or null if it changed nothing
   */
  record Done(long count, String entry) implements JobOutcome {}

  /**
   * The job still runs.
   *
   * @param job the job
   */
  record Running(Job job) implements JobOutcome {}
}
