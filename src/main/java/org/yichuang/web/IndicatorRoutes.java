package org.yichuang.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseTally;
import org.yichuang.cases.Indicator;
import org.yichuang.cases.Indicators;
import org.yichuang.cases.Promises;
import org.yichuang.cases.Satisfaction;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.catalogue.Item;
import org.yichuang.deadlines.Limit;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;

/** The headline figures of a centre's cases. Confined to one event loop; the database adds up. */
final class IndicatorRoutes {
  private static final int SCALE = 6;
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

  /** Nothing in the product asks for ratings yet; a default would be a lie. */
  private static final Satisfaction NO_RATINGS = new Satisfaction(0, 0, 0, 0, 0, 0);

  private static final LocalText NOTHING_RATED = new LocalText("尚无评价", "no ratings yet");
  private static final LocalText NOTHING_COUNTED =
      new LocalText("本期没有可计算的办件", "nothing to count in this period");

  private final Catalogue catalogue;
  private final Centres centres;
  private final SupervisionParts parts;

  IndicatorRoutes(Catalogue catalogue, Centres centres, SupervisionParts parts) {
    this.catalogue = catalogue;
    this.centres = centres;
    this.parts = parts;
  }

  private record CountsView(long arrived, long decided, long open) {}

  /**
   * @param value null when nothing was looked at; the note says so
   */
  private record IndicatorView(
      String id,
      @Nullable BigDecimal value,
      BigDecimal numerator,
      long denominator,
      Indicator.Formula formula,
      @Nullable LocalText note) {}

  private record BandView(int fromDays, @Nullable Integer toDays, long cases) {}

  private record IndicatorsView(
      List<String> halls,
      LocalDate from,
      LocalDate to,
      CountsView cases,
      List<IndicatorView> indicators,
      List<BandView> ageing) {}

  void addTo(Operations operations) {
    operations.on("indicators", Permission.somewhere(Permission.supervising()), this::indicators);
  }

  private void indicators(Exchange exchange) {
    switch (SupervisedHalls.of(
        exchange.principal(),
        exchange.query("centre"),
        exchange.query("hall"),
        catalogue,
        centres.tree())) {
      case SupervisedHalls.Refused refused -> exchange.answer(refused.problem());
      case SupervisedHalls.Halls found -> indicators(exchange, found.halls());
    }
  }

  private void indicators(Exchange exchange, List<HallConfig> halls) {
    Instant now = parts.clock().instant();
    Map<HallId, LocalDate> today = new LinkedHashMap<>();
    halls.forEach(hall -> today.put(hall.id(), LocalDate.ofInstant(now, hall.zone())));
    LocalDate latest = today.values().stream().max(LocalDate::compareTo).orElse(FIRST_DAY);
    LocalDate to = day(exchange, "to", latest);
    LocalDate from = to == null ? null : day(exchange, "from", to.withDayOfMonth(1));
    if (to == null || from == null) {
      return;
    }
    if (from.isAfter(to)) {
      exchange.answer(
          HttpProblems.invalidRequest(
              "to: expected a day from %s on, found %s".formatted(from, to)));
      return;
    }
    exchange.then(
        parts.figures().tallies(today, from, to),
        Problems.figuresUnavailable(),
        tallies -> exchange.answer(200, ApiJson.write(view(halls, new Period(from, to), tallies))));
  }

  /** Null when it is answered: the text is no day, or none of this century. */
  private static @Nullable LocalDate day(Exchange exchange, String name, LocalDate otherwise) {
    String text = exchange.query(name).orElse(null);
    if (text == null) {
      return otherwise;
    }
    LocalDate day = Dates.parse(text);
    if (day != null && !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
      return day;
    }
    exchange.answer(
        HttpProblems.invalidRequest(
            "%s: expected a day from %s to %s, found %s"
                .formatted(name, FIRST_DAY, LAST_DAY, text)));
    return null;
  }

  private record Period(LocalDate from, LocalDate to) {}

  private IndicatorsView view(
      List<HallConfig> halls, Period period, Map<String, CaseTally> tallies) {
    CaseTally all = tallies.values().stream().reduce(CaseTally.NONE, CaseTally::plus);
    List<Promises.ItemPromise> promises = promises(halls, tallies);
    List<IndicatorView> indicators = new ArrayList<>();
    Stream.concat(
            Indicators.all(all).stream(),
            Stream.of(Promises.compression(promises), Promises.compressionByVolume(promises)))
        .map(indicator -> view(indicator, NOTHING_COUNTED))
        .forEach(indicators::add);
    indicators.add(view(NO_RATINGS.rate(), NOTHING_RATED));
    indicators.add(view(NO_RATINGS.response(), NOTHING_RATED));
    return new IndicatorsView(
        halls.stream().map(HallConfig::slug).toList(),
        period.from(),
        period.to(),
        new CountsView(all.arrived(), all.decided(), all.open()),
        indicators,
        Indicators.ageing(all).stream()
            .map(band -> new BandView(band.fromDays(), band.toDays().orElse(null), band.cases()))
            .toList());
  }

  private static IndicatorView view(Indicator indicator, LocalText nothing) {
    BigDecimal numerator =
        indicator.numerator().setScale(SCALE, RoundingMode.HALF_UP).stripTrailingZeros();
    return new IndicatorView(
        indicator.id(),
        indicator.value().orElse(null),
        numerator.scale() < 0 ? numerator.setScale(0) : numerator,
        indicator.denominator(),
        indicator.formula(),
        indicator.denominator() == 0 ? nothing : null);
  }

  private record Promised(String item, @Nullable Limit statutory, Limit promised) {}

  /**
   * The promises in force. An item that several halls offer counts once for each promise that
   * differs; its cases count for the first.
   */
  private List<Promises.ItemPromise> promises(
      List<HallConfig> halls, Map<String, CaseTally> tallies) {
    Map<String, Long> volumes = new HashMap<>();
    tallies.forEach((item, tally) -> volumes.put(item, tally.arrived()));
    Map<Promised, Promises.ItemPromise> promises = new LinkedHashMap<>();
    for (HallConfig hall : halls) {
      for (Item item : catalogue.items(hall.id(), hall.version()).items()) {
        Promised key =
            new Promised(item.id().value(), item.period().statutory(), item.period().promised());
        if (!promises.containsKey(key)) {
          long volume = Optional.ofNullable(volumes.remove(key.item())).orElse(0L);
          promises.put(key, new Promises.ItemPromise(key.statutory(), key.promised(), volume));
        }
      }
    }
    return List.copyOf(promises.values());
  }
}
