package org.yichuang.cluster;

import java.util.Comparator;
import java.util.List;
import org.yichuang.hall.HallId;

/**
 * How the halls of a node do. Immutable.
 *
 * @param owned by what the partition table says
 * @param quarantined their record cannot be followed here; answered with 503
 */
public record HallCensus(int owned, int serving, List<HallId> quarantined) {
  static final HallCensus NONE = new HallCensus(0, 0, List.of());

  public HallCensus {
    quarantined = quarantined.stream().sorted(Comparator.comparingInt(HallId::value)).toList();
  }

  /** Whether nothing changes by waiting. */
  public boolean isSettled() {
    return settled() == owned;
  }

  /** Halls that serve, or certainly cannot. */
  public int settled() {
    return serving + quarantined.size();
  }
}
