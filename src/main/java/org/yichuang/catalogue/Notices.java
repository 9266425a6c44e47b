package org.yichuang.catalogue;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/**
 * What a hall tells everybody on its displays for some time (通知). Any event loop. A failed future:
 * the database could not be reached, and perhaps it is done.
 *
 * <p>Rows, not events: a notice may be for days that are not open yet, and nothing of the queues
 * depends on it.
 */
public interface Notices {
  /** Of a hall, those that are over left out. */
  int MAX_OF_HALL = 20;

  /** Characters of a text: two lines of a display. */
  int MAX_TEXT = 120;

  /**
   * A notice.
   *
   * @param en null where it is said in Chinese alone
   * @param by the account that posted it
   */
  record Notice(int id, String zh, @Nullable String en, Instant from, Instant until, String by) {}

  /** What a manager gives. */
  record Text(String zh, @Nullable String en, Instant from, Instant until) {}

  /** What became of it. */
  sealed interface Posting {
    /** Also when the same text for the same time was there already. */
    record Posted(Notice notice) implements Posting {}

    /** The hall has as many as it may. */
    record TooMany() implements Posting {}
  }

  /** Those that are shown at that time or later, by their beginning. */
  Future<List<Notice>> of(HallId hall, Instant at);

  Future<Posting> post(HallId hall, Text text, Instant at, AccountId by);

  /** Takes a notice away; false when the hall has no such one. */
  Future<Boolean> withdraw(HallId hall, int notice, AccountId by);
}
