package org.yichuang.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When one hall is open. Immutable; any thread.
 *
 * <p>It measures opening time: tolerances and the clocks of immediate items (即办件) run while the
 * hall is open and stand still while it is closed. A day is judged in constant time; every question
 * takes a step for each day it passes, the search for a moment at most {@value #HORIZON_DAYS}.
 *
 * <p>Which times a day has, in this order: its own as a special day; none in a closure; those of
 * holidays; those of make-up days; those of its weekday.
 *
 * <p>Where clocks are put forward, a time that does not exist is the moment of the change; where
 * they are put back, a time that comes twice is the first of the two.
 */
public final class OpeningCalendar {
  /** How many days ahead a moment is searched. */
  public static final int HORIZON_DAYS = 400;

  /** The longest time in which opening time is measured. */
  public static final int MAX_DAYS_BETWEEN = 4_000;

  private final ZoneId zone;
  private final NationalCalendar national;
  private final OpeningPlan plan;
  private final Map<LocalDate, OpeningPlan.SpecialDay> special = new HashMap<>();
  private final Map<LocalDate, OpeningPlan.Closure> closed = new HashMap<>();

  public OpeningCalendar(ZoneId zone, NationalCalendar national, OpeningPlan plan) {
    this.zone = zone;
    this.national = national;
    this.plan = plan;
    plan.specialDays().forEach(day -> special.put(day.date(), day));
    plan.closures().forEach(closure -> closure.days().forEach(day -> closed.put(day, closure)));
  }

  /** A hall that never closes. */
  public static OpeningCalendar roundTheClock(ZoneId zone) {
    return new OpeningCalendar(
        zone, new NationalCalendar("none", List.of()), OpeningPlan.ROUND_THE_CLOCK);
  }

  /** From a moment, inclusive, to another, exclusive. */
  public record Opening(Instant from, Instant to) {}

  public ZoneId zone() {
    return zone;
  }

  /** The times of a day, in order; none when the hall is closed. */
  public List<TimeSpan> spans(LocalDate day) {
    OpeningPlan.SpecialDay own = special.get(day);
    if (own != null) {
      return own.spans();
    }
    if (closed.containsKey(day)) {
      return List.of();
    }
    return switch (national.kind(day)) {
      case HOLIDAY, REGIONAL_HOLIDAY -> plan.holidays();
      case MAKE_UP_DAY, REGIONAL_WORKDAY ->
          YearNotice.isWeekend(day) && !plan.makeUpDays().isEmpty()
              ? plan.makeUpDays()
              : usual(day);
      case START, WEEKDAY, WEEKEND, WEEKDAY_OF_UNKNOWN_YEAR, WEEKEND_OF_UNKNOWN_YEAR -> usual(day);
    };
  }

  private List<TimeSpan> usual(LocalDate day) {
    return plan.weekly().getOrDefault(day.getDayOfWeek(), List.of());
  }

  /** Why the day is closed or has times of its own; absent on all other days. */
  public Optional<String> reason(LocalDate day) {
    OpeningPlan.SpecialDay own = special.get(day);
    OpeningPlan.Closure closure = closed.get(day);
    return own != null
        ? Optional.of(own.reason())
        : Optional.ofNullable(closure).map(OpeningPlan.Closure::reason);
  }

  public boolean isOpen(Instant at) {
    LocalDate day = day(at);
    for (LocalDate near = day.minusDays(1);
        !near.isAfter(day.plusDays(1));
        near = near.plusDays(1)) {
      for (Opening opening : openings(near)) {
        if (!at.isBefore(opening.from) && at.isBefore(opening.to)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The first moment after {@code at} at which the closed hall opens; empty when there is none
   * within {@value #HORIZON_DAYS} days.
   */
  public Optional<Instant> opensNext(Instant at) {
    LocalDate last = day(at).plusDays(HORIZON_DAYS);
    Instant openUntil = Instant.MIN;
    for (LocalDate day = day(at).minusDays(2); !day.isAfter(last); day = day.plusDays(1)) {
      for (Opening opening : openings(day)) {
        if (opening.from.isAfter(at) && opening.from.isAfter(openUntil)) {
          return Optional.of(opening.from);
        }
        openUntil = opening.to;
      }
    }
    return Optional.empty();
  }

  /**
   * The first moment after {@code at} at which the open hall closes; empty when there is none
   * within {@value #HORIZON_DAYS} days.
   */
  public Optional<Instant> closesNext(Instant at) {
    LocalDate last = day(at).plusDays(HORIZON_DAYS);
    @Nullable Instant openUntil = null;
    for (LocalDate day = day(at).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      for (Opening opening : openings(day)) {
        if (opening.to.isAfter(at)) {
          if (openUntil != null && opening.from.isAfter(openUntil)) {
            return Optional.of(openUntil);
          }
          openUntil = opening.to;
        }
      }
    }
    return openUntil != null && openUntil.isBefore(moment(last, TimeSpan.DAY_MINUTES))
        ? Optional.of(openUntil)
        : Optional.empty();
  }

  /**
   * How long the hall is open from one moment to another.
   *
   * @throws IllegalArgumentException when {@code to} is before {@code from}, or more than {@value
   *     #MAX_DAYS_BETWEEN} days after it
   */
  public Duration openBetween(Instant from, Instant to) {
    if (to.isBefore(from) || from.until(to, ChronoUnit.DAYS) > MAX_DAYS_BETWEEN) {
      throw new IllegalArgumentException(
          "expected an end 0…%d days after %s, found %s".formatted(MAX_DAYS_BETWEEN, from, to));
    }
    Duration open = Duration.ZERO;
    LocalDate last = day(to).plusDays(1);
    for (LocalDate day = day(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      for (Opening opening : openings(day)) {
        Instant begin = later(opening.from, from);
        Instant end = opening.to.isBefore(to) ? opening.to : to;
        if (begin.isBefore(end)) {
          open = open.plus(Duration.between(begin, end));
        }
      }
    }
    return open;
  }

  /**
   * The first moment by which the hall has been open for so long since {@code from}: what is due at
   * the end of an opening is due when the hall closes, not when it opens again. Empty when that is
   * more than {@value #HORIZON_DAYS} days away.
   *
   * @throws IllegalArgumentException for a negative duration
   */
  public Optional<Instant> plusOpening(Instant from, Duration open) {
    if (open.isNegative()) {
      throw new IllegalArgumentException("expected an opening time of at least 0, found " + open);
    }
    if (open.isZero()) {
      return Optional.of(from);
    }
    Duration left = open;
    LocalDate last = day(from).plusDays(HORIZON_DAYS);
    for (LocalDate day = day(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      for (Opening opening : openings(day)) {
        Instant begin = later(opening.from, from);
        if (begin.isBefore(opening.to)) {
          Duration length = Duration.between(begin, opening.to);
          if (left.compareTo(length) <= 0) {
            return Optional.of(begin.plus(left));
          }
          left = left.minus(length);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The last moment from which the hall has been open for so long by {@code to}. Empty when that is
   * more than {@value #HORIZON_DAYS} days back.
   *
   * @throws IllegalArgumentException for a negative duration
   */
  public Optional<Instant> minusOpening(Instant to, Duration open) {
    if (open.isNegative()) {
      throw new IllegalArgumentException("expected an opening time of at least 0, found " + open);
    }
    if (open.isZero()) {
      return Optional.of(to);
    }
    Duration left = open;
    LocalDate first = day(to).minusDays(HORIZON_DAYS);
    for (LocalDate day = day(to).plusDays(1); !day.isBefore(first); day = day.minusDays(1)) {
      for (Opening opening : openings(day).reversed()) {
        Instant end = opening.to.isBefore(to) ? opening.to : to;
        if (opening.from.isBefore(end)) {
          Duration length = Duration.between(opening.from, end);
          if (left.compareTo(length) <= 0) {
            return Optional.of(end.minus(left));
          }
          left = left.minus(length);
        }
      }
    }
    return Optional.empty();
  }

  /** When the hall closes for the last time that day; empty when it does not open. */
  public Optional<Instant> closes(LocalDate day) {
    List<Opening> openings = openings(day);
    return openings.isEmpty() ? Optional.empty() : Optional.of(openings.getLast().to);
  }

  /** When a civil day begins. */
  public Instant startOf(LocalDate day) {
    return moment(day, 0);
  }

  /** When a civil day is over. */
  public Instant endOf(LocalDate day) {
    return moment(day, TimeSpan.DAY_MINUTES);
  }

  /** When the clocks of a day show that time. */
  public Instant moment(LocalDate day, LocalTime time) {
    return moment(day, time.toSecondOfDay() / 60);
  }

  private LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  /** The openings of a day as moments, in order; none when the hall is closed. */
  public List<Opening> openings(LocalDate day) {
    List<TimeSpan> spans = spans(day);
    if (spans.isEmpty()) {
      return List.of();
    }
    List<Opening> openings = new ArrayList<>(spans.size());
    for (TimeSpan span : spans) {
      Instant from = moment(day, span.fromMinute());
      Instant to = moment(day, span.toMinute());
      if (from.isBefore(to)) {
        openings.add(new Opening(from, to));
      }
    }
    return openings;
  }

  private Instant moment(LocalDate day, int minute) {
    LocalDateTime local = day.atStartOfDay().plusMinutes(minute);
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.of(local, zone).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
