package org.yichuang.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long somebody will wait (预计等候). A pure function of the state and the time; its effort depends
 * on the windows, not on how many wait.
 *
 * <p>With k people to be called up to this one, m windows (as {@link Manning} shares them) and a
 * mean s of the time a call occupies a window ({@link Pace}), the wait is the time of the k-th
 * departure: a gamma distribution of mean k·s/m, whose variance has a part from single services,
 * k·cv²·s²/m², and a part from how little is known of s yet. Its quantiles are Wilson and
 * Hilferty's. It passes in opening time; after closing the windows work on.
 */
final class Estimator {
  private static final double Z50 = 0;
  private static final double Z90 = 1.2816;

  private Estimator() {}

  /**
   * @param ahead who is called from the queue before this one
   * @param credit of this one, in milliseconds
   * @param now while the hall stands still, that beginning counts
   */
  static Estimate of(HallState state, QueueId queue, int ahead, long credit, Instant now) {
    Instant at = state.pauses().now().map(Pauses.Pause::since).orElse(now);
    List<Hours.Span> openings = state.hours().open();
    boolean beforeOpening = state.hours().isBeforeOpening(at);
    Manning manning = Manning.of(state, queue, ahead, beforeOpening);
    Pace pace = state.paces().of(queue);
    double service = pace.meanMillis();
    double variation2 = pace.variation2();
    double spread = (1 - variation2) / 2;
    double windows = manning.capacity();
    double departures = ahead + 1 - manning.free();
    departures *= 1 + pace.overtaking(departures * service / windows, credit);
    double mean = 0;
    double variance = 0;
    if (departures > 0) {
      double all = manning.windows();
      double early =
          beforeOpening
              ? -spread * (windows - windows / all)
              : Math.min(1, departures) * spread / all;
      mean =
          Math.max(service / windows * departures * 0.1, service / windows * (departures - early));
      double single = variation2 + (1 - variation2) * (1 - 1 / all) * all / (all + departures);
      variance = mean * single * service / all + mean * mean * pace.doubt2();
    }
    double residual = service * (1 + variation2) / 2;
    long p50 = wait(openings, at, quantile(mean, variance, Z50), residual);
    long p90 = wait(openings, at, quantile(mean, variance, Z90), residual);
    boolean afterClosing =
        state.hours().closing().map(closing -> at.plusMillis(p50).isAfter(closing)).orElse(false);
    return new Estimate(seconds(p50), seconds(p90), afterClosing);
  }

  private static long seconds(long millis) {
    return Math.round(millis / 1_000.0) * 1_000;
  }

  private static double quantile(double mean, double variance, double z) {
    if (mean <= 0) {
      return 0;
    }
    double ninth = variance / (mean * mean) / 9;
    double root = Math.max(0, 1 - ninth + z * Math.sqrt(ninth));
    return mean * root * root * root;
  }

  /**
   * From working time to time: the hall's breaks are added. What is being served when a break
   * begins is finished in it, so that every window is free when it ends.
   */
  private static long wait(List<Hours.Span> openings, Instant at, double work, double residual) {
    Instant cursor = at;
    double left = work;
    for (int i = 0; i < openings.size(); i++) {
      Hours.Span span = openings.get(i);
      if (!cursor.isBefore(span.to())) {
        continue;
      }
      cursor = cursor.isBefore(span.from()) ? span.from() : cursor;
      long available = Duration.between(cursor, span.to()).toMillis();
      if (left <= available) {
        break;
      }
      left -= available;
      cursor = span.to();
      if (i + 1 < openings.size()) {
        left = Math.max(0, left - residual);
        cursor = openings.get(i + 1).from();
      }
    }
    return Duration.between(at, cursor).toMillis() + Math.round(left);
  }
}
