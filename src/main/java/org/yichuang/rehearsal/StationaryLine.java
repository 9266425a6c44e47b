package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/**
 * One queue with the same load for very long, through the hall's own rules. Its services take a
 * tenth of a second on average, so that a run fits into one business day.
 *
 * @param windows that serve the queue
 * @param load offered by window, below 1
 * @param variation of lognormal service times; 0 for exponential ones
 * @param people who come
 */
record StationaryLine(int windows, double load, double variation, int people) {
  private static final double SERVICE_MILLIS = 100;

  /** How far Allen and Cunneen's approximation may be from the truth at the loads that we try. */
  private static final double APPROXIMATION = 0.05;

  private static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");
  private static final QueueId QUEUE = new QueueId("line");

  /** What was measured and what theory says, in mean services. */
  record Found(StationaryLine line, BatchMeans measured, double theory) {
    boolean isExact() {
      return line.variation == 0 || line.windows == 1;
    }

    boolean holds() {
      double tolerance = isExact() ? 0 : APPROXIMATION * theory;
      return Math.abs(measured.mean() - theory) <= measured.halfWidth() + tolerance;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%-24s %5.2f %9.4f ± %-7.4f %9.4f %+7.1f %%  %s",
          line.variation == 0
              ? "M/M/" + line.windows
              : "M/G/" + line.windows + " lognormal " + line.variation,
          line.load,
          measured.mean(),
          measured.halfWidth(),
          theory,
          100 * (measured.mean() - theory) / theory,
          holds() ? (isExact() ? "agrees" : "agrees within the approximation") : "DIFFERS");
    }
  }

  Found play(long seed) {
    VirtualTime time = new VirtualTime(MIDNIGHT);
    CoreFloor floor = new CoreFloor(hall(), time);
    Future<List<Turn>> played =
        new RehearsedDay(floor, time, time, new RehearsedDay.Pace(1, 0), line -> {})
            .play(new PlannedDay(visitors(new Draws(new SplittableRandom(seed)))));
    while (!played.isComplete() && time.step()) {}
    if (!played.succeeded()) {
      throw new IllegalStateException(this + ": the line stopped", played.cause());
    }
    double[] waits =
        played.result().stream()
            .mapToDouble(turn -> turn.waits().getFirst().millis() / SERVICE_MILLIS)
            .toArray();
    return new Found(
        this,
        BatchMeans.of(waits),
        QueueTheory.waitOfAny(windows, load, 1, variation == 0 ? 1 : variation));
  }

  private List<Visitor> visitors(Draws draws) {
    List<Visitor> visitors = new ArrayList<>(people);
    double at = 0;
    for (int i = 0; i < people; i++) {
      at += draws.exponential(SERVICE_MILLIS / (windows * load));
      double service =
          variation == 0
              ? draws.exponential(SERVICE_MILLIS)
              : draws.lognormal(SERVICE_MILLIS, variation);
      visitors.add(Visitor.plain(Math.round(at), QUEUE, Math.round(service)));
    }
    if (at > Duration.ofHours(23).toMillis()) {
      throw new IllegalArgumentException("expected people of one day, found " + people);
    }
    return visitors;
  }

  private HallConfig hall() {
    LocalText name = new LocalText("队列", "Line");
    HallConfig.Rules usual = HallConfig.Rules.DEFAULT;
    return new HallConfig(
        new HallId(1),
        "line",
        1,
        name,
        ZoneOffset.UTC,
        DailyHours.ROUND_THE_CLOCK,
        List.of(new HallConfig.Queue(QUEUE, "A", name)),
        IntStream.rangeClosed(1, windows)
            .mapToObj(i -> new HallConfig.Window(new WindowId("A" + i), name, List.of(QUEUE)))
            .toList(),
        new HallConfig.Rules(
            usual.maxRecalls(),
            usual.recallAfterMillis(),
            usual.missAnnouncements(),
            usual.missAfterMillis(),
            10_000));
  }
}
