package org.yichuang.cluster;

import org.yichuang.hall.Estimate;
import org.yichuang.hall.HallId;

/** Sees how well waiting was estimated, once for each ticket, when its first call is durable. */
@FunctionalInterface
public interface EstimateWatch {

  /**
   * @param estimate when the ticket was given
   * @param waitedMillis until its first call, less the time in which the hall stood still
   */
  void called(HallId hall, Estimate estimate, long waitedMillis);
}
