package dev.scrip.function;

import dev.scrip.domain.Refusal;

/**
 * What became of one of many things that were asked for together.
 *
 * @param reply its reply, or null when it was refused
 * @param refusal why it was refused, or null
 */
public record Done(Object reply, Refusal refusal) {

  static Done replied(Object reply) {
    return new Done(reply, null);
  }

  static Done refused(Refusal refusal) {
    return new Done(null, refusal);
  }
}
