package org.yichuang.cluster;

import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseReader;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.ReckoningBook;

/** What the owners of one event loop need for the cases of their halls. */
public record CasePorts(
    CaseReader reader, ReckoningBook book, Watch watch, Limits limits, HerdRoom herd) {

  public CasePorts(CaseReader reader, ReckoningBook book, Watch watch, Limits limits) {
    this(reader, book, watch, limits, new HerdRoom(limits.maxHerds()));
  }

  /** Whose calendars never change. */
  public CasePorts(CaseReader reader, Watch watch, Limits limits) {
    this(reader, ReckoningBook.NONE, watch, limits);
  }

  /** Sees what has become durable: for metrics and for whoever watches. On the event loop. */
  @FunctionalInterface
  public interface Watch {
    void recorded(CaseRow row);

    /** So many cases of the hall cannot be followed, and were not reckoned by a new calendar. */
    default void passedOver(HallId hall, int cases) {}
  }

  /**
   * @param maxCases of one hall that are kept at hand
   * @param maxLoading streams in one reading
   * @param horizonMillis how far ahead deadlines are kept at hand
   * @param maxHorizon deadlines of one hall that are kept at hand
   * @param retryMillis before the horizon is read again, when that failed or there is more
   * @param maxHerd cases of one hall whose deadlines are recorded at the same time
   * @param maxHerds the same, of all halls of the event loop
   * @param aheadMillis how long before something falls due its case is read
   * @param maxAhead cases of one hall that are read so
   */
  public record Limits(
      int maxCases,
      int maxLoading,
      long horizonMillis,
      int maxHorizon,
      long retryMillis,
      int maxHerd,
      int maxHerds,
      long aheadMillis,
      int maxAhead) {
    public static final Limits DEFAULT =
        new Limits(5_000, 50, 120_000, 20_000, 1_000, 500, 1_000, 3_000, 100);
  }
}
