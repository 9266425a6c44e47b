package org.yichuang.rehearsal;

import java.util.Arrays;

/**
 * What queueing theory says of a line with several servers, first come, first served. Pure
 * functions; loads are offered load by server, 0…1; times in any one unit.
 */
final class QueueTheory {
  private QueueTheory() {}

  /** The probability that an arrival waits in M/M/m (Erlang C). */
  static double erlangC(int servers, double load) {
    double offered = servers * load;
    double blocked = 1;
    for (int i = 1; i <= servers; i++) {
      blocked = offered * blocked / (i + offered * blocked);
    }
    return blocked / (1 - load * (1 - blocked));
  }

  /** The mean wait in M/M/m; exact. */
  static double waitOfExponential(int servers, double load, double meanService) {
    return erlangC(servers, load) * meanService / (servers * (1 - load));
  }

  /**
   * The mean wait in M/G/m by Allen and Cunneen: exact for one server (Pollaczek and Khinchine) and
   * for exponential service, else an approximation.
   *
   * @param variation coefficient of variation of service times
   */
  static double waitOfAny(int servers, double load, double meanService, double variation) {
    return waitOfExponential(servers, load, meanService) * (1 + variation * variation) / 2;
  }

  /**
   * When each service begins, by the recursion of Kiefer and Wolfowitz for the work that each
   * server has left.
   *
   * @param arrivals in order
   */
  static long[] starts(long[] arrivals, long[] services, int servers) {
    long[] left = new long[servers];
    long[] starts = new long[arrivals.length];
    for (int i = 0; i < arrivals.length; i++) {
      long passed = i == 0 ? 0 : arrivals[i] - arrivals[i - 1];
      for (int server = 0; server < servers; server++) {
        left[server] = Math.max(0, left[server] - passed);
      }
      Arrays.sort(left);
      starts[i] = arrivals[i] + left[0];
      left[0] += services[i];
    }
    return starts;
  }
}
