package org.yichuang.journal;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.deadlines.DeadlineChange;

/**
 * What a version of the national calendar moved, from the journal. Any event loop. A failed future:
 * it could not be asked.
 */
public interface ReckonedDeadlines {

  /** An event of a case. */
  record Place(CaseNumber number, int seq) {}

  /** What moved in a case, before and after. */
  record Moved(Place place, String item, Instant at, List<DeadlineChange> changes) {
    public Moved {
      changes = List.copyOf(changes);
    }
  }

  /**
   * How far it is.
   *
   * @param done halls whose open cases are all reckoned by this version or a later one
   * @param cases in which something moved
   */
  record Reached(int halls, int done, long cases) {}

  /**
   * In the order of cases.
   *
   * @param after the last of the page before; null: from the first
   */
  Future<List<Moved>> moved(int calendar, @Nullable Place after, int limit);

  Future<Reached> reached(int calendar);
}
