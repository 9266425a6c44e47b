package org.yichuang.rehearsal;

import java.util.Arrays;

/**
 * The mean of a long, correlated series with its 99 % confidence interval, by the means of 20
 * batches; the first tenth is left out as warm-up.
 *
 * @param halfWidth of the interval
 */
record BatchMeans(double mean, double halfWidth) {
  private static final int BATCHES = 20;

  /** Student's t with 19 degrees of freedom, two-sided 1 %. */
  private static final double T_99 = 2.861;

  static BatchMeans of(double[] series) {
    int from = series.length / 10;
    int size = (series.length - from) / BATCHES;
    if (size < 1) {
      throw new IllegalArgumentException("expected a longer series, found " + series.length);
    }
    double[] means = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      int begin = from + i * size;
      means[i] = Arrays.stream(series, begin, begin + size).average().orElse(0);
    }
    double mean = Arrays.stream(means).average().orElse(0);
    double squares = Arrays.stream(means).map(each -> (each - mean) * (each - mean)).sum();
    return new BatchMeans(mean, T_99 * Math.sqrt(squares / (BATCHES - 1) / BATCHES));
  }

  boolean contains(double value) {
    return Math.abs(value - mean) <= halfWidth;
  }
}
