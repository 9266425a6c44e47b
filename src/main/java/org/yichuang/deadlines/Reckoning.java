package org.yichuang.deadlines;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yichuang.calendar.Because;
import org.yichuang.deadlines.Derivation.AppliedRule;
import org.yichuang.deadlines.Derivation.Day;
import org.yichuang.deadlines.Derivation.Part;
import org.yichuang.deadlines.Derivation.Reason;

/**
 * The arithmetic of one period. Immutable; any thread. Takes a step for each calendar day.
 *
 * <p>The start is not counted: the day for days and months (民法典 art. 201), the half day for half
 * days. Periods of calendar days and months end after a rest day and not on it (art. 203); months
 * end on the day of the same number (art. 202), and as many days later as days were not counted.
 * Opening minutes run from the moment of the start, while the hall is open.
 */
public final class Reckoning {
  private final Calendars calendars;

  public Reckoning(Calendars calendars) {
    this.calendars = calendars;
  }

  /** The end of a period. Any length that {@link Limit} allows has one. */
  public Derivation of(Period period) {
    Walk walk = new Walk(period);
    return switch (period.limit().unit()) {
      case WORKING_DAY -> walk.days(period.amount(), true);
      case CALENDAR_DAY -> walk.days(period.amount(), false);
      case MONTH -> {
        walk.applies(LegalRule.END_OF_MONTHS);
        LocalDate start = period.start().date();
        int days = (int) start.until(start.plusMonths(period.amount()), ChronoUnit.DAYS);
        yield walk.days(days, false);
      }
      case HALF_WORKING_DAY -> walk.halfDays();
      case MINUTE -> walk.minutes();
    };
  }

  /**
   * A date that is given: the day on which a licence expires. Judged by date, whatever day it is.
   */
  public Derivation given(ClockLaw law, LegalRule basis, LocalDate date) {
    String article = law.article(basis);
    Instant over = calendars.opening().endOf(date);
    return new Derivation(
        date,
        calendars.closing(date),
        over,
        false,
        List.of(new Day(date, Part.WHOLE, true, new Reason.Given(), article)),
        List.of(new AppliedRule(basis, article, "")));
  }

  /** One walk over the days of one period. */
  private final class Walk {
    private final Period period;
    private final List<Day> days = new ArrayList<>();
    private final Set<LegalRule> applied = EnumSet.of(LegalRule.START_NOT_COUNTED);
    private boolean provisional;
    private int left;

    Walk(Period period) {
      this.period = period;
      applied.add(period.basis());
      if (period.extended() > 0) {
        applied.add(LegalRule.EXTENSION);
      }
    }

    void applies(LegalRule rule) {
      applied.add(rule);
    }

    Derivation days(int amount, boolean working) {
      left = amount;
      LocalDate day = period.start().date();
      add(day, Part.WHOLE, false, new Reason.Start(), LegalRule.START_NOT_COUNTED);
      while (left > 0) {
        day = day.plusDays(1);
        if (!suspended(day, Part.WHOLE)) {
          if (working) {
            workingDay(day, Part.WHOLE);
          } else {
            calendarDay(day);
          }
        }
      }
      return end(day, calendars.closing(day), calendars.opening().endOf(day));
    }

    Derivation halfDays() {
      left = period.amount();
      LocalDate day = period.start().date();
      Part part = halfOf(period.start());
      add(day, part, false, new Reason.Start(), LegalRule.START_NOT_COUNTED);
      while (left > 0) {
        day = part == Part.AFTERNOON ? day.plusDays(1) : day;
        part = part == Part.AFTERNOON ? Part.MORNING : Part.AFTERNOON;
        if (!suspended(day, part)) {
          workingDay(day, part);
        }
      }
      return part == Part.MORNING
          ? end(
              day, calendars.closingOfMorning(day), calendars.opening().moment(day, Calendars.NOON))
          : end(day, calendars.closing(day), calendars.opening().endOf(day));
    }

    /** What was shifted to a later day counts from that day's morning. */
    private Part halfOf(Dated start) {
      var local = start.at().atZone(calendars.zone());
      boolean afternoon =
          local.toLocalDate().equals(start.date()) && !local.toLocalTime().isBefore(Calendars.NOON);
      return afternoon ? Part.AFTERNOON : Part.MORNING;
    }

    private void workingDay(LocalDate day, Part part) {
      Because because = judged(day);
      applies(LegalRule.WORKING_DAYS);
      Optional<String> document = calendars.national().document(because);
      LegalRule rule =
          switch (because) {
            case HOLIDAY, MAKE_UP_DAY -> LegalRule.YEARLY_NOTICE;
            case WEEKDAY_OF_UNKNOWN_YEAR, WEEKEND_OF_UNKNOWN_YEAR -> LegalRule.UNKNOWN_YEAR;
            case START, WEEKDAY, WEEKEND, REGIONAL_HOLIDAY, REGIONAL_WORKDAY ->
                LegalRule.WORKING_DAYS;
          };
      applies(rule);
      days.add(
          new Day(
              day,
              part,
              because.counted(),
              new Reason.WorkingCalendar(because, document),
              document.orElseGet(() -> period.law().article(rule))));
      left -= because.counted() ? 1 : 0;
    }

    private void calendarDay(LocalDate day) {
      if (left == 1) {
        Because because = judged(day);
        if (!because.counted()) {
          add(
              day,
              Part.WHOLE,
              false,
              new Reason.RestDayAtEnd(because),
              LegalRule.LAST_DAY_NO_REST_DAY);
          return;
        }
      }
      add(day, Part.WHOLE, true, new Reason.EveryDay(), period.basis());
      left--;
    }

    Derivation minutes() {
      applies(LegalRule.OPENING_TIME);
      applied.remove(LegalRule.START_NOT_COUNTED);
      Instant from = period.start().at();
      Optional<Instant> at =
          new OpeningTime(calendars.opening(), period).end(period.amount() * 60L);
      LocalDate start = from.atZone(calendars.zone()).toLocalDate();
      LocalDate date =
          at.map(end -> end.atZone(calendars.zone()).toLocalDate())
              .orElseGet(() -> start.plusDays(OpeningTime.MOST_DAYS));
      Instant end = at.orElseGet(() -> calendars.closing(date));
      provisional |= at.isEmpty();
      for (LocalDate day = start; !day.isAfter(date); day = day.plusDays(1)) {
        judged(day);
        Duration open = new OpeningTime(calendars.opening(), period).counted(day, end);
        boolean suspended = open.isZero() && suspended(day, Part.WHOLE);
        if (!suspended) {
          add(day, Part.WHOLE, !open.isZero(), new Reason.Open(open), LegalRule.OPENING_TIME);
        }
      }
      return end(date, end, end);
    }

    private Because judged(LocalDate day) {
      provisional |= !calendars.national().knows(day.getYear());
      return calendars.national().kind(day);
    }

    private boolean suspended(LocalDate day, Part part) {
      List<String> grounds =
          period.uncounted().stream()
              .filter(span -> span.covers(day))
              .map(Uncounted::ground)
              .distinct()
              .toList();
      if (grounds.isEmpty()) {
        return false;
      }
      add(day, part, false, new Reason.Suspended(grounds), LegalRule.UNCOUNTED);
      return true;
    }

    private void add(LocalDate day, Part part, boolean counted, Reason reason, LegalRule rule) {
      applies(rule);
      days.add(new Day(day, part, counted, reason, period.law().article(rule)));
    }

    private Derivation end(LocalDate date, Instant at, Instant over) {
      if (provisional) {
        applies(LegalRule.UNKNOWN_YEAR);
      }
      String unit = period.limit().unit().symbol();
      List<AppliedRule> rules = new ArrayList<>();
      for (LegalRule rule : applied) {
        String detail =
            rule == period.basis()
                ? period.limit().amount() + unit
                : rule == LegalRule.EXTENSION ? "+" + period.extended() + unit : "";
        rules.add(new AppliedRule(rule, period.law().article(rule), detail));
      }
      return new Derivation(date, at, over, provisional, days, rules);
    }
  }
}
