package org.yichuang.journal;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseTally;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/** Cases of many halls, added up. Any event loop. A failed future: it could not be asked. */
public interface CaseFigures {

  /**
   * What indicators of a period are made from, for each item that has any.
   *
   * @param halls and what day it is there
   * @param from inclusive
   * @param to inclusive
   */
  Future<Map<String, CaseTally>> tallies(
      Map<HallId, LocalDate> halls, LocalDate from, LocalDate to);

  /**
   * Open cases of a hall by their lights.
   *
   * @param alarmed cases with an alarm that nobody has met yet, issued ones among them
   */
  record Lights(long green, long yellow, long red, long alarmed) {
    public static final Lights NONE = new Lights(0, 0, 0, 0);
  }

  /** Halls without any are left out. */
  Future<Map<HallId, Lights>> lights(Collection<HallId> halls);

  /** A case with an alarm that nobody has met yet. */
  record Alarmed(
      CaseNumber number,
      String item,
      int itemVersion,
      String kind,
      String phase,
      String light,
      @Nullable AccountId clerk,
      @Nullable LocalDate promised,
      @Nullable LocalDate statutory,
      CaseFile.Raised alarm) {

    /** Where it stands among others, the worst first. */
    public Place place() {
      return new Place(
          LEVELS.indexOf(alarm.level()), Objects.requireNonNull(alarm.dueDate()), number);
    }
  }

  /** In order of urgency. */
  List<String> LEVELS = Arrays.stream(AlarmLevel.values()).map(AlarmLevel::word).toList();

  /**
   * A place in the list of alarmed cases: the highest level first, of one level the earliest last
   * day, then by number.
   *
   * @param level an index of {@link #LEVELS}
   */
  record Place(int level, LocalDate dueDate, CaseNumber number) {}

  /**
   * The worst first.
   *
   * @param light of the case; null: whatever it is
   * @param after the last of the page before; null: from the worst
   */
  Future<List<Alarmed>> alarmed(
      Collection<HallId> halls, @Nullable String light, @Nullable Place after, int limit);
}
