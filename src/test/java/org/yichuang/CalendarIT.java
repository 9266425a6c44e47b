package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.yichuang.HallClient.Answer;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.YearNotice;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;

/**
 * Two nodes with open cases, and a notice of the State Council that moves the deadline of each.
 * {@code -Dcalendar.cases=1000} for more of them.
 */
class CalendarIT {
  private static final int CASES = Integer.getInteger("calendar.cases", 200);
  private static final String YEARS = "/api/v1/admin/calendars/cn/years";
  private static final int ACCEPTANCE_DAYS = 5;

  private static void register(HallClient client, int nth) {
    Answer begun =
        client.tell(
            "/api/v1/cases",
            new JsonObject()
                .put("hall", "hanjiang")
                .put("item", "entertainment-venue-licence")
                .put(
                    "applicant",
                    new JsonObject()
                        .put("kind", "person")
                        .put("idType", "resident-card")
                        .put("idNumber", "11010519491231002X")
                        .put("name", "张三"))
                .put("subject", new JsonObject().put("kind", "unit").put("text", "商铺" + nth)));
    assertEquals(201, begun.status(), begun.body());
  }

  private static void together(int times, Callable<Void> task) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(threads.submit(task));
      }
      for (Future<Void> one : all) {
        one.get();
      }
    }
  }

  /** The next three days off, beside what is known of their year. */
  private static YearNotice notice(LocalDate today) {
    int year = today.plusDays(1).getYear();
    YearNotice known =
        BundledFiles.nationalCalendar()
            .notice(year)
            .orElse(new YearNotice(year, Set.of(), Set.of()));
    Set<LocalDate> holidays = new TreeSet<>(known.holidays());
    Set<LocalDate> workdays = new TreeSet<>(known.workdays());
    for (int day = 1; day <= 3; day++) {
      holidays.add(today.plusDays(day));
      workdays.remove(today.plusDays(day));
    }
    return new YearNotice(year, holidays, workdays);
  }

  private static JsonArray texts(Set<LocalDate> days) {
    return new JsonArray(days.stream().map(LocalDate::toString).toList());
  }

  private static JsonObject body(YearNotice notice) {
    return new JsonObject()
        .put("year", notice.year())
        .put("document", "国办发明电〔2026〕99号")
        .put("holidays", texts(notice.holidays()))
        .put("workdays", texts(notice.workdays()));
  }

  private static JsonObject changes(HallClient client, int year, String after) {
    Answer page = client.ask(YEARS + "/" + year + "/changes?limit=100" + after);
    assertEquals(200, page.status(), page.body());
    return page.json();
  }

  private static String due(HallClient client, LocalDate start) {
    return client
        .ask("/api/v1/calendars/cn/due?workingDays=5&start=" + start)
        .json()
        .getString("due");
  }

  @Test
  void a_notice_moves_every_deadline_once_though_the_owner_dies() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    try (TestServer one = TestServer.start(database, "calendar-it");
        TestServer other = TestServer.start(database, "calendar-it")) {
      HallClient here = new HallClient(one.base(), "hanjiang", "admin");
      HallClient there = here.at(other.base());
      AtomicInteger nth = new AtomicInteger();
      together(
          CASES,
          () -> {
            int mine = nth.incrementAndGet();
            register(mine % 2 == 0 ? here : there, mine);
            return null;
          });
      LocalDate today = LocalDate.parse(here.board().getString("businessDay"));
      YearNotice notice = notice(today);
      NationalCalendar before = BundledFiles.nationalCalendar();
      LocalDate dueBefore = before.due(today, ACCEPTANCE_DAYS).date();
      LocalDate dueAfter = before.with(notice).due(today, ACCEPTANCE_DAYS).date();
      assertNotEquals(dueBefore, dueAfter, "the notice moves something");

      JsonObject wrong =
          body(notice)
              .put(
                  "vectors",
                  new JsonArray()
                      .add(
                          new JsonObject()
                              .put("start", today.toString())
                              .put("workingDays", ACCEPTANCE_DAYS)
                              .put("due", dueBefore.toString())));
      assertEquals(422, there.tell(YEARS, wrong).status());
      assertEquals(
          403,
          new HallClient(one.base(), "hanjiang", "manager").tell(YEARS, body(notice)).status());

      boolean otherOwns = other.countLogged("hall 1: adopted") > 0;
      HallClient stays = otherOwns ? here : there;
      long from = System.nanoTime();
      Answer stored = stays.tell(YEARS, body(notice));
      assertEquals(201, stored.status(), stored.body());
      assertEquals(1, stored.json().getInteger("version"));
      if (!Boolean.getBoolean("calendar.calm")) {
        (otherOwns ? other : one).kill();
      }
      assertEquals(dueAfter.toString(), due(stays, today));
      assertEquals(200, stays.tell(YEARS, body(notice)).status(), "the same again is the same");

      JsonObject page = changes(stays, notice.year(), "");
      while (done(page)
          < page.getJsonObject("year").getJsonObject("reckoned").getInteger("halls")) {
        LockSupport.parkNanos(20_000_000);
        page = changes(stays, notice.year(), "");
      }
      System.out.printf(
          "%d deadlines moved in %d ms%n", CASES, (System.nanoTime() - from) / 1_000_000);
      Set<String> moved = new HashSet<>();
      while (page != null) {
        for (Object entry : page.getJsonArray("changes")) {
          JsonObject change = (JsonObject) entry;
          assertTrue(moved.add(change.getString("case")), change::encode);
          JsonObject deadline = change.getJsonArray("deadlines").getJsonObject(0);
          assertEquals("acceptance", deadline.getString("clock"));
          assertEquals(dueBefore.toString(), deadline.getJsonObject("before").getString("date"));
          assertEquals(dueAfter.toString(), deadline.getJsonObject("after").getString("date"));
        }
        String next = page.getString("next");
        page = next == null ? null : changes(stays, notice.year(), "&after=" + next);
      }
      assertEquals(CASES, moved.size());
      assertEquals(CASES, events(database));
    }
    assertEquals(CASES, Halls.verified(database).cases());
  }

  private static int done(JsonObject page) {
    return page.getJsonObject("year").getJsonObject("reckoned").getInteger("done");
  }

  private static int events(DatabaseAddress database) throws Exception {
    try (Connection connection = database.connect(database.running());
        var query =
            connection.prepareStatement(
                "select count(*) from case_journal where type = 'DeadlinesReckoned'");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
