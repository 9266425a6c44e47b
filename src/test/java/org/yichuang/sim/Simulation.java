package org.yichuang.sim;

import static org.yichuang.sim.Violation.require;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.yichuang.cluster.HallReply;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;

/** One run of one plan, from the first start of a node until the world has been quiet. */
final class Simulation {
  private static final long LONGEST_MILLIS = 900_000;

  private final World world;
  private final SimulatedHalls halls;
  private final SimulatedJournal journal;
  private final SimulatedCluster cluster;
  private final SimulatedClients clients;

  private final SimulatedCasework casework;

  private Simulation(Plan plan) {
    SplittableRandom random = new SplittableRandom(plan.seed());
    boolean berlin = plan.seed() % 2 == 0;
    ZoneId zone = ZoneId.of(berlin ? "Europe/Berlin" : "Asia/Shanghai");
    LocalDateTime start = plan.cases() ? startOfMonths(random) : start(plan, random);
    world = new World(plan, start.atZone(zone).toInstant().toEpochMilli());
    halls =
        new SimulatedHalls(
            world.randomOf("halls"), zone, start.toLocalDate().minusDays(random.nextInt(3)));
    journal = new SimulatedJournal(world);
    world.quiet = plan.founded();
    cluster = new SimulatedCluster(world, journal, halls);
    if (!plan.founded()) {
      cluster.duelForAll();
    } else {
      world.time.runUntil(world.time.now() + 1_000);
      world.quiet = false;
    }
    cluster.trouble();
    clients = new SimulatedClients(world, cluster, halls);
    casework = new SimulatedCasework(world, cluster, halls, journal.cases());
    if (plan.cases()) {
      cluster.weather();
      return;
    }
    if (plan.seed() % 4 == 0) {
      world.time.after(random.nextInt(3_000, 12_000), cluster::rest);
    }
    if (random.nextBoolean()) {
      world.time.after(random.nextInt(20_000), halls::reconfigure);
    }
  }

  /** Around a midnight; half of them are of a day that has 25 hours in Berlin. */
  private static LocalDateTime start(Plan plan, SplittableRandom random) {
    LocalDateTime midnight = LocalDateTime.of(2026, 10, random.nextBoolean() ? 25 : 26, 0, 0);
    long before = plan.founded() ? random.nextLong(2_000, 30_000) : random.nextLong(1_000);
    LocalDateTime change = plan.seed() % 3 == 1 ? midnight.minusMinutes(1) : midnight;
    return plan.founded() && plan.seed() % 3 == 0
        ? midnight.minusHours(14)
        : change.minusNanos(before * 1_000_000);
  }

  /** On a morning of the autumn: most of what begins ends behind the turn of the year. */
  private static LocalDateTime startOfMonths(SplittableRandom random) {
    return LocalDateTime.of(2026, 10, 12, 8, 55).plusDays(random.nextInt(60));
  }

  /** What happened; the violation if there was one. */
  record Result(History history, Violation violation) {}

  static Result run(Plan plan) {
    Simulation simulation = new Simulation(plan);
    try {
      simulation.run();
      return new Result(simulation.world.history, null);
    } catch (Violation violation) {
      return new Result(simulation.world.history, violation);
    } catch (RuntimeException broken) {
      Violation violation = new Violation("no exceptions", broken.toString());
      violation.initCause(broken);
      return new Result(simulation.world.history, violation);
    }
  }

  private void run() {
    if (world.plan.cases()) {
      new SimulatedMonths(world, cluster, halls, clients, casework, journal.cases()).run();
    } else {
      minutes();
    }
    judge();
  }

  private void minutes() {
    SimulatedTime time = world.time;
    long began = time.now();
    while (!clients.done()) {
      require(
          time.now() < Math.max(began, world.restUntil) + LONGEST_MILLIS,
          "I10",
          "clients that never come to an end");
      time.runUntil(time.now() + 500);
    }
    while (world.resting()) {
      time.runUntil(world.restUntil + 1);
    }
    world.line("world", "is quiet");
    world.quiet = true;
    cluster.calm();
    time.runUntil(time.now() + 30_000);
  }

  private void judge() {
    SimulatedTime time = world.time;
    int before = world.history.attempts.size();
    clients.last();
    casework.last();
    time.runUntil(time.now() + 15_000);
    List<HallId> ids = halls.halls().stream().map(HallConfig::id).toList();
    HistoryChecker checker = new HistoryChecker(world.history, journal, halls::version);
    checker.check(ids, time.now());
    new CaseChecker(world.history, journal, halls).check(time.now());
    for (HallId hall : ids) {
      Board expected = checker.board(hall);
      Board owned = cluster.owner(hall).halls.get(hall).board().orElse(null);
      require(
          owned != null && HistoryChecker.bare(owned).equals(expected),
          "I7",
          hall,
          "is not served by its owner, or with another board than",
          expected);
      for (SimulatedCluster.Node node : cluster.nodes()) {
        Board shown = node.replicas.get(hall).board;
        require(owned.equals(shown), "I7", node.name, "shows", shown, "instead of", owned);
      }
    }
    for (History.Attempt attempt :
        world.history.attempts.subList(before, world.history.attempts.size())) {
      require(
          attempt.reply instanceof HallReply.Done
              || attempt.reply instanceof HallReply.Refused
              || attempt.reply instanceof HallReply.CasesDone
              || attempt.reply instanceof HallReply.CaseRefused,
          "I10",
          "in a quiet world",
          attempt.order,
          "got",
          attempt.reply);
    }
  }
}
