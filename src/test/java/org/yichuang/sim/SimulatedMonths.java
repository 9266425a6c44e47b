package org.yichuang.sim;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Months in which something happens now and then: everything fails for some seconds while people
 * act or something falls due, and in between is a rest, in which alarms are raised in a quiet world
 * or the machines are switched off.
 */
final class SimulatedMonths {
  private static final int MOST_EPISODES = 120;
  private static final int MOST_CASES = 26;
  private static final long LONGEST_MILLIS = Duration.ofDays(110).toMillis();
  private static final long LONGEST_REST_MILLIS = Duration.ofDays(12).toMillis();
  private static final long SHORTEST_REST_MILLIS = 60_000;

  /** Whoever would act so long after is drawn into the same trouble. */
  private static final long TOGETHER_MILLIS = Duration.ofMinutes(90).toMillis();

  /** At the end all that was forgotten falls due. */
  private static final long AFTERWARDS_MILLIS = Duration.ofDays(40).toMillis();

  /** An owner looks at its cases by itself after an hour at latest. */
  private static final long AN_OWNER_LOOKS_MILLIS = Duration.ofMinutes(70).toMillis();

  private final World world;
  private final SimulatedCluster cluster;
  private final SimulatedHalls halls;
  private final SimulatedClients clients;
  private final SimulatedCasework casework;
  private final CaseTables tables;
  private final SplittableRandom random;

  SimulatedMonths(
      World world,
      SimulatedCluster cluster,
      SimulatedHalls halls,
      SimulatedClients clients,
      SimulatedCasework casework,
      CaseTables tables) {
    this.world = world;
    this.cluster = cluster;
    this.halls = halls;
    this.clients = clients;
    this.casework = casework;
    this.tables = tables;
    random = world.randomOf("months");
  }

  /** Until people are tired; then everything is quiet for weeks. */
  void run() {
    long end = world.time.now() + LONGEST_MILLIS;
    int announced = 2 + random.nextInt(30);
    int reconfigured = random.nextInt(3) == 0 ? -1 : 2 + random.nextInt(30);
    for (int i = 0; i < MOST_EPISODES && !casework.isTired() && world.time.now() < end; i++) {
      if (i == announced) {
        world.time.after(random.nextInt(9_000), this::announce);
      }
      if (i == reconfigured) {
        world.time.after(random.nextInt(9_000), halls::reconfigure);
      }
      trouble();
      rest();
    }
    announce();
    afterwards();
  }

  private void announce() {
    world.line("world", "hears of the days of 2027");
    halls.law().announce();
  }

  private void trouble() {
    int millis = 6_000 + random.nextInt(12_000);
    clients.goOn(random.nextInt(14));
    int more = random.nextInt(casework.size() < 6 ? 4 : 3);
    for (int i = 0; i < more && casework.size() < MOST_CASES; i++) {
      if (random.nextInt(3) == 0) {
        casework.visit(millis);
      } else {
        casework.apply(millis);
      }
    }
    casework.act(world.time.now() + TOGETHER_MILLIS, millis);
    world.time.runUntil(world.time.now() + millis);
  }

  /** Until just before somebody acts or something falls due. */
  private void rest() {
    long now = world.time.now();
    long due = tables.nextDue().map(java.time.Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    boolean asleep = random.nextInt(3) == 0;
    long next = Math.min(casework.nextAct(), asleep ? Long.MAX_VALUE : due);
    long until = Math.min(next - random.nextInt(7_000), now + LONGEST_REST_MILLIS);
    if (until - now < SHORTEST_REST_MILLIS) {
      return;
    }
    cluster.rest(until - now, random.nextInt(4) == 0 && world.may(Fault.CRASH));
    world.time.runUntil(world.restUntil + 1);
  }

  private void afterwards() {
    world.line("world", "is quiet");
    world.quiet = true;
    clients.goOn(0);
    cluster.calm();
    cluster.wake();
    world.time.runUntil(world.time.now() + AN_OWNER_LOOKS_MILLIS);
    long begin = world.time.now();
    world.restUntil = begin + AFTERWARDS_MILLIS;
    world.time.runUntil(world.restUntil);
    world.history.calms.add(new History.Calm(begin, world.restUntil));
    cluster.wake();
    world.time.runUntil(world.time.now() + 60_000);
  }
}
