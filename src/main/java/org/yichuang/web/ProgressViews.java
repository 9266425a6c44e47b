package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.Notice;
import org.yichuang.cases.Registration;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockKind;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.UnknownConfiguration;
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseRow;

/** Makes {@link ProgressView}s. Any thread. */
final class ProgressViews {
  private static final int MOST_COUNTED = 1_000;

  private final Catalogue catalogue;

  ProgressViews(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * @param applicant masked; null when the record was erased
   * @param now for what is left of the time
   */
  ProgressView of(CaseFiles.Opened opened, @Nullable String applicant, Instant now) {
    CaseState state = opened.state();
    HallConfig hall = catalogue.newest(state.number().hall());
    Calendars calendars = catalogue.calendarsOf(hall.id());
    LocalDate today = LocalDate.ofInstant(now, calendars.zone());
    ProgressView.DueView due = due(state, calendars.national(), today);
    Optional<Item> item = item(state);
    return new ProgressView(
        state.number().display(),
        hall.name(),
        item.map(Item::name).orElse(null),
        state.item().department(),
        applicant,
        state.phase().word(),
        ProgressWords.standing(state, due, today),
        due,
        missing(state),
        collect(state, hall, item),
        stages(opened.rows(), calendars, today),
        state.at());
  }

  private Optional<Item> item(CaseState state) {
    Registration registration = state.registration().orElseThrow();
    try {
      return catalogue.item(
          state.number().hall(),
          registration.facts().item().version(),
          new ItemId(registration.facts().item().id()));
    } catch (UnknownConfiguration unheardOf) {
      return Optional.empty();
    }
  }

  /** The clock that the applicant waits for in this phase. */
  private static ProgressView.@Nullable DueView due(
      CaseState state, NationalCalendar calendar, LocalDate today) {
    Optional<Clock> clock =
        switch (state.phase()) {
          case RECEIVED -> running(state, ClockKind.ACCEPTANCE);
          case ACCEPTED ->
              running(state, ClockKind.PROMISED).or(() -> running(state, ClockKind.STATUTORY));
          case DECIDED -> running(state, ClockKind.DELIVERY);
          default -> Optional.empty();
        };
    return clock
        .map(
            found ->
                new ProgressView.DueView(
                    found.id().kind().word(),
                    found.deadline().date(),
                    left(calendar, today, found.deadline().date()),
                    found.deadline().provisional(),
                    state.clocks().isStopped(found.id())))
        .orElse(null);
  }

  private static Optional<Clock> running(CaseState state, ClockKind kind) {
    return state.clocks().running(ClockId.of(kind));
  }

  /** Working days after {@code today} until {@code due}; negative when it is over. */
  static int left(NationalCalendar calendar, LocalDate today, LocalDate due) {
    return due.isBefore(today) ? -working(calendar, due, today) : working(calendar, today, due);
  }

  private static int working(NationalCalendar calendar, LocalDate after, LocalDate until) {
    int count = 0;
    for (LocalDate day = after.plusDays(1);
        !day.isAfter(until) && count < MOST_COUNTED;
        day = day.plusDays(1)) {
      count += calendar.isWorkingDay(day) ? 1 : 0;
    }
    return count;
  }

  private static ProgressView.@Nullable MissingView missing(CaseState state) {
    Notice notice = state.intake().notice().orElse(null);
    if (notice == null || !state.phase().isOpen() || notice.outstanding().isEmpty()) {
      return null;
    }
    return new ProgressView.MissingView(
        notice.answerBy(),
        notice.outstanding().stream().map(place -> notice.points().get(place - 1).what()).toList());
  }

  private static ProgressView.@Nullable CollectView collect(
      CaseState state, HallConfig hall, Optional<Item> item) {
    return switch (state.phase()) {
      case ISSUED ->
          new ProgressView.CollectView(
              hall.name(),
              item.map(known -> known.handling().delivery()).orElse(List.of()).stream()
                  .map(CaseViews::word)
                  .toList());
      default -> null;
    };
  }

  /** {@code case-accepted}. */
  private static String stage(String type) {
    return type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static List<ProgressView.StageView> stages(
      List<CaseRow> rows, Calendars calendars, LocalDate today) {
    List<ProgressView.StageView> stages = new ArrayList<>();
    for (CaseRow row : rows) {
      ProgressView.Sentence told = ProgressWords.told(row.recorded().event(), today);
      if (told != null) {
        stages.add(
            new ProgressView.StageView(
                stage(row.type()),
                LocalDate.ofInstant(row.recorded().at(), calendars.zone()),
                told));
      }
    }
    return stages;
  }
}
