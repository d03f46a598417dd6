package dev.scrip.store;

import java.util.Random;

/** Random numbers of seeds that follow each other. */
final class Seeds {

  /** Some odd number that is not small. */
  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private Seeds() {}

  /**
   * The numbers of a seed. The first ones of {@link Random} itself hardly differ from those of the
   * next seed.
   */
  static Random random(long seed) {
    return new Random(seed * FACTOR);
  }
}
