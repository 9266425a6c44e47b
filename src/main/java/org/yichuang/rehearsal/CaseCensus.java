package org.yichuang.rehearsal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseRecord;
import org.yichuang.cases.CaseTally;
import org.yichuang.cases.Indicator;
import org.yichuang.cases.Indicators;
import org.yichuang.cases.Period;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.deadlines.ClockEvent;

/** What became of a year's cases, in figures. Not thread-safe. */
final class CaseCensus {
  private static final List<Function<CaseTally, Indicator>> HEADLINES =
      List.of(
          Indicators::onTime,
          Indicators::onTimeByLaw,
          Indicators::onTheSpot,
          Indicators::immediateOnTheSpot,
          Indicators::deliveredOnTime,
          Indicators::visitsPerCase,
          Indicators::atMostOnce);

  private final Map<CaseKind, Integer> kinds = new EnumMap<>(CaseKind.class);
  private final Map<String, Integer> events = new TreeMap<>();
  private final Map<AlarmLevel, Integer> alarms = new EnumMap<>(AlarmLevel.class);
  private final Map<String, Integer> phases = new TreeMap<>();
  private final List<CaseRecord> records = new ArrayList<>();
  private int folded;

  void add(CaseLife life) {
    CaseRecord record = CaseRecord.of(life.state());
    records.add(record);
    kinds.merge(record.kind(), 1, Integer::sum);
    phases.merge(record.phase().word(), 1, Integer::sum);
    for (RecordedCaseEvent event : life.events()) {
      folded++;
      events.merge(event.event().getClass().getSimpleName(), 1, Integer::sum);
      for (ClockEvent clock : event.event().clocks()) {
        if (clock instanceof ClockEvent.AlarmRaised raised) {
          alarms.merge(raised.level(), 1, Integer::sum);
        }
      }
    }
  }

  int cases() {
    return records.size();
  }

  /** Events folded. */
  int events() {
    return folded;
  }

  /** How often something of that type happened. */
  int events(Class<? extends CaseEvent> type) {
    return events.getOrDefault(type.getSimpleName(), 0);
  }

  Map<CaseKind, Integer> kinds() {
    return new EnumMap<>(kinds);
  }

  Map<AlarmLevel, Integer> alarms() {
    return new EnumMap<>(alarms);
  }

  /**
   * @param today the day after the last that was played
   */
  List<String> lines(int year, LocalDate today) {
    Period period = new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), today);
    List<String> lines = new ArrayList<>();
    lines.add("cases by kind: " + counts(kinds, CaseKind::word));
    lines.add("where they are at the end of the year: " + counts(phases, phase -> phase));
    lines.add("events: " + counts(events, event -> event));
    lines.add("alarms: " + counts(alarms, AlarmLevel::word));
    CaseTally tally = CaseTally.of(records, period);
    for (Function<CaseTally, Indicator> headline : HEADLINES) {
      Indicator of = headline.apply(tally);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %s of %,d = %s (%s)",
              of.id(),
              of.numerator().toPlainString(),
              of.denominator(),
              of.value().map(value -> value.toPlainString()).orElse("nothing to say"),
              of.formula().en()));
    }
    lines.add(
        "open cases by age in days: "
            + Indicators.ageing(tally).stream()
                .map(
                    band ->
                        "%d-%s %d"
                            .formatted(
                                band.fromDays(),
                                band.toDays().map(String::valueOf).orElse(""),
                                band.cases()))
                .collect(Collectors.joining(", ")));
    return lines;
  }

  private static <K> String counts(Map<K, Integer> map, Function<K, String> word) {
    return map.entrySet().stream()
        .map(
            entry ->
                String.format(Locale.ROOT, "%s %,d", word.apply(entry.getKey()), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
