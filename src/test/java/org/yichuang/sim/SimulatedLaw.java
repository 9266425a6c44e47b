package org.yichuang.sim;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.OpeningPlan;
import org.yichuang.calendar.TimeSpan;
import org.yichuang.calendar.YearNotice;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.ItemRef;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.CalendarEdition;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.deadlines.Calendars;

/**
 * By what the halls' cases are handled: the items of Hanjiang, and calendars to which the notice of
 * 2027 is added in mid-run. A hall's second version closes an hour earlier.
 */
final class SimulatedLaw {
  /** What is announced for 2027: our own invention. */
  static final YearNotice NOTICE =
      new YearNotice(
          2027,
          Set.copyOf(Stream.concat(days("2027-01-01", 3), days("2027-02-05", 8)).toList()),
          Set.of(LocalDate.parse("2027-01-09"), LocalDate.parse("2027-02-20")));

  private static final StoredCatalogue.Import HANJIANG = hanjiang();
  private static final NationalCalendar BEFORE = BundledFiles.nationalCalendar();
  private static final NationalCalendar AFTER = BEFORE.with(NOTICE);
  private static final Map<String, CaseItem> FORMS = forms();

  private final Map<CalendarEdition, Calendars> calendars;
  private boolean announced;

  SimulatedLaw(ZoneId zone) {
    calendars = new TreeMap<>(java.util.Comparator.comparing(CalendarEdition::toString));
    for (int version = 1; version <= SimulatedHalls.VERSIONS; version++) {
      calendars.put(edition(0, version), of(zone, BEFORE, version));
      calendars.put(edition(1, version), of(zone, AFTER, version));
    }
  }

  /**
   * @param notices that were stored beyond those of the program
   */
  static CalendarEdition edition(int notices, int configuration) {
    return new CalendarEdition(CalendarEdition.FIRST.bundled(), notices, configuration);
  }

  private static Stream<LocalDate> days(String first, int count) {
    LocalDate day = LocalDate.parse(first);
    return day.datesUntil(day.plusDays(count));
  }

  private static StoredCatalogue.Import hanjiang() {
    try {
      return BundledFiles.demonstration(BundledFiles.demonstrationHall(), false);
    } catch (Exception unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Map<String, CaseItem> forms() {
    Map<String, CaseItem> forms = new TreeMap<>();
    for (Item item : HANJIANG.items().items()) {
      String id = item.id().value();
      forms.put(id, HANJIANG.caseItems().find(new ItemRef(id, 1)).orElseThrow());
    }
    return forms;
  }

  private static Calendars of(ZoneId zone, NationalCalendar national, int version) {
    List<TimeSpan> spans =
        List.of(
            TimeSpan.parse("09:00-12:00"),
            TimeSpan.parse(version == 1 ? "14:00-17:00" : "14:00-16:00"));
    return new Calendars(
        national, new OpeningCalendar(zone, national, OpeningPlan.onWorkingDays(spans)));
  }

  /** The notice is stored from now on. */
  void announce() {
    announced = true;
  }

  int newest() {
    return announced ? 1 : 0;
  }

  Calendars calendars(CalendarEdition edition) {
    return calendars.get(edition);
  }

  /** Every calendar by which something may have been reckoned. */
  List<Calendars> all() {
    return List.copyOf(calendars.values());
  }

  /** What people can apply for; alike in both versions. */
  static List<CaseItem> items() {
    return List.copyOf(FORMS.values());
  }

  /** Whatever version is asked for. */
  static CaseItems everyItem() {
    return HANJIANG.caseItems();
  }

  /** Those of versions that are known. */
  static Optional<CaseItem> find(ItemRef item, int newestKnown) {
    return item.version() > newestKnown ? Optional.empty() : everyItem().find(item);
  }
}
