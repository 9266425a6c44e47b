package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yichuang.calendar.YearNotice;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.ItemRef;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.deadlines.Calendars;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;

class StoredCatalogueIT {

  @Test
  void a_version_pins_its_items_and_its_opening_times() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    HallFile file = HallFileTest.demonstration();
    ItemList items = ItemsFileTest.demonstration();
    try (Connection connection = database.connect(database.running())) {
      BundledFiles.demonstrationCentres().importAbsent(connection);
      StoredCatalogue.importAbsent(
          connection, new StoredCatalogue.Import(file, null, items, false));
      StoredCatalogue.importAbsent(connection, new StoredCatalogue.Import(file.practice(10), true));
      StoredCatalogue catalogue = StoredCatalogue.load(connection);

      HallId hall = catalogue.hall("hanjiang").map(HallConfig::id).orElseThrow();
      assertEquals(items.items(), catalogue.items(hall, 1).items());
      Item water = catalogue.item(hall, 1, new ItemId("water-abstraction-permit")).orElseThrow();
      assertEquals(new QueueId("economy"), water.queue());
      assertEquals(Optional.empty(), catalogue.item(hall, 1, new ItemId("unheard-of")));
      Instant saturday = Instant.parse("2026-03-07T02:00:00Z");
      assertTrue(catalogue.openings(hall, 1).isOpen(saturday));
      assertFalse(catalogue.openings(hall, 1).isOpen(Instant.parse("2026-03-07T06:00:00Z")));
      assertFalse(catalogue.workingDays(hall, 1).isWorkingDay(LocalDate.parse("2026-03-07")));
      assertThrows(IllegalStateException.class, () -> catalogue.items(hall, 2));
      assertThrows(IllegalStateException.class, () -> catalogue.openings(hall, 2));

      HallId practice = catalogue.hall("hanjiang-practice").map(HallConfig::id).orElseThrow();
      assertEquals(0, catalogue.items(practice, 1).items().size());
      assertTrue(catalogue.openings(practice, 1).isOpen(Instant.parse("2026-10-01T19:00:00Z")));
    }
  }

  @Test
  void cases_find_their_items_and_calendars_of_every_version() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    HallFile file = HallFileTest.demonstration();
    ItemList items = ItemsFileTest.demonstration();
    try (Connection connection = database.connect(database.running())) {
      BundledFiles.demonstrationCentres().importAbsent(connection);
      StoredCatalogue.importAbsent(
          connection, new StoredCatalogue.Import(file, null, items, false));
      StoredCatalogue first = StoredCatalogue.load(connection);
      HallId hall = first.hall("hanjiang").map(HallConfig::id).orElseThrow();
      ItemRef water = new ItemRef("water-abstraction-permit", 1);
      CaseItem of1 = first.caseItems(hall).find(water).orElseThrow();
      assertEquals(water, of1.ref());
      assertSame(of1, first.caseItems(hall).find(water).orElseThrow());
      assertEquals(Optional.empty(), first.caseItems(hall).find(new ItemRef("unheard-of", 1)));
      assertEquals(Optional.empty(), first.caseItems(hall).find(new ItemRef(water.id(), 2)));
      Calendars calendars = first.calendarsOf(hall);
      assertSame(calendars, first.calendarsOf(hall));
      assertSame(first.workingDays(hall, 1), calendars.national());
      assertSame(first.openings(hall, 1), calendars.opening());

      String later =
          file.source()
              .replace("closures:\n", "closures:\n  - { dates: 2026-11-25, reason: 搬家 }\n");
      HallFile moved = HallFile.parse("later.yaml", later);
      StoredCatalogue second =
          first.with(
              List.of(
                  StoredCatalogue.Version.of(
                      moved.config(hall, 2, false),
                      items,
                      moved.opening(false),
                      BundledFiles.nationalCalendar())));
      assertSame(of1, second.caseItems(hall).find(water).orElseThrow(), "a case keeps its version");
      assertEquals(
          2, second.caseItems(hall).find(new ItemRef(water.id(), 2)).orElseThrow().ref().version());
      assertNotSame(calendars, second.calendarsOf(hall));
      assertEquals(CalendarEdition.FIRST, first.calendarEdition(hall));
      assertEquals(
          new CalendarEdition(1, 0, 2), second.calendarEdition(hall), "it opens otherwise");
      LocalDate monday = LocalDate.parse("2027-01-04");
      StoredCatalogue third =
          second.withYears(
              List.of(
                  new StoredYear(
                      1,
                      new YearNotice(2027, Set.of(monday), Set.of()),
                      "国办发明电〔2026〕9号",
                      Instant.EPOCH,
                      null)));
      assertEquals(new CalendarEdition(1, 1, 2), third.calendarEdition(hall));
      assertTrue(second.calendarsOf(hall).national().isWorkingDay(monday));
      assertFalse(third.calendarsOf(hall).national().isWorkingDay(monday));
      assertFalse(third.calendar("cn").orElseThrow().isWorkingDay(monday));
      LocalDate day = LocalDate.parse("2026-11-25");
      assertTrue(calendars.opening().closes(day).isPresent());
      assertTrue(second.calendarsOf(hall).opening().closes(day).isEmpty());
      assertTrue(second.calendarsOf(hall).national().isWorkingDay(day));
    }
  }

  @Test
  void a_hall_that_is_there_keeps_its_items_whatever_its_files_say() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    HallFile file = HallFileTest.demonstration();
    ItemList items = ItemsFileTest.demonstration();
    try (Connection connection = database.connect(database.running())) {
      BundledFiles.demonstrationCentres().importAbsent(connection);
      assertEquals(0, BundledFiles.demonstrationCentres().importAbsent(connection));
      StoredCatalogue.importAbsent(
          connection, new StoredCatalogue.Import(file, null, items, false));
      StoredCatalogue.importAbsent(
          connection, new StoredCatalogue.Import(file, null, items, false));
      StoredCatalogue.importAbsent(connection, new StoredCatalogue.Import(file, false));
      StoredCatalogue catalogue = StoredCatalogue.load(connection);
      HallConfig hall = catalogue.hall("hanjiang").orElseThrow();
      assertEquals(1, hall.version());
      assertEquals(items.items(), catalogue.items(hall.id(), 1).items());
    }
  }

  @Test
  void a_hall_whose_centre_nobody_knows_is_not_added() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue.Import hall = new StoredCatalogue.Import(HallFileTest.demonstration(), false);
      String refused =
          assertThrows(SQLException.class, () -> StoredCatalogue.importAbsent(connection, hall))
              .getMessage();
      assertTrue(refused.contains("expected a centre of the database, found hanjiang"), refused);
      assertTrue(StoredCatalogue.load(connection).halls().isEmpty());
    }
  }
}
