package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm of the open day as supervisors see it (S0: 监控报警). Immutable.
 *
 * @param number 1, 2, 3 … of the day
 * @param clerk whose window it is; null where it is about none
 * @param count how many, where it counts
 * @param of all of them, where it is about a share
 * @param since when it began, where it lasts
 * @param clearedAt when another event ended the cause; null while it holds
 * @param acknowledged null until a supervisor has seen it
 */
public record ConductAlarm(
    int number,
    ConductCause cause,
    @Nullable AccountId clerk,
    @Nullable Integer count,
    @Nullable Integer of,
    @Nullable Instant since,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    @Nullable Acknowledgement acknowledged) {

  /** Who has seen it, and what they did about it. */
  public record Acknowledgement(AccountId by, Instant at, String note) {}

  static ConductAlarm of(HallEvent.ConductAlarmRaised raised, Instant at) {
    return new ConductAlarm(
        raised.alarm(),
        raised.cause(),
        raised.clerk(),
        raised.count(),
        raised.of(),
        raised.since(),
        at,
        null,
        null);
  }

  ConductAlarm cleared(Instant at) {
    return new ConductAlarm(number, cause, clerk, count, of, since, raisedAt, at, acknowledged);
  }

  ConductAlarm acknowledged(Acknowledgement by) {
    return new ConductAlarm(number, cause, clerk, count, of, since, raisedAt, clearedAt, by);
  }
}
