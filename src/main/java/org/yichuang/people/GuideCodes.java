package org.yichuang.people;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.PersonClass;

/**
 * Codes by which a guide vouches at a kiosk for one person's class: six figures, good once and for
 * minutes. Nobody declares a class for themselves. Any event loop. A failed future: the database
 * could not be reached.
 */
public interface GuideCodes {
  Duration LIFETIME = Duration.ofMinutes(10);

  /** Longer than a command is remembered, so that its repetition finds its code. */
  Duration REMEMBERED = Duration.ofDays(2);

  /** Codes of a hall that can be used. */
  int MAX_OPEN = 50;

  /** What a code says of whoever uses it. */
  record Vouched(PersonClass is, String reason) {}

  /** A guide asks for a code. */
  sealed interface Making {
    record Made(String code, Instant expiresAt) implements Making {}

    record TooMany() implements Making {}
  }

  /** Somebody types a code. */
  sealed interface Using {
    record Right(Vouched vouched) implements Using {}

    /** Not one of the hall's, or it was used, or it is over. */
    record Wrong() implements Using {}

    /**
     * Too many wrong codes of this account.
     *
     * @param pause whole seconds until the next
     */
    record Paused(Duration pause) implements Using {}
  }

  Future<Making> make(HallId hall, Vouched vouched, Principal by);

  /**
   * Takes a code for one request for a number. What was taken stays taken unless {@link #giveBack}
   * follows, as it must when nothing was done.
   *
   * @param request its key: a repetition of the same request finds the code again
   */
  Future<Using> use(HallId hall, String code, AccountId at, String request);

  /**
   * The request was refused for certain: another one may use the code, unless a repetition of this
   * one is under way, was granted, or had an end that nobody knows. Once for each {@link #use}.
   */
  Future<Void> giveBack(HallId hall, String code, AccountId at, String request);
}
