package org.yichuang.appointments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

class SlotsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final QueueId A = new QueueId("a");
  private static final LocalText TEXT = new LocalText("厅", "hall");
  private static final long MINUTE = 60_000;

  /** Windows are the queues they serve; {@code +b} is a second skill with a penalty. */
  @ParameterizedTest(name = "{0}, {1} min each, {2} %, {3}: {4}")
  @CsvSource({
    "a,            10, 100, 09:00-11:00, 3 3 3 3",
    "a,            10,  30, 09:00-11:00, 0 1 1 1",
    "a a a a,      10,  30, 09:00-11:00, 3 4 3 4",
    "a ab,         10, 100, 09:00-11:00, 4 5 4 5",
    "abc,          10, 100, 09:00-11:00, 1 1 1 1",
    "abc,          30, 100, 09:00-11:00, 0 0 1 0",
    "a a+b,        10, 100, 09:00-10:00, 6 6",
    "b+a,          10, 100, 09:00-10:00, none",
    "b,            10, 100, 09:00-10:00, none",
    "a,            10,   0, 09:00-10:00, none",
    "a,            10, 100, 09:00-10:29, 3 3",
    "a,            10, 100, 09:00-09:29, none",
    "a,            60,  50, 09:00-10:30/14:00-15:00, 0 0 0 1 0",
    "a,             7,  30, 09:00-12:00, 1 1 1 2 1 1",
  })
  void places_are_the_share_of_what_the_windows_can_serve(
      String windows, int usual, int percent, String hours, String places) {
    String found =
        String.join(
            " ",
            Slots.of(hall(windows, usual, percent, hours), A, DAY).stream()
                .map(slot -> String.valueOf(slot.places()))
                .toList());
    assertEquals(places.equals("none") ? "" : places, found);
  }

  @Test
  void the_places_of_a_day_are_never_more_than_the_share_and_less_than_one_below() {
    for (int usual = 1; usual <= 61; usual += 4) {
      for (int percent = 1; percent <= 100; percent += 9) {
        List<Slots.Slot> slots =
            Slots.of(hall("a ab abc abcd", usual, percent, "08:30-12:00/13:00-17:30"), A, DAY);
        double each = (1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0) * 30 / usual * percent / 100;
        int sum = 0;
        for (int i = 0; i < slots.size(); i++) {
          sum += slots.get(i).places();
          double share = each * (i + 1);
          assertTrue(sum <= share + 1e-9 && sum > share - 1, usual + " " + percent);
        }
      }
    }
  }

  @Test
  void slots_begin_with_each_opening() {
    assertEquals(
        List.of("09:10", "09:40", "14:05"),
        Slots.of(hall("a", 10, 100, "09:10-10:20/14:05-14:35"), A, DAY).stream()
            .map(slot -> time(slot.from()))
            .toList());
  }

  @Test
  void a_hall_round_the_clock_has_slots_all_day() {
    assertEquals(48, Slots.of(hall("a", 10, 30, ""), A, DAY).size());
  }

  private static String time(Instant at) {
    return at.atZone(ZoneId.of("Asia/Shanghai")).toLocalTime().toString();
  }

  private static HallConfig hall(String windows, int usual, int percent, String hours) {
    List<HallConfig.Queue> queues = new ArrayList<>();
    for (String id : List.of("a", "b", "c", "d")) {
      queues.add(
          new HallConfig.Queue(
              new QueueId(id), id.toUpperCase(java.util.Locale.ROOT), TEXT, usual * MINUTE));
    }
    List<HallConfig.Window> posts = new ArrayList<>();
    for (String window : windows.split(" ", -1)) {
      List<QueueId> served = new ArrayList<>();
      Map<QueueId, Long> penalties = new HashMap<>();
      String[] skills = window.split("[+]", -1);
      skills[0].chars().forEach(c -> served.add(new QueueId(Character.toString(c))));
      for (int i = 1; i < skills.length; i++) {
        served.add(new QueueId(skills[i]));
        penalties.put(new QueueId(skills[i]), MINUTE);
      }
      posts.add(new HallConfig.Window(new WindowId("W" + posts.size()), TEXT, served, penalties));
    }
    List<DailyHours.Times> times =
        Arrays.stream(hours.split("/", -1))
            .filter(span -> !span.isEmpty())
            .map(span -> span.split("-", -1))
            .map(ends -> new DailyHours.Times(LocalTime.parse(ends[0]), LocalTime.parse(ends[1])))
            .toList();
    return new HallConfig(
        new HallId(1),
        "hanjiang",
        1,
        TEXT,
        ZoneId.of("Asia/Shanghai"),
        new DailyHours(times),
        queues,
        posts,
        HallConfig.Settings.DEFAULT.with(
            new HallConfig.Booking(
                30 * MINUTE, 120 * MINUTE, 5 * MINUTE, 15 * MINUTE, percent, 14, 3, 90)));
  }
}
