package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.Derivation;

/**
 * Why a clock ends when it does, day by day with the article for each rule. Reckoned with the
 * calendar that is known now; {@code recorded} is the date the case has.
 *
 * @param expected when every suspension ends on the day the applicant was told; absent when none
 *     goes on
 */
record CaseWhy(
    String caseNumber,
    String clock,
    LocalDate recorded,
    LocalDate dueDate,
    Instant dueAt,
    boolean provisional,
    long counted,
    List<RuleView> rules,
    List<DayView> days,
    @Nullable LocalDate expected) {

  record RuleView(String rule, String article, @Nullable String detail) {}

  /**
   * @param part absent for a whole day
   */
  record DayView(
      LocalDate date,
      @Nullable String part,
      boolean counted,
      String because,
      @Nullable String detail,
      String article) {}

  static CaseWhy of(CaseState state, Clock clock, CaseRules rules) {
    Derivation why = rules.clocks().why(state.clocks(), clock);
    boolean stopped = clock.isRunning() && state.clocks().isStopped(clock.id());
    return new CaseWhy(
        state.number().display(),
        clock.id().toString(),
        clock.deadline().date(),
        why.date(),
        why.at(),
        why.provisional(),
        why.counted(),
        why.rules().stream()
            .map(
                rule ->
                    new RuleView(
                        rule.rule().word(),
                        rule.article(),
                        rule.detail().isEmpty() ? null : rule.detail()))
            .toList(),
        why.days().stream().map(CaseWhy::day).toList(),
        stopped ? rules.clocks().expected(state.clocks(), clock).date() : null);
  }

  private static DayView day(Derivation.Day day) {
    return new DayView(
        day.date(),
        day.part() == Derivation.Part.WHOLE ? null : day.part().word(),
        day.counted(),
        day.reason().word(),
        detail(day.reason()),
        day.article());
  }

  private static @Nullable String detail(Derivation.Reason reason) {
    return switch (reason) {
      case Derivation.Reason.WorkingCalendar calendar -> calendar.document().orElse(null);
      case Derivation.Reason.RestDayAtEnd rest -> rest.because().word();
      case Derivation.Reason.Suspended suspended -> String.join(" ", suspended.grounds());
      case Derivation.Reason.Open open -> open.counted().toString();
      case Derivation.Reason.Start start -> null;
      case Derivation.Reason.EveryDay every -> null;
      case Derivation.Reason.Given given -> null;
    };
  }
}
