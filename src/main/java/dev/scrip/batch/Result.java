package dev.scrip.batch;

import dev.scrip.domain.Refusal;

/**
 * The result of one entry of a batch: a reply or a refusal.
 *
 * @param reply the function's reply, or null if it was refused
 * @param refusal the refusal, or null
 */
public record Result(Object reply, Refusal refusal) {

  static Result replied(Object reply) {
    return new Result(reply, null);
  }

  static Result refused(Refusal refusal) {
    return new Result(null, refusal);
  }
}
