package org.yichuang.deadlines;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.yichuang.deadlines.Derivation.Day;
import org.yichuang.deadlines.Derivation.Part;

/**
 * When the alarms of a period are due. Immutable; any thread.
 *
 * <p>Yellow comes a fifth of the limit before its end, at most {@value #MOST_WORKING_DAYS} working
 * days, at least {@link #LEAST_OPENING} of the hall's opening time. Whole days lead from closing to
 * closing over days that were counted; the rest of a fifth is that part of a day's opening time.
 * Limits in opening minutes have a fifth and nothing else: two hours would make every immediate
 * case yellow from its start. Red comes at the end, the escalation at the closing of each working
 * day after it.
 */
final class AlarmTimes {
  static final int MOST_WORKING_DAYS = 3;
  static final Duration LEAST_OPENING = Duration.ofHours(2);
  private static final int PART = 5;

  private final Calendars calendars;

  AlarmTimes(Calendars calendars) {
    this.calendars = calendars;
  }

  List<Alarm> of(Period period, Derivation end) {
    Instant yellow =
        switch (period.limit().unit()) {
          case MINUTE -> yellowOfMinutes(period, end);
          case WORKING_DAY, HALF_WORKING_DAY, CALENDAR_DAY, MONTH -> yellowOfDays(period, end);
        };
    return all(yellow, end);
  }

  /** Of a date that is given: as early as an alarm may be. */
  List<Alarm> ofGiven(Derivation end) {
    LocalDate day = end.date();
    for (int left = MOST_WORKING_DAYS; left > 0; ) {
      day = day.minusDays(1);
      left -= calendars.national().isWorkingDay(day) ? 1 : 0;
    }
    return all(earlier(calendars.closing(day), end.at()), end);
  }

  private List<Alarm> all(Instant yellow, Derivation end) {
    List<Alarm> alarms = new ArrayList<>();
    alarms.add(new Alarm(AlarmLevel.YELLOW, yellow));
    alarms.add(new Alarm(AlarmLevel.RED, end.at()));
    LocalDate day = end.date();
    for (AlarmLevel level : AlarmLevel.values()) {
      if (level.compareTo(AlarmLevel.RED) > 0) {
        day = calendars.workingDayAfter(day, 1);
        alarms.add(new Alarm(level, calendars.closing(day)));
      }
    }
    return alarms;
  }

  private Instant yellowOfMinutes(Period period, Derivation end) {
    long seconds = 60L * period.amount();
    return new OpeningTime(calendars.opening(), period)
        .end(seconds - seconds / PART)
        .map(yellow -> earlier(yellow, end.at()))
        .orElse(end.at());
  }

  private Instant yellowOfDays(Period period, Derivation end) {
    List<Day> counted = end.days().stream().filter(Day::counted).toList();
    int whole = counted.size() / PART;
    Day day = counted.get(counted.size() - 1 - whole);
    Instant fifth = before(day, counted.size() % PART);
    Instant atMost = workingDaysBefore(end.date(), counted, fifth);
    Instant atLeast =
        calendars.opening().minusOpening(end.at(), LEAST_OPENING).orElse(period.start().at());
    Instant yellow = earlier(later(fifth, atMost), atLeast);
    return later(yellow, earlier(period.start().at(), end.at()));
  }

  /** So many fifths of a day's, or half day's, opening time before its closing. */
  private Instant before(Day day, int fifths) {
    Instant from =
        day.part() == Part.AFTERNOON
            ? calendars.opening().moment(day.date(), Calendars.NOON)
            : calendars.opening().startOf(day.date());
    Instant closing =
        day.part() == Part.MORNING
            ? calendars.closingOfMorning(day.date())
            : calendars.closing(day.date());
    Duration open = calendars.opening().openBetween(from, later(from, closing));
    return calendars
        .opening()
        .minusOpening(closing, open.multipliedBy(fifths).dividedBy(PART))
        .orElse(closing);
  }

  /** The closing of the third counted working day before the last; the fifth when there is none. */
  private Instant workingDaysBefore(LocalDate last, List<Day> counted, Instant fifth) {
    List<LocalDate> working =
        counted.stream()
            .map(Day::date)
            .distinct()
            .filter(day -> day.isBefore(last) && calendars.national().isWorkingDay(day))
            .toList();
    return working.size() < MOST_WORKING_DAYS
        ? fifth
        : calendars.closing(working.get(working.size() - MOST_WORKING_DAYS));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
