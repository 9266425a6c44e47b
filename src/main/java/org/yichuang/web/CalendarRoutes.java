package org.yichuang.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.Due;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.catalogue.Catalogue;

/** Reckons with the working days of a national calendar. Confined to one event loop. */
final class CalendarRoutes {
  /** How many years past the last known one a period may start. */
  private static final int MOST_YEARS_AHEAD = 10;

  private final Catalogue catalogue;

  CalendarRoutes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private record DayView(String date, boolean counted, String because, @Nullable String document) {
    static DayView of(Due.Day day) {
      return new DayView(
          day.date().toString(), day.counted(), day.because().word(), day.document().orElse(null));
    }
  }

  private record DueView(
      String calendar,
      String start,
      int workingDays,
      String due,
      boolean provisional,
      List<DayView> why) {}

  void addTo(Operations operations) {
    operations.on("due", Permission.anyone(), this::due);
  }

  private void due(Exchange exchange) {
    String id = exchange.parameter("calendar");
    Optional<NationalCalendar> calendar = catalogue.calendar(id);
    if (calendar.isEmpty()) {
      exchange.answer(Problems.unknownCalendar(id));
      return;
    }
    String text = exchange.query("start").orElseThrow();
    LocalDate first = LocalDate.of(calendar.get().years().first(), 1, 1);
    LocalDate last = LocalDate.of(calendar.get().years().last() + MOST_YEARS_AHEAD, 12, 31);
    @Nullable LocalDate start = Dates.parse(text);
    if (start == null) {
      exchange.answer(
          HttpProblems.invalidRequest("start: expected a date such as 2026-02-09, found " + text));
      return;
    }
    if (start.isBefore(first) || start.isAfter(last)) {
      exchange.answer(Problems.dateOutsideCalendar(first, last, text));
      return;
    }
    int workingDays = exchange.queryNumber("workingDays");
    Due due = calendar.get().due(start, workingDays);
    exchange.answer(
        200,
        ApiJson.write(
            new DueView(
                id,
                text,
                workingDays,
                due.date().toString(),
                due.provisional(),
                due.why().stream().map(DayView::of).toList())));
  }
}
