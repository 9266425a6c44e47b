package org.yichuang.deadlines;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One clock of a case. Immutable.
 *
 * @param extended what granted extensions add to its limit
 * @param extensions how many were granted
 * @param raised the alarms recorded for the deadline's version
 * @param silent whether the agency's silence has taken its effect
 * @param ended when what it measures was done, or came to nothing; absent while it runs
 */
public record Clock(
    ClockId id,
    Terms terms,
    Dated start,
    int extended,
    int extensions,
    Deadline deadline,
    Set<AlarmLevel> raised,
    boolean silent,
    Optional<Dated> ended) {

  public Clock {
    raised = Set.copyOf(raised);
  }

  /** What a clock runs by. */
  public sealed interface Terms {
    ClockLaw law();

    /** A period of so much. */
    record Counted(ClockLaw law, Limit limit) implements Terms {}

    /** Until a date that is given. */
    record Until(ClockLaw law, LocalDate date) implements Terms {}
  }

  static Clock started(ClockEvent.Started event) {
    return new Clock(
        event.clock(),
        event.terms(),
        event.start(),
        0,
        0,
        event.deadline(),
        Set.of(),
        false,
        Optional.empty());
  }

  public boolean isRunning() {
    return ended.isEmpty();
  }

  /** What its limit is counted in; a given date is a day. */
  public LimitUnit unit() {
    return switch (terms) {
      case Terms.Counted counted -> counted.limit().unit();
      case Terms.Until until -> LimitUnit.CALENDAR_DAY;
    };
  }

  /** By its alarms while it runs; then whether it was late. */
  public Light light() {
    if (!isRunning()) {
      return isLate() ? Light.RED : Light.GREEN;
    }
    return raised.stream().map(AlarmLevel::light).max(Light::compareTo).orElse(Light.GREEN);
  }

  /** Whether it ended too late. False while it runs. */
  public boolean isLate() {
    return ended.isPresent() && deadline.isLate(ended.get(), unit());
  }

  /** What was raised for another version does not count for this one. */
  Clock with(Deadline changed) {
    return new Clock(
        id,
        terms,
        start,
        extended,
        extensions,
        changed,
        changed.version() == deadline.version() ? raised : Set.of(),
        silent,
        ended);
  }

  Clock extendedBy(int amount) {
    return new Clock(
        id, terms, start, extended + amount, extensions + 1, deadline, raised, silent, ended);
  }

  Clock raised(AlarmLevel level) {
    Set<AlarmLevel> more = EnumSet.of(level);
    more.addAll(raised);
    return new Clock(id, terms, start, extended, extensions, deadline, more, silent, ended);
  }

  Clock fallenSilent() {
    return new Clock(id, terms, start, extended, extensions, deadline, raised, true, ended);
  }

  Clock endedAt(Dated when) {
    return new Clock(
        id, terms, start, extended, extensions, deadline, raised, silent, Optional.of(when));
  }
}
