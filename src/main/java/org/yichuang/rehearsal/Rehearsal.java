package org.yichuang.rehearsal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.cluster.VertxTimers;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;

/** Rehearses a day of a hall's figures. Blocking: a command of the program. */
public final class Rehearsal {
  /** By how much the practice hall's rules are faster than the hall's own. */
  public static final int PRACTICE_FACTOR = 60;

  private static final String WEEKDAY = "wed";

  /**
   * What the rehearsal saw, to be compared with the journal.
   *
   * @param numbers confirmed to visitors, with the state that each was left in
   */
  public record Result(List<String> report, TreeMap<String, String> numbers) {}

  private Rehearsal() {}

  /** Plays the day through the rules alone, under a virtual clock. */
  public static List<String> core(HallFile file, long seed) {
    HallConfig hall = file.config(new HallId(1), 1, true);
    LocalDate day = LocalDate.of(2026, 11, 25);
    Instant opens = day.atTime(LocalTime.of(8, 0)).atZone(hall.zone()).toInstant();
    VirtualTime time = new VirtualTime(opens);
    CoreFloor floor = new CoreFloor(hall, time);
    RehearsedDay.Pace pace = new RehearsedDay.Pace(1, RehearsedDay.Pace.USUAL_WALK_MILLIS);
    Future<List<Turn>> played =
        new RehearsedDay(floor, time, time, pace, line -> {}).play(plan(file, hall, seed));
    while (!played.isComplete() && time.step()) {}
    if (!played.succeeded()) {
      throw new IllegalStateException("the rehearsal stopped", played.cause());
    }
    List<String> report = new ArrayList<>(WaitingTimes.of(played.result()));
    report.add("seed %d, %d events".formatted(seed, floor.events()));
    return report;
  }

  /**
   * Plays the working days of a year, and the lives of its cases, through the rules alone, under a
   * virtual clock.
   */
  public static List<String> year(StoredCatalogue.Import hall, int year, long seed) {
    return RehearsedYear.report(hall, BundledFiles.nationalCalendar(), year, seed).lines();
  }

  /** What the hall does beside what queueing theory says of it; whether all of it agrees. */
  public record Theory(List<String> report, boolean agrees) {}

  /** Compares the hall with queueing theory where theory applies. */
  public static Theory theory(HallFile file, int year, long seed) {
    TheoryReport.Verdict verdict =
        TheoryReport.of(file, BundledFiles.nationalCalendar(), year, seed);
    return new Theory(verdict.lines(), verdict.agrees());
  }

  private static PlannedDay plan(HallFile file, HallConfig hall, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DayPlan plan = new DayPlan(file.figures(), hall.policy().maxMatters(), random);
    return new PlannedDay(plan.draw(WEEKDAY), plan.breaks(hall));
  }

  /**
   * Plays the day in a running server's practice hall.
   *
   * @param factor by how much arrivals and services are faster than planned
   * @throws IllegalStateException with the first answer that was not as expected
   */
  public static Result http(
      HallFile practice,
      String host,
      int port,
      String username,
      String password,
      double factor,
      long seed,
      Consumer<String> progress) {
    HallConfig hall = practice.config(new HallId(1), 1, true);
    Vertx vertx = Vertx.vertx();
    try {
      Promise<Result> result = Promise.promise();
      vertx.runOnContext(
          unused -> {
            HttpFloor floor =
                new HttpFloor(vertx, hall, new HallHttp.Server(host, port, username, password));
            RehearsedDay day =
                new RehearsedDay(
                    floor,
                    new VertxTimers(vertx),
                    InstantSource.system(),
                    new RehearsedDay.Pace(factor, RehearsedDay.Pace.USUAL_WALK_MILLIS),
                    progress);
            PlannedDay plan = plan(practice, hall, seed);
            progress.accept(
                "%d visitors come to %s, %.0f times as fast as planned (seed %d)"
                    .formatted(plan.visitors().size(), hall.slug(), factor, seed));
            floor
                .enter()
                .compose(entered -> day.play(plan))
                .compose(turns -> floor.displayIsRight().map(right -> result(floor, turns)))
                .onComplete(result);
          });
      return result.future().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          String.valueOf(failed.getCause() == null ? failed : failed.getCause().getMessage()),
          failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } finally {
      vertx.close();
    }
  }

  private static Result result(HttpFloor floor, List<Turn> turns) {
    List<String> report = new ArrayList<>(WaitingTimes.of(turns));
    double[] shown = floor.shownMillis().stream().mapToDouble(millis -> millis).sorted().toArray();
    report.add(
        "display: %d of %d calls shown, p50 %.1f ms, p99 %.1f ms after the clerk's request; %d deltas,"
                .formatted(
                    shown.length,
                    floor.calls(),
                    WaitingTimes.quantile(shown, 0.5),
                    WaitingTimes.quantile(shown, 0.99),
                    floor.display().deltas())
            + " %d gaps; its board equals the server's".formatted(floor.display().gaps()));
    report.add("requests repeated: " + floor.repeated());
    if (shown.length < floor.calls()) {
      throw new IllegalStateException(
          "the display missed %d calls".formatted(floor.calls() - shown.length));
    }
    TreeMap<String, String> numbers = new TreeMap<>();
    for (Turn turn : turns) {
      numbers.put(turn.ticket().display(), turn.served() ? "Completed" : "Missed");
    }
    return new Result(report, numbers);
  }
}
