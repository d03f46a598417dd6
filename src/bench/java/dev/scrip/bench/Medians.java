package dev.scrip.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of measurements. */
public final class Medians {

  private Medians() {}

  /**
   * Returns the median of one value of each measurement.
   *
   * @param <T> the type of the measurements
   * @param measurements the measurements, at least one
   * @param value the value
   * @return the median, the upper one of two
   */
  public static <T> double of(List<T> measurements, ToDoubleFunction<T> value) {
    double[] sorted = measurements.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
