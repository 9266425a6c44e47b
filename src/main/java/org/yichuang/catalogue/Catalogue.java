package org.yichuang.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.cases.CaseItems;
import org.yichuang.deadlines.Calendars;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.UnknownConfiguration;

/**
 * Every version of every hall's configuration that is known here, in memory. Any thread.
 *
 * <p>A version pins its items and its opening times: what an open business day follows does not
 * change under it. A catalogue that knows neither has halls without items that never close.
 */
public interface Catalogue {

  /** The newest version of each hall, by slug. */
  List<HallConfig> halls();

  /** The newest version of the hall with that slug. */
  Optional<HallConfig> hall(String slug);

  /** The newest version. */
  HallConfig newest(HallId hall);

  /** The hall's first business day, fixed when it was added. */
  LocalDate founded(HallId hall);

  /**
   * @throws UnknownConfiguration when no such version is known here; another node may have stored
   *     it a moment ago
   */
  HallConfig version(HallId hall, int version);

  /**
   * Looks for versions that were stored since, by any node.
   *
   * @param done called where this was called, once, whether it could look or not
   */
  default void refresh(Runnable done) {
    done.run();
  }

  /**
   * What people can apply for at the hall.
   *
   * @throws IllegalStateException when there is no such version
   */
  default ItemList items(HallId hall, int version) {
    version(hall, version);
    return ItemList.NONE;
  }

  /**
   * One item; its queue is the one that tickets for it are given in.
   *
   * @throws IllegalStateException when there is no such version
   */
  default Optional<Item> item(HallId hall, int version, ItemId item) {
    return items(hall, version).item(item);
  }

  /**
   * When the hall is open, over many days; the hours of one are in {@link HallConfig#hours()}.
   *
   * @throws IllegalStateException when there is no such version
   */
  default OpeningCalendar openings(HallId hall, int version) {
    return OpeningCalendar.roundTheClock(version(hall, version).zone());
  }

  /** A national calendar by its id, without the days of any region. */
  default Optional<NationalCalendar> calendar(String id) {
    return Optional.of(BundledFiles.nationalCalendar()).filter(known -> known.id().equals(id));
  }

  /**
   * The working days of the hall's statutory and promised periods: the national calendar with the
   * days of the hall's region, never with what the hall closes or opens.
   *
   * @throws IllegalStateException when there is no such version
   */
  default NationalCalendar workingDays(HallId hall, int version) {
    version(hall, version);
    return BundledFiles.nationalCalendar();
  }

  /** Which calendars {@link #calendarsOf} are. */
  default CalendarEdition calendarEdition(HallId hall) {
    newest(hall);
    return CalendarEdition.FIRST;
  }

  /**
   * The items that cases of the hall can have, of every version that is known here, and of those
   * that become known later. An item of an unknown version is not found: another node may have
   * stored it a moment ago, see {@link #refresh}.
   */
  default CaseItems caseItems(HallId hall) {
    return item -> {
      try {
        return items(hall, item.version()).forCases(item);
      } catch (UnknownConfiguration unheardOf) {
        return Optional.empty();
      }
    };
  }

  /**
   * The calendars of the hall's cases by its newest version: what a region or a hall decides about
   * its days holds for every case at once, whatever version the case began with.
   *
   * @return where versions are stored, the same object until there is a newer one
   * @throws IllegalStateException when there is no such hall
   */
  default Calendars calendarsOf(HallId hall) {
    int newest = newest(hall).version();
    return new Calendars(workingDays(hall, newest), openings(hall, newest));
  }
}
