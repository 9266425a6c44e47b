package org.yichuang.deadlines;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yichuang.calendar.Because;

/**
 * The end of a period, and how it was found ("why this date?"). Immutable.
 *
 * @param date its last day; a decision dated on it is on time
 * @param at when the red alarm fires: the hall closes on that day, or the minutes are over
 * @param over from when on nothing is on time any more: the day's end, or {@code at} for minutes
 * @param provisional whether a day was judged that no notice is known for; it is reckoned again
 *     when the notice arrives
 * @param days the start and every day after it up to {@code date}, none left out
 * @param rules that the date follows from, each with its article
 */
public record Derivation(
    LocalDate date,
    Instant at,
    Instant over,
    boolean provisional,
    List<Day> days,
    List<AppliedRule> rules) {
  public Derivation {
    days = List.copyOf(days);
    rules = List.copyOf(rules);
  }

  /** How many days, or half days, were counted. */
  public long counted() {
    return days.stream().filter(Day::counted).count();
  }

  /**
   * @param article where it stands
   * @param detail such as {@code 20wd}; empty when there is nothing to add
   */
  public record AppliedRule(LegalRule rule, String article, String detail) {}

  /**
   * A day or a half of one.
   *
   * @param article of the rule by which it is counted or not
   */
  public record Day(LocalDate date, Part part, boolean counted, Reason reason, String article) {}

  /** The halves of a day meet at 12:00. */
  public enum Part {
    WHOLE,
    MORNING,
    AFTERNOON;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why a day is counted, or is not. */
  public sealed interface Reason {

    /** As the contract spells it. */
    String word();

    /** The period starts on it. */
    record Start() implements Reason {
      @Override
      public String word() {
        return "start";
      }
    }

    /**
     * The calendar of working days says so.
     *
     * @param document number of the regional notice that decided; absent for all other days
     */
    record WorkingCalendar(Because because, Optional<String> document) implements Reason {
      @Override
      public String word() {
        return because.word();
      }
    }

    /** Every day counts. */
    record EveryDay() implements Reason {
      @Override
      public String word() {
        return "every-day";
      }
    }

    /** The period would end on it, and it is a rest day. */
    record RestDayAtEnd(Because because) implements Reason {
      @Override
      public String word() {
        return "rest-day-at-end";
      }
    }

    /**
     * @param grounds all that cover the day; it is uncounted once
     */
    record Suspended(List<String> grounds) implements Reason {
      public Suspended {
        grounds = List.copyOf(grounds);
      }

      @Override
      public String word() {
        return "suspended";
      }
    }

    /**
     * @param counted how long the hall was open on it while the clock ran
     */
    record Open(Duration counted) implements Reason {
      @Override
      public String word() {
        return "opening-time";
      }
    }

    /** The date is given and nothing is counted. */
    record Given() implements Reason {
      @Override
      public String word() {
        return "given";
      }
    }
  }
}
