package org.yichuang.perf;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.Outcome;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * Choosing whom to call, decided and applied, and putting the number back so that as many wait as
 * before. The yardstick takes the first entry of a plain {@code TreeMap} of the same size and puts
 * it back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChooseBenchmark {
  private static final AccountId CLERK = new AccountId(1);
  private static final WindowId WINDOW = new WindowId("A1");
  private static final List<QueueId> QUEUES =
      IntStream.range(0, 4).mapToObj(i -> new QueueId("queue-" + i)).toList();
  private static final List<PersonClass> CLASSES = List.of(PersonClass.values());

  /** Waiting in the queues that the window serves, in all. */
  @Param({"10", "100", "1000", "10000"})
  public int waiting;

  /** plain: one ordinary matter each, one queue; mixed: all classes, visits of two, four queues. */
  @Param({"plain", "mixed"})
  public String people;

  private HallState state;
  private Instant at;
  private TreeMap<Key, Object> line;

  private record Key(long key, int seq) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::key).thenComparingInt(Key::seq);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  @Setup(Level.Trial)
  public void fill() {
    HallConfig config = config();
    at = Instant.parse("2026-11-23T01:00:00Z");
    state = new HallState(config.id(), version -> config);
    apply(HallRules.founding(LocalDate.of(2026, 11, 23), config));
    give(new HallCommand.OpenWindow(WINDOW));
    for (int i = 0; count() < waiting; i++) {
      at = at.plusMillis(700);
      give(people.equals("plain") ? plain() : mixed(i));
    }
    line = new TreeMap<>();
    for (int i = 0; i < waiting; i++) {
      line.put(new Key(at.toEpochMilli() + 700L * i, i), new Object());
    }
  }

  private int count() {
    return QUEUES.stream().mapToInt(state::waiting).sum();
  }

  private static HallCommand plain() {
    return new HallCommand.IssueTicket(QUEUES.getFirst());
  }

  /** Every other visit has two matters, in two queues. */
  private static HallCommand mixed(int i) {
    QueueId first = QUEUES.get(i % QUEUES.size());
    QueueId second = QUEUES.get((i + 1) % QUEUES.size());
    return HallCommand.IssueTicket.of(
        i % 2 == 0 ? List.of(first) : List.of(first, second),
        CLASSES.get(i % CLASSES.size()),
        "as seen");
  }

  private static HallConfig config() {
    LocalText name = new LocalText("大厅", "Hall");
    return new HallConfig(
        new HallId(1),
        "choose",
        1,
        name,
        ZoneOffset.UTC,
        DailyHours.ROUND_THE_CLOCK,
        IntStream.range(0, QUEUES.size())
            .mapToObj(i -> new HallConfig.Queue(QUEUES.get(i), "" + (char) ('A' + i), name))
            .toList(),
        List.of(new HallConfig.Window(WINDOW, name, QUEUES)),
        new HallConfig.Rules(3, 10_000, 2, 60_000, 10_000));
  }

  @Benchmark
  public TicketId choose() {
    HallEvent event = give(new HallCommand.CallNext(WINDOW));
    TicketId called = ((HallEvent.TicketCalled) event).ticket();
    give(new HallCommand.PutBackTicket(called, false));
    return called;
  }

  @Benchmark
  public Object yardstick() {
    Map.Entry<Key, Object> first = line.pollFirstEntry();
    return line.put(first.getKey(), first.getValue());
  }

  private HallEvent give(HallCommand command) {
    if (HallRules.decide(state, command, CLERK, at) instanceof Outcome.Accepted accepted) {
      accepted.events().forEach(this::apply);
      return accepted.events().getFirst();
    }
    throw new IllegalStateException(command + " was refused");
  }

  private void apply(HallEvent event) {
    LocalDate day =
        event instanceof HallEvent.DayOpened opened ? opened.day() : state.day().orElseThrow();
    state.apply(new RecordedEvent(day, state.seq() + 1, at, CLERK, null, event));
  }
}
