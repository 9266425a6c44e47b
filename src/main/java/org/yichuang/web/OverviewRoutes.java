package org.yichuang.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.Outlook;
import org.yichuang.people.Role;

/** How halls do, and what should be done. Confined to one event loop. */
final class OverviewRoutes {
  /** A hall that does not answer by then is shown as unknown. */
  private static final long PATIENCE_MILLIS = 3_000;

  /** The worst first. */
  private static final List<String> URGENCY =
      List.of(
          "unmanned",
          "paused",
          "too-few",
          "open-windows",
          "lend-windows",
          "unknown",
          "overtime",
          "alarms",
          "opening",
          "well",
          "ended",
          "closed");

  private final Catalogue catalogue;
  private final Centres centres;
  private final HallGateway gateway;
  private final ConfigurationInForce inForce;

  OverviewRoutes(Catalogue catalogue, Centres centres, HallGateway gateway) {
    this.catalogue = catalogue;
    this.centres = centres;
    this.gateway = gateway;
    inForce = new ConfigurationInForce(catalogue, gateway);
  }

  /**
   * @param at null when the hall does not answer
   */
  private record RowView(
      String hall,
      LocalText name,
      OutlookView.AdviceView advice,
      @Nullable Instant at,
      int waiting,
      int manned,
      int alarms,
      List<QueueName> queues) {
    int urgency() {
      return URGENCY.indexOf(advice.kind());
    }

    long waitMillis() {
      Duration p50 = advice.p50();
      return p50 == null ? 0 : p50.toMillis();
    }
  }

  /** The queue that the advice is about. */
  private record QueueName(String id, LocalText name) {}

  private record HallsView(List<RowView> halls) {}

  private static final Comparator<RowView> WORST_FIRST =
      Comparator.comparingInt(RowView::urgency)
          .thenComparing(Comparator.comparingLong(RowView::waitMillis).reversed())
          .thenComparing(Comparator.comparingInt(RowView::waiting).reversed());

  void addTo(Operations operations) {
    Role[] supervising = Permission.supervising();
    operations
        .on("outlook", Permission.oneOf(supervising), this::outlook)
        .on("supervisedHalls", Permission.somewhere(supervising), this::halls);
  }

  private void outlook(Exchange exchange) {
    inForce.of(
        exchange,
        hall ->
            gateway.ask(
                new HallBus.HallQuery.TheOutlook(hall.id()),
                found -> exchange.run(() -> answer(exchange, hall, found))));
  }

  private static void answer(Exchange exchange, HallConfig hall, HallBus.Found<Outlook> found) {
    if (found instanceof HallBus.Found.Value<Outlook>(Outlook outlook)) {
      exchange.answer(
          200,
          ApiJson.write(OutlookView.of(hall.slug(), outlook, hall.settings().longWaitMillis())));
    } else {
      exchange.answer(Problems.notNow("the hall did not answer in time", exchange.repeating()));
    }
  }

  private void halls(Exchange exchange) {
    List<HallConfig> halls =
        catalogue.halls().stream()
            .filter(
                hall ->
                    exchange
                        .principal()
                        .may(centres.tree().place(hall.id()), Permission.supervising()))
            .toList();
    if (halls.isEmpty()) {
      exchange.answer(200, ApiJson.write(new HallsView(List.of())));
      return;
    }
    RowView[] rows = new RowView[halls.size()];
    int[] open = {rows.length};
    for (int i = 0; i < rows.length; i++) {
      HallConfig hall = halls.get(i);
      int mine = i;
      gateway.ask(
          new HallBus.HallQuery.TheOutlook(hall.id()),
          PATIENCE_MILLIS,
          found ->
              exchange.run(
                  () -> {
                    rows[mine] = row(hall, found);
                    if (--open[0] == 0) {
                      List<RowView> sorted = new ArrayList<>(Arrays.asList(rows));
                      sorted.sort(WORST_FIRST);
                      exchange.answer(200, ApiJson.write(new HallsView(sorted)));
                    }
                  }));
    }
  }

  private static RowView row(HallConfig hall, HallBus.Found<Outlook> found) {
    if (!(found instanceof HallBus.Found.Value<Outlook>(Outlook outlook))) {
      return new RowView(
          hall.slug(), hall.name(), OutlookView.AdviceView.UNKNOWN, null, 0, 0, 0, List.of());
    }
    OutlookView view = OutlookView.of(hall.slug(), outlook, hall.settings().longWaitMillis());
    return new RowView(
        hall.slug(),
        hall.name(),
        view.advice(),
        view.at(),
        view.waiting(),
        view.manned(),
        view.alarms(),
        hall.queues().stream()
            .filter(queue -> queue.id().equals(view.advice().queue()))
            .map(queue -> new QueueName(queue.id().value(), queue.name()))
            .toList());
  }
}
