package org.yichuang.catalogue;

import io.vertx.core.Future;
import java.util.List;
import org.yichuang.calendar.YearNotice;
import org.yichuang.hall.AccountId;

/**
 * The yearly notices of the national calendar as administrators give them. Any event loop. A failed
 * future: the database could not be reached; nothing is stored, or the same request finds it.
 */
public interface CalendarYears {
  int MAX_VERSIONS = 500;

  /** What became of a notice that somebody gave. */
  sealed interface Storing {

    /**
     * It is the newest of its year, and known on this node; the others hear of it at once.
     *
     * @param added false when it was it already
     */
    record Stored(StoredYear year, boolean added) implements Storing {}

    /** It contradicts the notice of a neighbouring year, or there are too many versions. */
    record Refused(String why) implements Storing {}
  }

  Future<Storing> store(YearNotice notice, String document, AccountId by);

  /** All versions, the newest first. */
  Future<List<StoredYear>> history();
}
