package org.yichuang.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.journal.DayCourse;
import org.yichuang.journal.DayCourses;

/**
 * How a hall's day went, for charts. Confined to one event loop. An answer is good for ten seconds,
 * so that many who look cost the database one look.
 */
final class CourseRoutes {
  private static final long GOOD_FOR_MILLIS = 10_000;

  private final DayCourses courses;
  private final InstantSource clock;
  private final Recent<Day, DayCourse> recent;

  CourseRoutes(DayCourses courses, InstantSource clock) {
    this.courses = courses;
    this.clock = clock;
    recent = new Recent<>(clock, GOOD_FOR_MILLIS);
  }

  private record Day(HallId hall, LocalDate day, long longMillis) {}

  private record CourseView(
      LocalDate day, Duration quarter, Duration longWait, List<QueueView> queues) {}

  private record QueueView(QueueId id, List<QuarterView> quarters) {}

  private record QuarterView(
      Instant from,
      int issued,
      int called,
      @Nullable Duration meanWait,
      @Nullable Duration longestWait,
      int tooLong,
      int gaveUp,
      int completed) {
    static QuarterView of(DayCourse.Quarter quarter) {
      return new QuarterView(
          quarter.from(),
          quarter.issued(),
          quarter.called(),
          quarter.called() == 0
              ? null
              : Duration.ofMillis(quarter.waitedMillis() / quarter.called()),
          quarter.called() == 0 ? null : Duration.ofMillis(quarter.longestMillis()),
          quarter.tooLong(),
          quarter.gaveUp(),
          quarter.completed());
    }
  }

  void addTo(Operations operations) {
    operations.on("dayCourse", Permission.oneOf(Permission.supervising()), this::course);
  }

  private void course(Exchange exchange) {
    HallConfig hall = exchange.hall();
    LocalDate today = clock.instant().atZone(hall.zone()).toLocalDate();
    String asked = exchange.query("day").orElse(null);
    LocalDate day = asked == null ? today : Dates.parse(asked);
    if (day == null) {
      exchange.answer(
          HttpProblems.invalidRequest("day: expected a date such as 2026-11-23, found " + asked));
      return;
    }
    long longMillis = hall.settings().longWaitMillis();
    Instant begin = day.atStartOfDay(hall.zone()).toInstant();
    exchange.then(
        recent.get(
            new Day(hall.id(), day, longMillis),
            () -> courses.of(hall.id(), day, begin, longMillis)),
        Problems.notNow("the record could not be read in time", exchange.repeating()),
        course ->
            exchange.answer(
                200,
                ApiJson.write(
                    new CourseView(
                        day,
                        Duration.ofMillis(DayCourse.QUARTER_MILLIS),
                        Duration.ofMillis(longMillis),
                        byQueue(course)))));
  }

  /** Quarters come queue by queue. */
  private static List<QueueView> byQueue(DayCourse course) {
    List<QueueView> queues = new ArrayList<>();
    List<QuarterView> quarters = new ArrayList<>();
    QueueId of = null;
    for (DayCourse.Quarter quarter : course.quarters()) {
      if (of != null && !of.equals(quarter.queue())) {
        queues.add(new QueueView(of, List.copyOf(quarters)));
        quarters.clear();
      }
      of = quarter.queue();
      quarters.add(QuarterView.of(quarter));
    }
    if (of != null) {
      queues.add(new QueueView(of, List.copyOf(quarters)));
    }
    return queues;
  }
}
