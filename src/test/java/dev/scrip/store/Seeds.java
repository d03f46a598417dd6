package dev.scrip.store;

import java.util.Random;

/**
 * Random runs, each of a seed. {@code -D<name>.count} sets how many there are, {@code
 * -D<name>.seed} runs one alone.
 */
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

  /** A run of a seed. */
  interface Run {

    /** Runs it. */
    void of(long seed) throws Exception;
  }

  /**
   * Runs seeds that follow each other. A failure tells its seed.
   *
   * @param name the name of the properties
   * @param first the first seed
   * @param usual how many there are without properties
   * @param run the run
   * @return how many were run
   */
  static int run(String name, long first, int usual, Run run) throws Exception {
    Long only = Long.getLong(name + ".seed");
    int count = only == null ? Integer.getInteger(name + ".count", usual) : 1;
    long begin = only == null ? first : only;
    for (long seed = begin; seed < begin + count; seed++) {
      try {
        run.of(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-D" + name + ".seed=" + seed + " runs it alone", e);
      }
    }
    return count;
  }
}
