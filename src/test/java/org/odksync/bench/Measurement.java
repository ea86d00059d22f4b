package org.odksync.bench;

import java.util.Arrays;
import java.util.List;

/**
 * One figure of one scenario.
 *
 * @param unit such as {@code s} or {@code rows/s}
 * @param values one for each round
 * @param limits what the limit reached in the same rounds; empty for none
 * @param limit name of the limit
 */
record Measurement(
    String scenario, String unit, List<Double> values, String limit, List<Double> limits) {

  static Measurement of(String scenario, String unit, List<Double> values) {
    return new Measurement(scenario, unit, values, "", List.of());
  }

  double median() {
    return median(values);
  }

  /** The distance between the largest and the smallest value, relative to the median. */
  double spread() {
    double[] sorted = sorted(values);
    return median() == 0 ? 0 : (sorted[sorted.length - 1] - sorted[0]) / median();
  }

  double limitMedian() {
    return median(limits);
  }

  private static double median(List<Double> values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
