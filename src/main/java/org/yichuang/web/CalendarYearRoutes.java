package org.yichuang.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.YearNotice;
import org.yichuang.cases.CaseNumber;
import org.yichuang.catalogue.CalendarYears;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.StoredYear;
import org.yichuang.deadlines.Deadline;
import org.yichuang.deadlines.DeadlineChange;
import org.yichuang.hall.AccountId;
import org.yichuang.journal.ReckonedDeadlines;

/** Yearly notices of the national calendar, and what they moved. Confined to one event loop. */
final class CalendarYearRoutes {
  private final Catalogue catalogue;
  private final CalendarYears years;
  private final ReckonedDeadlines deadlines;

  CalendarYearRoutes(Catalogue catalogue, CalendarYears years, ReckonedDeadlines deadlines) {
    this.catalogue = catalogue;
    this.years = years;
    this.deadlines = deadlines;
  }

  /**
   * @param added null in a list
   */
  private record YearView(
      String calendar,
      int year,
      int version,
      String document,
      List<LocalDate> holidays,
      List<LocalDate> workdays,
      Instant storedAt,
      @Nullable String by,
      @Nullable Boolean added,
      ReckonedDeadlines.@Nullable Reached reckoned) {
    static YearView of(
        String calendar,
        StoredYear year,
        @Nullable Boolean added,
        ReckonedDeadlines.@Nullable Reached reckoned) {
      return new YearView(
          calendar,
          year.notice().year(),
          year.version(),
          year.document(),
          List.copyOf(year.notice().holidays()),
          List.copyOf(year.notice().workdays()),
          year.storedAt(),
          year.by(),
          added,
          reckoned);
    }
  }

  private record YearsView(String calendar, List<YearView> years) {}

  private record EndView(int version, LocalDate date, boolean provisional) {
    static EndView of(Deadline deadline) {
      return new EndView(deadline.version(), deadline.date(), deadline.provisional());
    }
  }

  private record DeadlineView(String clock, EndView before, EndView after) {
    static DeadlineView of(DeadlineChange change) {
      return new DeadlineView(
          change.clock().toString(), EndView.of(change.before()), EndView.of(change.after()));
    }
  }

  private record MovedView(
      @JsonProperty("case") String number,
      String hall,
      String item,
      Instant at,
      List<DeadlineView> deadlines) {}

  private record ChangesView(YearView year, List<MovedView> changes, @Nullable String next) {}

  void addTo(Operations operations) {
    operations
        .on("storeCalendarYear", Permission.administrator(), this::store)
        .on("calendarYears", Permission.administrator(), this::list)
        .on("calendarChanges", Permission.administrator(), this::changes);
  }

  /** Null when it is answered: there is no such calendar. */
  private @Nullable NationalCalendar calendar(Exchange exchange) {
    String id = exchange.parameter("calendar");
    Optional<NationalCalendar> calendar = catalogue.calendar(id);
    if (calendar.isEmpty()) {
      exchange.answer(Problems.unknownCalendar(id));
    }
    return calendar.orElse(null);
  }

  private void store(Exchange exchange) {
    NationalCalendar calendar = calendar(exchange);
    if (calendar == null) {
      return;
    }
    JsonObject body = exchange.body();
    YearNotice notice;
    try {
      notice =
          new YearNotice(
              body.getInteger("year"),
              days(body.getJsonArray("holidays")),
              days(body.getJsonArray("workdays")));
      requireVectors(calendar.with(notice), body.getJsonArray("vectors", new JsonArray()));
    } catch (IllegalArgumentException contradiction) {
      exchange.answer(Problems.calendarYearRefused(String.valueOf(contradiction.getMessage())));
      return;
    }
    AccountId by = exchange.principal().account();
    exchange.then(
        years.store(notice, body.getString("document"), by),
        Problems.configurationsUnavailable(),
        storing -> {
          switch (storing) {
            case CalendarYears.Storing.Refused refused ->
                exchange.answer(Problems.calendarYearRefused(refused.why()));
            case CalendarYears.Storing.Stored stored -> stored(exchange, calendar.id(), stored);
          }
        });
  }

  private void stored(Exchange exchange, String calendar, CalendarYears.Storing.Stored stored) {
    exchange.then(
        deadlines.reached(stored.year().version()),
        Problems.figuresUnavailable(),
        reached ->
            exchange.answer(
                stored.added() ? 201 : 200,
                ApiJson.write(YearView.of(calendar, stored.year(), stored.added(), reached))));
  }

  private static Set<LocalDate> days(JsonArray texts) {
    Set<LocalDate> days = new TreeSet<>();
    for (Object text : texts) {
      if (!days.add(day(String.valueOf(text)))) {
        throw new IllegalArgumentException("expected each day once, found " + text + " twice");
      }
    }
    return days;
  }

  private static LocalDate day(String text) {
    LocalDate day = Dates.parse(text);
    if (day == null) {
      throw new IllegalArgumentException("expected a day such as 2027-01-01, found " + text);
    }
    return day;
  }

  /** What must come out, so that a make-up day that was left out shows itself here. */
  private static void requireVectors(NationalCalendar calendar, JsonArray vectors) {
    for (int i = 0; i < vectors.size(); i++) {
      JsonObject vector = vectors.getJsonObject(i);
      LocalDate start = day(vector.getString("start"));
      LocalDate expected = day(vector.getString("due"));
      int workingDays = vector.getInteger("workingDays");
      LocalDate due = calendar.due(start, workingDays).date();
      if (!due.equals(expected)) {
        throw new IllegalArgumentException(
            "expected %s as working day %d after %s, found %s"
                .formatted(expected, workingDays, start, due));
      }
    }
  }

  private void list(Exchange exchange) {
    NationalCalendar calendar = calendar(exchange);
    if (calendar != null) {
      exchange.then(
          years.history(),
          Problems.configurationsUnavailable(),
          all ->
              exchange.answer(
                  200,
                  ApiJson.write(
                      new YearsView(
                          calendar.id(),
                          all.stream()
                              .map(year -> YearView.of(calendar.id(), year, null, null))
                              .toList()))));
    }
  }

  /** Of the newest version of the year. */
  private void changes(Exchange exchange) {
    NationalCalendar calendar = calendar(exchange);
    if (calendar == null) {
      return;
    }
    int wanted = Integer.parseInt(exchange.parameter("year"));
    ReckonedDeadlines.Place after = null;
    Optional<String> text = exchange.query("after");
    if (text.isPresent()) {
      after = place(text.get());
      if (after == null) {
        exchange.answer(
            HttpProblems.invalidRequest(
                "after: expected next of the page before, found another text"));
        return;
      }
    }
    ReckonedDeadlines.Place from = after;
    exchange.then(
        years.history(),
        Problems.configurationsUnavailable(),
        all ->
            all.stream()
                .filter(year -> year.notice().year() == wanted)
                .findFirst()
                .ifPresentOrElse(
                    year -> changes(exchange, calendar.id(), year, from),
                    () -> exchange.answer(Problems.unknownCalendarYear(calendar.id(), wanted))));
  }

  private void changes(
      Exchange exchange,
      String calendar,
      StoredYear year,
      ReckonedDeadlines.@Nullable Place after) {
    int limit = exchange.queryNumber("limit");
    exchange.then(
        deadlines
            .reached(year.version())
            .compose(
                reached ->
                    deadlines
                        .moved(year.version(), after, Page.toAsk(limit))
                        .map(
                            moved ->
                                view(
                                    YearView.of(calendar, year, null, reached),
                                    Page.of(moved, limit)))),
        Problems.figuresUnavailable(),
        view -> exchange.answer(200, ApiJson.write(view)));
  }

  private ChangesView view(YearView year, Page<ReckonedDeadlines.Moved> page) {
    return new ChangesView(
        year,
        page.entries().stream().map(this::view).toList(),
        page.next(last -> text(last.place())));
  }

  private MovedView view(ReckonedDeadlines.Moved moved) {
    CaseNumber number = moved.place().number();
    return new MovedView(
        number.display(),
        catalogue.newest(number.hall()).slug(),
        moved.item(),
        moved.at(),
        moved.changes().stream().map(DeadlineView::of).toList());
  }

  private static String text(ReckonedDeadlines.Place place) {
    return place.number() + "." + place.seq();
  }

  /** Null for what {@link #text} never writes. */
  private static ReckonedDeadlines.@Nullable Place place(String text) {
    int dot = text.indexOf('.');
    try {
      return new ReckonedDeadlines.Place(
          CaseNumber.parse(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    } catch (RuntimeException notAPlace) {
      return null;
    }
  }
}
