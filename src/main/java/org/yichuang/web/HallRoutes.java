package org.yichuang.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private final ConfigurationInForce inForce;
  private final int incarnation;
  private final InstantSource clock;

  HallRoutes(ApiParts parts) {
    catalogue = parts.catalogue();
    gateway = parts.gateway();
    clock = parts.booking().clock();
    inForce = new ConfigurationInForce(parts.catalogue(), parts.gateway());
    incarnation = parts.incarnation();
  }

  private record Halls(List<HallName> halls) {}

  private record HallName(String id, LocalText name, ZoneId zone) {}

  private record HallView(
      String id,
      int version,
      LocalText name,
      ZoneId zone,
      LocalDate today,
      List<Hours.Span> openToday,
      List<Hours.Span> issuingToday,
      @Nullable String reason,
      @Nullable Instant opensNext,
      @Nullable Instant issuesNext,
      List<QueueView> queues,
      List<WindowView> windows,
      RulesView rules) {
    /**
     * @param reason why today is closed or has hours of its own; null on all other days
     */
    static HallView of(HallConfig hall, @Nullable String reason, Instant at) {
      LocalDate today = at.atZone(hall.zone()).toLocalDate();
      return new HallView(
          hall.slug(),
          hall.version(),
          hall.name(),
          hall.zone(),
          today,
          hall.hours().open(today, hall.zone()),
          hall.hours().issuing(today, hall.zone()),
          reason,
          hall.hours().nextOpen(at, hall.zone()).map(Hours.Span::from).orElse(null),
          hall.hours().nextIssuing(at, hall.zone()).map(Hours.Span::from).orElse(null),
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

  /** By the configuration in force; by the newest when the hall does not say which that is. */
  private void hall(Exchange exchange) {
    inForce.of(
        exchange,
        hall -> {
          Instant now = clock.instant();
          String reason =
              catalogue
                  .openings(hall.id(), hall.version())
                  .reason(now.atZone(hall.zone()).toLocalDate())
                  .orElse(null);
          exchange.answer(200, ApiJson.write(HallView.of(hall, reason, now)));
        });
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
          exchange.answer(Problems.notNow("the hall did not answer in time", exchange.repeating()));
    }
  }
}
