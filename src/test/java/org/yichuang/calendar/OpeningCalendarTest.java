package org.yichuang.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.catalogue.BundledFiles;

class OpeningCalendarTest {
  private static final NationalCalendar CN = BundledFiles.nationalCalendar();
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final List<TimeSpan> OFFICE = spans("08:00-12:00 14:30-17:30");

  /** Office hours; open on Saturday mornings, closed for three days, a half day, a holiday open. */
  private static final OpeningCalendar HALL =
      new OpeningCalendar(
          SHANGHAI,
          CN,
          new OpeningPlan(
              with(OpeningPlan.onWorkingDays(OFFICE), DayOfWeek.SATURDAY, "09:00-12:00"),
              OFFICE,
              List.of(),
              List.of(new OpeningPlan.Closure(day("2026-08-10"), day("2026-08-12"), "系统升级")),
              List.of(
                  new OpeningPlan.SpecialDay(day("2026-09-30"), spans("08:00-12:00"), "节前半天"),
                  new OpeningPlan.SpecialDay(day("2026-10-03"), spans("09:00-11:00"), "假日值班"))));

  private static Map<DayOfWeek, List<TimeSpan>> with(
      OpeningPlan plan, DayOfWeek weekday, String spans) {
    Map<DayOfWeek, List<TimeSpan>> weekly = new EnumMap<>(plan.weekly());
    weekly.put(weekday, spans(spans));
    return weekly;
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static List<TimeSpan> spans(@Nullable String text) {
    return text == null || text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ")).map(TimeSpan::parse).toList();
  }

  private static Instant at(ZoneId zone, String local) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  private static Instant at(String local) {
    return at(SHANGHAI, local);
  }

  private static String local(Optional<Instant> instant) {
    return instant
        .map(found -> found.atZone(SHANGHAI).toLocalDateTime().toString())
        .orElse("never");
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "2026-03-02, 08:00-12:00 14:30-17:30, ",
    "2026-03-07, 09:00-12:00, ",
    "2026-03-08, , ",
    "2026-02-14, 08:00-12:00 14:30-17:30, ",
    "2026-09-20, 08:00-12:00 14:30-17:30, ",
    "2026-02-16, , ",
    "2026-02-21, , ",
    "2026-08-10, , 系统升级",
    "2026-08-12, , 系统升级",
    "2026-08-13, 08:00-12:00 14:30-17:30, ",
    "2026-09-30, 08:00-12:00, 节前半天",
    "2026-10-03, 09:00-11:00, 假日值班",
    "2027-03-01, 08:00-12:00 14:30-17:30, ",
    "2027-03-06, 09:00-12:00, ",
  })
  void a_day_has_its_times(LocalDate day, @Nullable String spans, @Nullable String reason) {
    assertEquals(spans(spans), HALL.spans(day));
    assertEquals(Optional.ofNullable(reason), HALL.reason(day));
  }

  @ParameterizedTest(name = "{0}: open {1}, opens {2}, closes {3}")
  @CsvSource({
    "2026-03-02T07:59:59, false, 2026-03-02T08:00, 2026-03-02T12:00",
    "2026-03-02T08:00:00, true, 2026-03-02T14:30, 2026-03-02T12:00",
    "2026-03-02T11:59:59, true, 2026-03-02T14:30, 2026-03-02T12:00",
    "2026-03-02T12:00:00, false, 2026-03-02T14:30, 2026-03-02T17:30",
    "2026-03-02T17:30:00, false, 2026-03-03T08:00, 2026-03-03T12:00",
    "2026-03-06T18:00:00, false, 2026-03-07T09:00, 2026-03-07T12:00",
    "2026-03-07T12:00:00, false, 2026-03-09T08:00, 2026-03-09T12:00",
    "2026-02-14T17:30:00, false, 2026-02-24T08:00, 2026-02-24T12:00",
    "2026-08-07T17:30:00, false, 2026-08-08T09:00, 2026-08-08T12:00",
    "2026-08-08T12:00:00, false, 2026-08-13T08:00, 2026-08-13T12:00",
    "2026-09-30T12:00:00, false, 2026-10-03T09:00, 2026-10-03T11:00",
  })
  void a_hall_opens_and_closes(String at, boolean open, String opens, String closes) {
    assertEquals(open, HALL.isOpen(at(at)));
    assertEquals(opens, local(HALL.opensNext(at(at))));
    assertEquals(closes, local(HALL.closesNext(at(at))));
  }

  @ParameterizedTest(name = "{0} … {1}: {2}")
  @CsvSource({
    "2026-03-02T08:00, 2026-03-02T08:00, PT0S",
    "2026-03-02T08:00, 2026-03-02T17:30, PT7H",
    "2026-03-02T00:00, 2026-03-03T00:00, PT7H",
    "2026-03-02T11:45, 2026-03-02T14:45, PT30M",
    "2026-03-06T17:15, 2026-03-09T08:15, PT3H30M",
    "2026-02-14T17:00, 2026-02-24T08:30, PT1H",
    "2026-02-15T00:00, 2026-02-24T08:00, PT0S",
    "2026-09-30T11:00, 2026-10-03T09:30, PT1H30M",
    "2026-01-01T00:00, 2027-01-01T00:00, PT1837H",
  })
  void opening_time_stands_still_while_the_hall_is_closed(String from, String to, Duration open) {
    assertEquals(open, HALL.openBetween(at(from), at(to)));
  }

  @ParameterizedTest(name = "{0} + {1}: {2}")
  @CsvSource({
    "2026-03-02T11:45, PT0S, 2026-03-02T11:45",
    "2026-03-02T13:00, PT0S, 2026-03-02T13:00",
    "2026-03-02T11:45, PT15M, 2026-03-02T12:00",
    "2026-03-02T11:45, PT30M, 2026-03-02T14:45",
    "2026-03-02T13:00, PT1S, 2026-03-02T14:30:01",
    "2026-03-07T11:50, PT30M, 2026-03-09T08:20",
    "2026-02-14T17:00, PT31M, 2026-02-24T08:01",
    "2026-03-02T08:00, PT3000H, never",
  })
  void a_tolerance_in_opening_time_ends(String from, Duration open, String end) {
    assertEquals(end, local(HALL.plusOpening(at(from), open)));
  }

  @Test
  void a_hall_that_never_opens_is_searched_for_400_days() {
    OpeningCalendar never = new OpeningCalendar(SHANGHAI, CN, OpeningPlan.onWorkingDays(List.of()));
    Instant now = at("2026-03-02T09:00");
    assertFalse(never.isOpen(now));
    assertEquals(Optional.empty(), never.opensNext(now));
    assertEquals(Optional.empty(), never.closesNext(now));
    assertEquals(Optional.empty(), never.plusOpening(now, Duration.ofMillis(1)));
    assertEquals(Optional.of(now), never.plusOpening(now, Duration.ZERO));
    assertEquals(Duration.ZERO, never.openBetween(now, now.plus(Duration.ofDays(1_000))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "America/Havana",
        "Asia/Beirut",
        "Pacific/Apia",
        "America/St_Johns"
      })
  void a_hall_that_never_closes_is_open_for_as_long_as_time_goes_by(String zone) {
    OpeningCalendar always = OpeningCalendar.roundTheClock(ZoneId.of(zone));
    Instant from = Instant.parse("2010-06-01T00:17:30Z");
    Instant to = Instant.parse("2018-12-31T23:11:00Z");
    assertEquals(Duration.between(from, to), always.openBetween(from, to));
    assertEquals(Optional.empty(), always.opensNext(from));
    assertEquals(Optional.empty(), always.closesNext(from));
    for (Instant at = from; at.isBefore(to); at = at.plus(Duration.ofHours(7))) {
      assertTrue(always.isOpen(at), at::toString);
    }
    assertEquals(
        Optional.of(from.plus(Duration.ofDays(300))),
        always.plusOpening(from, Duration.ofDays(300)));
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3} … {4}")
  @CsvSource({
    "forward over it, 2026-03-29, 01:00-04:00, 2026-03-29T00:00:00Z, 2026-03-29T02:00:00Z",
    "forward into it, 2026-03-29, 01:00-02:30, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
    "forward out of it, 2026-03-29, 02:30-04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
    "forward all of it, 2026-03-29, 02:00-03:00, , ",
    "back over it, 2026-10-25, 01:00-04:00, 2026-10-24T23:00:00Z, 2026-10-25T03:00:00Z",
    "back into it, 2026-10-25, 01:00-02:30, 2026-10-24T23:00:00Z, 2026-10-25T00:30:00Z",
    "back out of it, 2026-10-25, 02:30-04:00, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z",
  })
  void clocks_are_put_forward_and_back(
      String what, LocalDate day, String span, @Nullable Instant opens, @Nullable Instant closes) {
    OpeningCalendar hall =
        new OpeningCalendar(
            ZoneId.of("Europe/Berlin"),
            new NationalCalendar("none", List.of()),
            new OpeningPlan(
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new OpeningPlan.SpecialDay(day, spans(span), what))));
    Instant before = at(hall.zone(), day.minusDays(1) + "T12:00");
    assertEquals(Optional.ofNullable(opens), hall.opensNext(before));
    assertEquals(Optional.ofNullable(closes), hall.closesNext(before));
    assertEquals(
        opens == null ? Duration.ZERO : Duration.between(opens, closes),
        hall.openBetween(before, before.plus(Duration.ofDays(2))));
    if (opens != null && closes != null) {
      assertTrue(hall.isOpen(opens));
      assertFalse(hall.isOpen(opens.minusMillis(1)));
      assertTrue(hall.isOpen(closes.minusMillis(1)));
      assertFalse(hall.isOpen(closes));
    }
  }

  @Test
  void an_opening_over_midnight_is_one() {
    OpeningCalendar night =
        new OpeningCalendar(
            SHANGHAI,
            CN,
            new OpeningPlan(
                Map.of(
                    DayOfWeek.MONDAY, spans("20:00-24:00"),
                    DayOfWeek.TUESDAY, spans("00:00-02:00 02:00-03:00")),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    Instant evening = at("2026-03-02T19:00");
    assertEquals(at("2026-03-02T20:00"), night.opensNext(evening).orElseThrow());
    assertEquals(at("2026-03-03T03:00"), night.closesNext(evening).orElseThrow());
    assertEquals(at("2026-03-09T20:00"), night.opensNext(at("2026-03-02T20:00")).orElseThrow());
    assertEquals(at("2026-03-09T20:00"), night.opensNext(at("2026-03-03T00:00")).orElseThrow());
    assertEquals(at("2026-03-03T03:00"), night.closesNext(at("2026-03-03T02:00")).orElseThrow());
    assertTrue(night.isOpen(at("2026-03-03T00:00")));
  }

  @Test
  void a_village_room_opens_on_some_half_days_and_on_make_up_days_of_the_same_weekday_alone() {
    OpeningCalendar room =
        new OpeningCalendar(
            SHANGHAI,
            CN,
            new OpeningPlan(
                Map.of(
                    DayOfWeek.TUESDAY, spans("08:30-11:30"),
                    DayOfWeek.SATURDAY, spans("14:00-17:00")),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    assertEquals(List.of(), room.spans(day("2026-03-02")));
    assertEquals(spans("08:30-11:30"), room.spans(day("2026-03-03")));
    assertEquals(spans("14:00-17:00"), room.spans(day("2026-02-14")), "a make-up Saturday");
    assertEquals(List.of(), room.spans(day("2026-01-04")), "a make-up Sunday");
    assertEquals(List.of(), room.spans(day("2026-02-17")), "a holiday's Tuesday");
  }

  @Test
  void a_regions_holiday_closes_and_its_workday_opens() {
    OpeningCalendar hall =
        new OpeningCalendar(
            SHANGHAI,
            CN.in(
                new RegionalDays(
                    "1号", Set.of(day("2026-04-20")), Set.of(day("2026-04-18"), day("2026-10-06")))),
            OpeningPlan.onWorkingDays(OFFICE));
    assertEquals(List.of(), hall.spans(day("2026-04-20")));
    assertEquals(OFFICE, hall.spans(day("2026-04-18")));
    assertEquals(OFFICE, hall.spans(day("2026-10-06")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:00-08:00",
        "08:00-08:00",
        "8:00-12:00",
        "08:00",
        "24:00-24:00",
        "08:00-24:01",
        "08:60-09:00",
        "25:00-26:00",
        "",
        "08:00-12:00-14:00",
        "24:00-08:00"
      })
  void what_is_no_span_is_refused(String text) {
    assertThrows(RuntimeException.class, () -> TimeSpan.parse(text));
  }

  @Test
  void a_plan_does_not_contradict_itself() {
    LocalDate day = day("2026-05-06");
    OpeningPlan.Closure closure = new OpeningPlan.Closure(day, day.plusDays(1), "x");
    OpeningPlan.SpecialDay special = new OpeningPlan.SpecialDay(day, OFFICE, "x");
    assertEquals("08:00-12:00", TimeSpan.parse("08:00 - 12:00").toString());
    assertEquals("00:00-24:00", TimeSpan.WHOLE_DAY.toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> OpeningPlan.onWorkingDays(spans("08:00-12:00 11:00-13:00")));
    assertThrows(IllegalArgumentException.class, () -> plan(List.of(closure), List.of(special)));
    assertThrows(IllegalArgumentException.class, () -> plan(List.of(closure, closure), List.of()));
    assertThrows(IllegalArgumentException.class, () -> plan(List.of(), List.of(special, special)));
    assertThrows(
        IllegalArgumentException.class, () -> new OpeningPlan.Closure(day, day.minusDays(1), "x"));
    assertThrows(
        IllegalArgumentException.class, () -> new OpeningPlan.Closure(day, day.plusDays(400), "x"));
    assertThrows(IllegalArgumentException.class, () -> new OpeningPlan.Closure(day, day, " "));
    assertThrows(
        IllegalArgumentException.class, () -> new OpeningPlan.SpecialDay(day, List.of(), "x"));
  }

  private static OpeningPlan plan(
      List<OpeningPlan.Closure> closures, List<OpeningPlan.SpecialDay> special) {
    return new OpeningPlan(Map.of(), List.of(), List.of(), closures, special);
  }

  @Test
  void what_cannot_be_measured_is_refused() {
    Instant now = at("2026-03-02T09:00");
    assertThrows(IllegalArgumentException.class, () -> HALL.openBetween(now, now.minusMillis(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> HALL.openBetween(now, now.plus(Duration.ofDays(4_001))));
    assertThrows(
        IllegalArgumentException.class, () -> HALL.plusOpening(now, Duration.ofMillis(-1)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void opening_time_adds_up_and_can_be_reckoned_back(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] zones = {
      "Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "America/Havana", "Pacific/Apia"
    };
    ZoneId zone = ZoneId.of(zones[(int) (seed % zones.length)]);
    OpeningCalendar hall = new OpeningCalendar(zone, notices(random), plan(random));
    long start = Instant.parse("2011-10-01T00:00:00Z").toEpochMilli();
    for (int i = 0; i < 150; i++) {
      Instant from = Instant.ofEpochMilli(start + random.nextLong(200L * 86_400_000));
      Instant middle = from.plusMillis(random.nextLong(15L * 86_400_000));
      Instant to = middle.plusMillis(random.nextLong(15L * 86_400_000));
      Duration open = hall.openBetween(from, to);
      assertEquals(
          open, hall.openBetween(from, middle).plus(hall.openBetween(middle, to)), "additive");
      assertTrue(open.compareTo(hall.openBetween(from, middle)) >= 0, "monotone");
      assertTrue(open.compareTo(Duration.between(from, to)) <= 0, "no longer than time itself");
      Instant end = hall.plusOpening(from, open).orElseThrow();
      assertFalse(end.isAfter(to), "the first such moment");
      assertEquals(open, hall.openBetween(from, end), "inverse");
      Duration some = Duration.ofMillis(1 + random.nextLong(40L * 3_600_000));
      Optional<Instant> later = hall.plusOpening(from, some);
      if (later.isPresent()) {
        assertEquals(some, hall.openBetween(from, later.get()));
        assertTrue(hall.isOpen(later.get().minusMillis(1)), "due while open, or at the closing");
        assertFalse(
            hall.plusOpening(from, some.plusMillis(1))
                .filter(t -> !t.isAfter(later.get()))
                .isPresent(),
            "monotone");
      }
      edges(hall, from);
    }
  }

  private static void edges(OpeningCalendar hall, Instant at) {
    Optional<Instant> opens = hall.opensNext(at);
    Optional<Instant> closes = hall.closesNext(at);
    opens.ifPresent(
        edge -> {
          assertTrue(edge.isAfter(at) && hall.isOpen(edge) && !hall.isOpen(edge.minusMillis(1)));
        });
    closes.ifPresent(
        edge -> {
          assertTrue(edge.isAfter(at) && !hall.isOpen(edge) && hall.isOpen(edge.minusMillis(1)));
        });
    if (opens.isPresent() && closes.isPresent()) {
      assertEquals(hall.isOpen(at), closes.get().isBefore(opens.get()));
      Instant next = hall.isOpen(at) ? closes.get() : opens.get();
      assertEquals(
          hall.isOpen(at) ? Duration.between(at, next) : Duration.ZERO, hall.openBetween(at, next));
    }
  }

  private static NationalCalendar notices(SplittableRandom random) {
    LocalDate first = LocalDate.of(2011, 10, 1);
    Set<LocalDate> off = new TreeSet<>();
    Set<LocalDate> worked = new TreeSet<>();
    for (int i = 0; i < 90; i++) {
      LocalDate day = first.plusDays(i);
      if (random.nextInt(10) == 0) {
        off.add(day);
      } else if (YearNotice.isWeekend(day) && random.nextInt(4) == 0) {
        worked.add(day);
      }
    }
    return new NationalCalendar("x", List.of(new YearNotice(2011, off, worked)));
  }

  private static OpeningPlan plan(SplittableRandom random) {
    Map<DayOfWeek, List<TimeSpan>> weekly = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek weekday : DayOfWeek.values()) {
      weekly.put(weekday, times(random, 4));
    }
    List<OpeningPlan.Closure> closures = new ArrayList<>();
    List<OpeningPlan.SpecialDay> special = new ArrayList<>();
    LocalDate day = LocalDate.of(2011, 10, 1);
    for (int i = 0; i < 12; i++) {
      day = day.plusDays(1 + random.nextInt(20));
      if (random.nextBoolean()) {
        LocalDate to = day.plusDays(random.nextInt(6));
        closures.add(new OpeningPlan.Closure(day, to, "x"));
        day = to;
      } else {
        special.add(new OpeningPlan.SpecialDay(day, List.of(TimeSpan.WHOLE_DAY), "x"));
      }
    }
    return new OpeningPlan(weekly, times(random, 2), times(random, 2), closures, special);
  }

  private static List<TimeSpan> times(SplittableRandom random, int most) {
    TreeSet<Integer> ends = new TreeSet<>();
    int count = 2 * random.nextInt(most);
    while (ends.size() < count) {
      ends.add(random.nextInt(TimeSpan.DAY_MINUTES / 30 + 1) * 30);
    }
    List<Integer> sorted = List.copyOf(ends);
    List<TimeSpan> spans = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i += 2) {
      spans.add(new TimeSpan(sorted.get(i), sorted.get(i + 1)));
    }
    return spans;
  }

  @ParameterizedTest(name = "{0} − {1} = {2}")
  @CsvSource({
    "2026-03-02T12:00, PT4H, 2026-03-02T08:00",
    "2026-03-02T12:00, PT4H1M, 2026-02-28T17:29",
    "2026-03-02T15:30, PT2H, 2026-03-02T11:00",
    "2026-03-02T13:00, PT1H, 2026-03-02T11:00",
    "2026-03-09T08:00, PT3H, 2026-03-07T09:00",
    "2026-08-13T08:00, PT1M, 2026-08-08T11:59",
    "2026-03-02T13:00, PT0S, 2026-03-02T13:00",
    "2026-03-02T12:00, PT20000H, never",
  })
  void opening_time_is_counted_back(String to, Duration open, String from) {
    Optional<Instant> found = HALL.minusOpening(at(to), open);
    assertEquals(from, local(found));
    found.ifPresent(start -> assertEquals(open, HALL.openBetween(start, at(to))));
  }

  @ParameterizedTest(name = "{0} closes at {1}")
  @CsvSource({
    "2026-03-02, 2026-03-02T17:30",
    "2026-03-07, 2026-03-07T12:00",
    "2026-03-08, never",
    "2026-08-11, never",
    "2026-09-30, 2026-09-30T12:00",
  })
  void a_day_has_a_last_closing(LocalDate day, String closing) {
    assertEquals(closing, local(HALL.closes(day)));
    assertEquals(at(day + "T00:00"), HALL.startOf(day));
    assertEquals(at(day.plusDays(1) + "T00:00"), HALL.endOf(day));
  }
}
