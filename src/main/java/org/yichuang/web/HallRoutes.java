package org.yichuang.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.Hours;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;
import org.yichuang.live.BoardView;

/** Halls and what their displays show. Confined to one event loop. */
final class HallRoutes {
  private final Catalogue catalogue;
  private final HallGateway gateway;
  private final int incarnation;
  private final InstantSource clock = InstantSource.system();

  HallRoutes(Catalogue catalogue, HallGateway gateway, int incarnation) {
    this.catalogue = catalogue;
    this.gateway = gateway;
    this.incarnation = incarnation;
  }

  private record Halls(List<HallName> halls) {}

  private record HallName(String id, LocalText name, ZoneId zone) {}

  private record HallView(
      String id,
      int version,
      LocalText name,
      ZoneId zone,
      List<Hours.Span> issuingToday,
      List<QueueView> queues,
      List<WindowView> windows,
      RulesView rules) {
    static HallView of(HallConfig hall, Instant at) {
      LocalDate today = at.atZone(hall.zone()).toLocalDate();
      return new HallView(
          hall.slug(),
          hall.version(),
          hall.name(),
          hall.zone(),
          hall.hours().issuing(today, hall.zone()),
          hall.queues().stream().map(QueueView::of).toList(),
          hall.windows().stream().map(w -> new WindowView(w.id(), w.name(), w.queues())).toList(),
          RulesView.of(hall.rules()));
    }
  }

  private record RulesView(
      int maxRecalls,
      Duration recallAfter,
      int missAnnouncements,
      Duration missAfter,
      int maxWaiting) {
    static RulesView of(HallConfig.Rules rules) {
      return new RulesView(
          rules.maxRecalls(),
          Duration.ofMillis(rules.recallAfterMillis()),
          rules.missAnnouncements(),
          Duration.ofMillis(rules.missAfterMillis()),
          rules.maxWaiting());
    }
  }

  private record QueueView(QueueId id, String prefix, LocalText name) {
    static QueueView of(HallConfig.Queue queue) {
      return new QueueView(queue.id(), queue.prefix(), queue.name());
    }
  }

  private record WindowView(WindowId id, LocalText name, List<QueueId> queues) {}

  void addTo(Operations operations) {
    operations
        .on("halls", Permission.anyone(), this::halls)
        .on("hall", Permission.anyone(), this::hall)
        .on("board", Permission.anyone(), this::board);
  }

  private void halls(Exchange exchange) {
    exchange.answer(
        200,
        ApiJson.write(
            new Halls(
                catalogue.halls().stream()
                    .map(hall -> new HallName(hall.slug(), hall.name(), hall.zone()))
                    .toList())));
  }

  private void hall(Exchange exchange) {
    exchange.answer(200, ApiJson.write(HallView.of(exchange.hall(), clock.instant())));
  }

  private void board(Exchange exchange) {
    gateway.ask(
        new HallBus.HallQuery.TheBoard(exchange.hall().id()),
        found -> exchange.run(() -> answer(exchange, found)));
  }

  private void answer(Exchange exchange, HallBus.Found<Board> found) {
    switch (found) {
      case HallBus.Found.Value<Board> value ->
          exchange.answer(
              200, ApiJson.write(BoardView.of(exchange.hall().slug(), incarnation, value.value())));
      case HallBus.Found.Unknown<Board> unknown ->
          exchange.answer(Problems.unknownHall(exchange.hall().slug()));
      case HallBus.Found.Unanswered<Board> unanswered ->
          exchange.answer(Problems.notNow("the hall did not answer in time"));
    }
  }
}
