package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.Alarm;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockId;
import org.yichuang.hall.AccountId;

/**
 * The worst alarm of a case that nobody has met yet: of its running clocks the highest level, of
 * one level the earliest last day. Immutable.
 *
 * @param version of the clock's deadline
 * @param at when it was due
 * @param dueDate the clock's last day
 * @param account who is told, where the case's chain names them; else the role of the level is all
 *     that is known
 */
public record RaisedAlarm(
    ClockId clock,
    int version,
    AlarmLevel level,
    Instant at,
    LocalDate dueDate,
    @Nullable AccountId account) {

  private static final Comparator<RaisedAlarm> BY_URGENCY =
      Comparator.comparing(RaisedAlarm::level)
          .thenComparing(RaisedAlarm::dueDate, Comparator.reverseOrder());

  /** Empty: every running clock is green. */
  public static Optional<RaisedAlarm> worst(CaseState state) {
    return state.clocks().running().stream()
        .flatMap(clock -> of(state, clock).stream())
        .max(BY_URGENCY);
  }

  private static Optional<RaisedAlarm> of(CaseState state, Clock clock) {
    return clock.raised().stream()
        .max(Comparator.naturalOrder())
        .map(
            level ->
                new RaisedAlarm(
                    clock.id(),
                    clock.deadline().version(),
                    level,
                    at(clock, level),
                    clock.deadline().date(),
                    account(state, clock.id(), level.addressee())));
  }

  private static Instant at(Clock clock, AlarmLevel level) {
    return clock.deadline().alarms().stream()
        .filter(alarm -> alarm.level() == level)
        .map(Alarm::at)
        .findFirst()
        .orElse(clock.deadline().at());
  }

  private static @Nullable AccountId account(
      CaseState state, ClockId clock, AlarmLevel.Addressee addressee) {
    Chain chain =
        state
            .work()
            .track(clock.branch().isEmpty() ? Work.WHOLE : clock.branch())
            .flatMap(Track::chain)
            .orElse(null);
    if (chain == null) {
      return null;
    }
    return switch (addressee) {
      case CLERK -> chain.clerk();
      case BACKUP -> chain.backup();
      case DEPARTMENT_LEAD -> chain.lead();
      case WINDOW_HEAD, SUPERVISOR -> null;
    };
  }
}
