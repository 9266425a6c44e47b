package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.UnknownConfiguration;
import org.yichuang.journal.CaseFigures;
import org.yichuang.live.AlarmView;

/** Cases with an alarm that nobody has met yet, the worst first. Confined to one event loop. */
final class AlarmedCaseRoutes {
  private final Catalogue catalogue;
  private final Centres centres;
  private final CaseFigures figures;

  AlarmedCaseRoutes(Catalogue catalogue, Centres centres, CaseFigures figures) {
    this.catalogue = catalogue;
    this.centres = centres;
    this.figures = figures;
  }

  private record RaisedView(
      String clock,
      int version,
      String level,
      String light,
      String to,
      @Nullable Integer account,
      Instant at,
      LocalDate dueDate) {
    static RaisedView of(AlarmView alarm) {
      return new RaisedView(
          alarm.clock(),
          alarm.version(),
          alarm.level(),
          alarm.light(),
          alarm.to(),
          alarm.account(),
          alarm.at(),
          alarm.dueDate());
    }
  }

  private record CaseView(
      @com.fasterxml.jackson.annotation.JsonProperty("case") String number,
      String hall,
      String item,
      @Nullable LocalText itemName,
      String kind,
      String phase,
      String light,
      @Nullable AccountId clerk,
      @Nullable LocalDate promised,
      @Nullable LocalDate statutory,
      RaisedView alarm) {}

  private record CasesView(List<CaseView> cases, @Nullable String next) {}

  void addTo(Operations operations) {
    operations.on("alarmedCases", Permission.somewhere(Permission.supervising()), this::list);
  }

  private void list(Exchange exchange) {
    switch (SupervisedHalls.of(
        exchange.principal(),
        exchange.query("centre"),
        exchange.query("hall"),
        catalogue,
        centres.tree())) {
      case SupervisedHalls.Refused refused -> exchange.answer(refused.problem());
      case SupervisedHalls.Halls found ->
          list(exchange, found.halls().stream().map(HallConfig::id).toList());
    }
  }

  private void list(Exchange exchange, List<HallId> halls) {
    CaseFigures.Place after = null;
    Optional<String> text = exchange.query("after");
    if (text.isPresent()) {
      after = place(text.get());
      if (after == null) {
        exchange.answer(
            HttpProblems.invalidRequest(
                "after: expected next of the page before, found another text"));
        return;
      }
    }
    int limit = exchange.queryNumber("limit");
    exchange.then(
        figures.alarmed(halls, exchange.query("light").orElse(null), after, Page.toAsk(limit)),
        Problems.figuresUnavailable(),
        found -> {
          Page<CaseFigures.Alarmed> page = Page.of(found, limit);
          exchange.answer(
              200,
              ApiJson.write(
                  new CasesView(
                      page.entries().stream().map(this::view).toList(),
                      page.next(last -> text(last.place())))));
        });
  }

  private CaseView view(CaseFigures.Alarmed one) {
    String hall = catalogue.newest(one.number().hall()).slug();
    LocalText name = name(one);
    AlarmView alarm = AlarmView.of(one.number().display(), hall, one.item(), name, one.alarm());
    return new CaseView(
        alarm.number(),
        hall,
        one.item(),
        name,
        one.kind(),
        one.phase(),
        one.light(),
        one.clerk(),
        one.promised(),
        one.statutory(),
        RaisedView.of(alarm));
  }

  private @Nullable LocalText name(CaseFigures.Alarmed one) {
    try {
      return catalogue
          .item(one.number().hall(), one.itemVersion(), new ItemId(one.item()))
          .map(Item::name)
          .orElse(null);
    } catch (UnknownConfiguration unheardOf) {
      return null;
    }
  }

  private static String text(CaseFigures.Place place) {
    return "%d.%s.%s".formatted(place.level(), place.dueDate(), place.number());
  }

  /** Null for what {@link #text} never writes. */
  private static CaseFigures.@Nullable Place place(String text) {
    String[] parts = text.split("\\.", -1);
    try {
      return new CaseFigures.Place(
          Integer.parseInt(parts[0]), LocalDate.parse(parts[1]), CaseNumber.parse(parts[2]));
    } catch (RuntimeException notAPlace) {
      return null;
    }
  }
}
