package org.yichuang.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(CourseRoutes.class);
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
    Optional<String> asked = exchange.query("day");
    LocalDate day;
    try {
      day = asked.map(LocalDate::parse).orElse(today);
    } catch (DateTimeException notInAnyCalendar) {
      exchange.answer(
          HttpProblems.invalidRequest(
              "day: expected a date such as 2026-11-23, found " + asked.orElse("")));
      return;
    }
    long longMillis = hall.settings().longWaitMillis();
    Instant begin = day.atStartOfDay(hall.zone()).toInstant();
    recent
        .get(
            new Day(hall.id(), day, longMillis),
            () -> courses.of(hall.id(), day, begin, longMillis))
        .onComplete(
            found ->
                exchange.run(
                    () -> {
                      if (found.succeeded()) {
                        exchange.answer(
                            200,
                            ApiJson.write(
                                new CourseView(
                                    day,
                                    Duration.ofMillis(DayCourse.QUARTER_MILLIS),
                                    Duration.ofMillis(longMillis),
                                    byQueue(found.result()))));
                      } else {
                        LOG.warn("dayCourse: {}", found.cause().getMessage());
                        exchange.answer(
                            Problems.notNow(
                                "the record could not be read in time", exchange.repeating()));
                      }
                    }));
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
