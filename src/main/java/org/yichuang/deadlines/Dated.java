package org.yichuang.deadlines;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When something happened to a case. Immutable.
 *
 * @param date of its document: what periods of days are judged by
 * @param at when it was recorded; what periods of opening minutes and half days are judged by
 */
public record Dated(LocalDate date, Instant at) {

  /** Something dated when it was recorded. */
  public static Dated of(Instant at, ZoneId zone) {
    return new Dated(at.atZone(zone).toLocalDate(), at);
  }
}
