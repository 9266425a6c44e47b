package org.yichuang.rehearsal;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Random numbers of the shapes that halls show. Not thread-safe, as its generator. */
final class Draws {
  private final RandomGenerator random;

  Draws(RandomGenerator random) {
    this.random = random;
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** From 0, inclusive, to the bound, exclusive. */
  long below(long bound) {
    return random.nextLong(bound);
  }

  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** By Knuth's product, in parts small enough for {@code exp}. */
  int poisson(double mean) {
    int count = 0;
    for (double left = mean; left > 0; left -= 500) {
      double limit = Math.exp(-Math.min(left, 500));
      double product = random.nextDouble();
      while (product > limit) {
        product *= random.nextDouble();
        count++;
      }
    }
    return count;
  }

  double exponential(double mean) {
    return -mean * Math.log1p(-random.nextDouble());
  }

  double lognormal(double mean, double variation) {
    double sigma2 = Math.log1p(variation * variation);
    double mu = Math.log(mean) - sigma2 / 2;
    return Math.exp(mu + Math.sqrt(sigma2) * random.nextGaussian());
  }

  /** One of them, by weight; the last when weights sum to nothing. */
  <T> T oneOf(List<T> all, ToDoubleFunction<T> weight) {
    double left = random.nextDouble() * all.stream().mapToDouble(weight).sum();
    for (T each : all) {
      left -= weight.applyAsDouble(each);
      if (left < 0) {
        return each;
      }
    }
    return all.getLast();
  }

  /**
   * An index by weight, in logarithmic time.
   *
   * @param sums of the weights up to each index
   */
  int indexIn(double[] sums) {
    int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    return Math.min(sums.length - 1, at >= 0 ? at + 1 : -at - 1);
  }
}
