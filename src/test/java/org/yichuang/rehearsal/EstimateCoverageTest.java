package org.yichuang.rehearsal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yichuang.catalogue.DayFigures;
import org.yichuang.catalogue.HallFile;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Estimate;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.Outcome;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * Estimates against what happened, over simulated days of the demonstration hall: clerks take their
 * lunch break, 6 % do not come when called, every seventh person is old.
 */
class EstimateCoverageTest {
  private static final int DAYS = 40;
  private static final double NO_SHOWS = 0.06;
  private static final long HALF_HOUR_MILLIS = 1_800_000;
  private static final AccountId CLERK = new AccountId(1);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
  private static final LocalTime NOON = LocalTime.NOON;
  private static final LocalTime AFTERNOON = LocalTime.of(14, 30);

  private record Person(QueueId queue, long arrivesMillis, long serviceMillis, boolean comes) {}

  /** Of waits that were not estimated to be none. */
  private static final class Tally {
    int waits;
    int within50;
    int within90;
    int none;
    int noneRight;
    double p90Seconds;

    void add(Estimate estimate, long waited) {
      if (estimate.p90Millis() == 0) {
        none++;
        noneRight += waited < 60_000 ? 1 : 0;
        return;
      }
      waits++;
      within50 += waited <= estimate.p50Millis() ? 1 : 0;
      within90 += waited <= estimate.p90Millis() ? 1 : 0;
      p90Seconds += estimate.p90Millis() / 1_000.0;
    }

    double share50() {
      return 100.0 * within50 / waits;
    }

    double share90() {
      return 100.0 * within90 / waits;
    }

    @Override
    public String toString() {
      return "%6d waits, %5.1f %% within p50, %5.1f %% within p90 (mean p90 %.1f min); %d told 0, %d of them right"
          .formatted(
              waits, share50(), share90(), p90Seconds / 60 / Math.max(1, waits), none, noneRight);
    }
  }

  private final Map<String, Tally> tallies = new TreeMap<>();

  private record Task(long at, long order, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  /** One day of a hall that is nothing but its rules. */
  private final class Day {
    final HallConfig config;
    final HallState state;
    final SplittableRandom random;
    final PriorityQueue<Task> tasks = new PriorityQueue<>();
    final Map<TicketId, Person> people = new HashMap<>();
    final Map<TicketId, Instant> issued = new HashMap<>();
    final Map<TicketId, Estimate> estimates = new HashMap<>();
    final Set<WindowId> idle = new HashSet<>();
    final Instant opens;
    long now;
    long order;

    Day(HallConfig config, long seed) {
      this.config = config;
      state = new HallState(config.id(), version -> config);
      random = new SplittableRandom(seed);
      opens = at(LocalTime.of(8, 0));
      now = opens.toEpochMilli();
      apply(HallRules.founding(DAY, config));
    }

    Instant at(LocalTime time) {
      return DAY.atTime(time).atZone(config.zone()).toInstant();
    }

    void play(List<Person> plan, double old) {
      for (HallConfig.Window window : config.windows()) {
        later(0, () -> open(window.id()));
      }
      for (Person visitor : plan) {
        later(visitor.arrivesMillis(), () -> arrive(visitor, random.nextDouble() < old));
      }
      while (!tasks.isEmpty()) {
        Task task = tasks.remove();
        now = task.at();
        task.run().run();
      }
    }

    void later(long millis, Runnable run) {
      tasks.add(new Task(now + millis, order++, run));
    }

    private void open(WindowId window) {
      give(new HallCommand.OpenWindow(window));
      call(window);
    }

    private void arrive(Person visitor, boolean old) {
      PersonClass of = old ? PersonClass.ELDERLY : PersonClass.ORDINARY;
      List<HallEvent> events =
          give(HallCommand.IssueTicket.of(List.of(visitor.queue()), of, old ? "seen" : null));
      if (events.isEmpty()) {
        return;
      }
      HallEvent.TicketIssued given = (HallEvent.TicketIssued) events.getFirst();
      people.put(given.ticket(), visitor);
      issued.put(given.ticket(), Instant.ofEpochMilli(now));
      estimates.put(given.ticket(), given.estimate());
      List.copyOf(idle).forEach(this::call);
    }

    private boolean lunch() {
      Instant at = Instant.ofEpochMilli(now);
      return !at.isBefore(at(NOON)) && at.isBefore(at(AFTERNOON));
    }

    private void call(WindowId window) {
      idle.remove(window);
      if (lunch()) {
        later(at(AFTERNOON).toEpochMilli() - now, () -> call(window));
        return;
      }
      List<HallEvent> events = give(new HallCommand.CallNext(window));
      if (events.isEmpty()) {
        idle.add(window);
        return;
      }
      TicketId ticket = ((HallEvent.TicketCalled) events.getFirst()).ticket();
      long waited = now - issued.get(ticket).toEpochMilli();
      count(ticket, waited);
      Person visitor = people.get(ticket);
      if (visitor.comes()) {
        later(
            15_000,
            () -> {
              give(new HallCommand.StartService(window));
              later(
                  visitor.serviceMillis(),
                  () -> {
                    give(new HallCommand.CompleteService(window, List.of()));
                    call(window);
                  });
            });
      } else {
        later(10_000, () -> give(new HallCommand.RecallTicket(window)));
        later(
            62_000,
            () -> {
              give(new HallCommand.MissTicket(window));
              call(window);
            });
      }
    }

    private void count(TicketId ticket, long waited) {
      Estimate estimate = estimates.get(ticket);
      QueueId queue = state.ticket(ticket).orElseThrow().queue();
      boolean early = issued.get(ticket).isBefore(opens.plus(Duration.ofHours(1)));
      if (early) {
        tally("first hour").add(estimate, waited);
      } else {
        tally("later").add(estimate, waited);
        tally("later, " + queue).add(estimate, waited);
      }
    }

    private List<HallEvent> give(HallCommand command) {
      Instant at = Instant.ofEpochMilli(now);
      return switch (HallRules.decide(state, command, CLERK, at)) {
        case Outcome.Accepted accepted -> {
          accepted.events().forEach(this::apply);
          yield accepted.events();
        }
        case Outcome.Refused refused -> {
          assertTrue(command instanceof HallCommand.IssueTicket, () -> command + ": " + refused);
          yield List.of();
        }
      };
    }

    private void apply(HallEvent event) {
      int seq = event instanceof HallEvent.DayOpened ? 1 : state.seq() + 1;
      state.apply(new RecordedEvent(DAY, seq, Instant.ofEpochMilli(now), CLERK, null, event));
    }
  }

  /** Arrivals of a half hour are Poisson, service times lognormal. */
  private static List<Person> draw(DayFigures figures, String weekday, SplittableRandom random) {
    double factor = figures.weekdays().getOrDefault(weekday, 1.0);
    LocalTime opens = figures.arrivals().getFirst().from();
    List<Person> people = new ArrayList<>();
    for (QueueId queue : DayPlan.zones(figures)) {
      DayFigures.Zone zone = figures.zones().get(queue);
      double perDay = zone.casesPerYear().orElseThrow() * factor / figures.workingDaysPerYear();
      double service = zone.serviceMinutes().orElseThrow() * 60_000;
      for (DayFigures.HalfHour half : figures.arrivals()) {
        long from = Duration.between(opens, half.from()).toMillis();
        for (int i = poisson(perDay * half.share(), random); i > 0; i--) {
          people.add(
              new Person(
                  queue,
                  from + random.nextLong(HALF_HOUR_MILLIS),
                  lognormal(service, figures.variation(), random),
                  random.nextDouble() >= NO_SHOWS));
        }
      }
    }
    people.sort(Comparator.comparingLong(Person::arrivesMillis));
    return people;
  }

  private static int poisson(double mean, SplittableRandom random) {
    double left = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > left) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private static long lognormal(double mean, double variation, SplittableRandom random) {
    double sigma2 = Math.log1p(variation * variation);
    double mu = Math.log(mean) - sigma2 / 2;
    return Math.round(Math.exp(mu + Math.sqrt(sigma2) * random.nextGaussian()));
  }

  private Tally tally(String of) {
    return tallies.computeIfAbsent(of, unused -> new Tally());
  }

  private static HallFile hanjiang() throws Exception {
    Path file = Path.of("src/main/resources/demonstration/hanjiang.yaml");
    return HallFile.parse("hanjiang.yaml", Files.readString(file));
  }

  @Test
  void nine_of_ten_are_called_within_p90_in_a_hall_of_zones() throws Exception {
    HallFile file = hanjiang();
    run(file.config(new HallId(1), 1, false), file.figures(), "mon");
    expectCoverage("zones");
  }

  @Test
  void nine_of_ten_are_called_within_p90_in_a_hall_of_shared_windows() throws Exception {
    HallFile file = hanjiang();
    HallConfig zones = file.config(new HallId(1), 1, false);
    List<HallConfig.Window> shared = new ArrayList<>();
    List<QueueId> all = zones.queues().stream().map(HallConfig.Queue::id).limit(7).toList();
    for (int i = 0; i < 19; i++) {
      List<QueueId> queues = i < 5 ? all : List.of(all.get(i % 4), all.get((i + 1) % 4));
      shared.add(
          new HallConfig.Window(
              new WindowId("S" + i),
              zones.name(),
              queues,
              i == 4 ? Map.of(all.get(6), 300_000L) : Map.of()));
    }
    HallConfig mixed =
        new HallConfig(
            zones.id(),
            zones.slug(),
            1,
            zones.name(),
            zones.zone(),
            zones.hours(),
            zones.queues(),
            shared,
            zones.settings());
    run(mixed, file.figures(), "mon");
    expectCoverage("shared windows");
  }

  private void run(HallConfig config, DayFigures figures, String weekday) {
    for (long seed = 1; seed <= DAYS; seed++) {
      List<Person> plan = draw(figures, weekday, new SplittableRandom(seed));
      new Day(config, seed).play(plan, 0.15);
    }
  }

  private void expectCoverage(String hall) {
    System.out.println("estimates, " + hall + ", " + DAYS + " days");
    tallies.forEach((of, tally) -> System.out.printf("  %-22s %s%n", of, tally));
    Tally later = tally("later");
    assertTrue(later.waits > 2_000, later::toString);
    assertTrue(later.share90() >= 80 && later.share90() <= 97, later::toString);
    assertTrue(later.share50() >= 35 && later.share50() <= 65, later::toString);
    Tally first = tally("first hour");
    assertTrue(first.share90() >= 75, first::toString);
    assertTrue(later.noneRight >= 0.95 * later.none, later::toString);
  }
}
