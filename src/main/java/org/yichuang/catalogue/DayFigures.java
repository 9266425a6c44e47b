package org.yichuang.catalogue;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.QueueId;

/**
 * What a hall's file says about a working day. Immutable.
 *
 * @param zones by queue, in the order of the file; a figure that the file does not give is absent
 * @param arrivals shares of a day's arrivals by half hour
 * @param weekdays factors by the file's own words ({@code mon} …)
 * @param variation coefficient of variation of service times
 * @param mix what people do besides waiting once and being served
 */
public record DayFigures(
    DailyHours hours,
    Map<QueueId, Zone> zones,
    List<HalfHour> arrivals,
    Map<String, Double> weekdays,
    int workingDaysPerYear,
    double variation,
    VisitMix mix) {

  public DayFigures {
    zones = Collections.unmodifiableMap(new LinkedHashMap<>(zones));
    arrivals = List.copyOf(arrivals);
    weekdays = Map.copyOf(weekdays);
  }

  /**
   * @param casesPerYear absent where the source gives none
   * @param serviceMinutes mean; absent where the file gives none
   */
  public record Zone(Optional<Integer> casesPerYear, Optional<Double> serviceMinutes) {}

  /**
   * @param share of the day's arrivals, of 1
   */
  public record HalfHour(LocalTime from, double share) {}

  private static final double USUAL_VARIATION = 0.8;

  static DayFigures read(DailyHours hours, List<Yaml> zones, Yaml simulation) {
    Map<QueueId, Zone> byQueue = new LinkedHashMap<>();
    Yaml service = simulation.get("mean-service-minutes");
    for (Yaml zone : zones) {
      Yaml cases = zone.get("cases-per-year");
      zone.get("id")
          .read("a zone's id", QueueId::new)
          .ifPresent(
              id ->
                  byQueue.put(
                      id,
                      new Zone(
                          cases.isPresent()
                              ? Optional.of(cases.number("cases a year", 0, 100_000_000))
                              : Optional.empty(),
                          service.get(id.value()).isPresent()
                              ? service
                                  .get(id.value())
                                  .decimal(
                                      "minutes",
                                      ZonesSection.LEAST_SERVICE_MINUTES,
                                      ZonesSection.MAX_SERVICE_MINUTES)
                              : Optional.empty())));
    }
    Map<String, Double> weekdays = new LinkedHashMap<>();
    Yaml factors = simulation.get("weekday-factor");
    factors.keys().forEach(day -> weekdays.put(day, factors.get(day).decimal("a factor")));
    Yaml days = simulation.get("working-days-per-year");
    return new DayFigures(
        hours,
        byQueue,
        arrivals(simulation.get("arrivals-percent-per-half-hour")),
        weekdays,
        days.isPresent() ? days.number("working days a year", 1, 366) : 250,
        variation(simulation.get("service-time")),
        VisitMix.read(simulation.get("mix")));
  }

  /** The same with another mix. */
  public DayFigures with(VisitMix other) {
    return new DayFigures(hours, zones, arrivals, weekdays, workingDaysPerYear, variation, other);
  }

  private static List<HalfHour> arrivals(Yaml yaml) {
    List<HalfHour> arrivals = new ArrayList<>();
    for (String start : yaml.keys()) {
      Yaml shares = yaml.get(start);
      LocalTime from;
      try {
        from = LocalTime.parse(start);
      } catch (java.time.DateTimeException unreadable) {
        shares.problem("a time of day such as 08:00", start);
        continue;
      }
      for (Yaml share : shares.items()) {
        arrivals.add(new HalfHour(from, share.decimal("a percentage") / 100));
        from = from.plus(Duration.ofMinutes(30));
      }
    }
    return arrivals;
  }

  private static double variation(Yaml yaml) {
    if (!yaml.isPresent()) {
      return USUAL_VARIATION;
    }
    String words = "lognormal, coefficient of variation ";
    return yaml.read(
            words + "and a number", text -> Double.parseDouble(text.substring(words.length())))
        .orElse(USUAL_VARIATION);
  }
}
