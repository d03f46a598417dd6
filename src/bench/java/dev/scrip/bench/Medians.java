package dev.scrip.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of measurements. */
final class Medians {

  private Medians() {}

  /** The median of one value of each. */
  static <T> double of(List<T> measurements, ToDoubleFunction<T> value) {
    double[] sorted = measurements.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
