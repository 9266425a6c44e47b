package org.yichuang.sim;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.Ticket;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.EventCodec;
import org.yichuang.journal.FlightPort;
import org.yichuang.journal.Hash;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.JournalRow;

/**
 * The database: its tables, connections whose statements outlive them, and readers. A statement
 * checks the heads on the snapshot of its begin and writes at its end, so that two of them race as
 * they do in PostgreSQL.
 */
final class SimulatedJournal {

  /**
   * A row of the table {@code journal}.
   *
   * @param committedAt the true time of its commit
   * @param writer the start of the node that wrote it
   * @param flight number of the flight over the writer's connections
   */
  record StoredRow(
      HallId hall,
      LocalDate day,
      int seq,
      String type,
      int version,
      Buffer payload,
      long at,
      int actor,
      UUID commandId,
      UUID commandDigest,
      Hash previous,
      Hash hash,
      long committedAt,
      String writer,
      int flight) {}

  record TicketKey(HallId hall, LocalDate day, String prefix, int number) {}

  /** The other columns of a row of the table {@code ticket}. */
  record TicketRow(
      String queue,
      String state,
      String counter,
      Long issuedAt,
      Long calledAt,
      Long startedAt,
      Long endedAt,
      int calls,
      String appointment,
      boolean reconstructed) {}

  /** From then on nothing of the connection's flights up to that number may be written. */
  record Settlement(String writer, int lastFlight, long at) {}

  private record StreamKey(HallId hall, LocalDate day) {}

  private record RowKey(HallId hall, LocalDate day, int seq) {}

  private static final class Backend {
    boolean ended;
  }

  private final World world;
  private final SplittableRandom random;
  private final Map<HallId, List<StoredRow>> rows = new HashMap<>();
  private final Map<StreamKey, Integer> heads = new HashMap<>();
  private final Set<RowKey> unique = new HashSet<>();

  /** Each row is decoded by its first reader, for all of them: events are immutable. */
  private final Map<RowKey, JournalRow> read = new HashMap<>();

  private final Map<TicketKey, TicketRow> tickets = new HashMap<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final CaseTables cases;
  private boolean away;

  SimulatedJournal(World world) {
    this.world = world;
    random = world.randomOf("journal");
    cases = new CaseTables(world, () -> away);
  }

  CaseTables cases() {
    return cases;
  }

  /** The rows of a hall in the order in which they were committed. */
  List<StoredRow> rows(HallId hall) {
    return rows.getOrDefault(hall, List.of());
  }

  Map<TicketKey, TicketRow> tickets() {
    return tickets;
  }

  List<Settlement> settlements() {
    return settlements;
  }

  /** The database cannot be reached for a while. */
  void outage(long millis) {
    if (!away) {
      away = true;
      world.count("outage");
      world.line("database", "away for " + millis + " ms");
      world.time.after(millis, () -> away = false);
    }
  }

  private long latency() {
    return 1L + (random.nextInt(10) == 0 ? random.nextInt(150) : random.nextInt(12));
  }

  private boolean strikes(Fault fault, double chance) {
    return world.strikes(random, fault, chance);
  }

  /** What one start of a node has of the database. */
  final class Connection implements FlightPort, JournalReader {
    private final String node;
    private final SimulatedTime.NodeTime loop;
    private final List<Backend> doubtful = new ArrayList<>();
    private Backend backend;
    private int flights;
    private int settlings;
    private boolean out;
    private boolean ended;

    /**
     * @param loop of the node, on which it is answered
     */
    Connection(String node, SimulatedTime.NodeTime loop) {
      this.node = node;
      this.loop = loop;
    }

    /** The node is gone; what it has sent is still on its way. */
    void end() {
      ended = true;
    }

    @Override
    public void fly(List<Cargo> flight, Consumer<FlightResult> answer) {
      if (backend == null || out) {
        throw new IllegalStateException(node + " sends a flight while it must not");
      }
      out = true;
      Statement statement = new Statement(this, backend, flight, ++flights, answer);
      long there = latency();
      if (strikes(Fault.FLIGHT_TURNED, 0.01)) {
        FlightResult.Cause cause =
            random.nextBoolean() ? FlightResult.Cause.OTHER : FlightResult.Cause.TAKEN;
        statement.answerAfter(there, new FlightResult.Turned(cause, "simulated"));
      } else if (strikes(Fault.FLIGHT_DATA, 0.008)) {
        statement.answerAfter(there, new FlightResult.Turned(FlightResult.Cause.DATA, "simulated"));
      } else if (strikes(Fault.LOST_BEFORE, 0.01)) {
        statement.loseAfter(there, "before it was executed");
      } else if (strikes(Fault.LATE_COMMIT, 0.015)) {
        statement.loseAfter(there, "and executed later");
        statement.late = true;
        world.time.after(there + 1 + random.nextInt(2_500), statement::begin);
      } else if (strikes(Fault.LOST_AFTER, 0.01)) {
        statement.lostAfter = true;
        world.time.after(there, statement::begin);
      } else if (strikes(Fault.SLOW_FLIGHT, 0.003)) {
        statement.late = true;
        world.time.after(2_900 + random.nextInt(4_000), statement::begin);
      } else {
        world.time.after(there, statement::begin);
      }
    }

    @Override
    public void settle(Consumer<Boolean> answer) {
      int mine = ++settlings;
      out = false;
      if (backend != null) {
        doubtful.add(backend);
        backend = null;
      }
      if (strikes(Fault.SETTLE_FAILS, 0.2)) {
        world.count("settle failed");
        if (random.nextBoolean()) {
          world.time.after(latency(), () -> settled(mine, answer, false));
        }
        return;
      }
      List<Backend> old = List.copyOf(doubtful);
      world.time.after(
          latency(),
          () -> {
            if (away) {
              world.time.after(latency(), () -> settled(mine, answer, false));
            } else {
              world.time.after(
                  latency(),
                  () -> {
                    old.forEach(it -> it.ended = true);
                    world.time.after(latency(), () -> settled(mine, answer, true));
                  });
            }
          });
    }

    private void settled(int attempt, Consumer<Boolean> answer, boolean certain) {
      if (ended || attempt != settlings) {
        return;
      }
      world.line(node, "settled " + certain);
      if (certain) {
        doubtful.clear();
        backend = new Backend();
        settlements.add(new Settlement(node, flights, world.time.now()));
      }
      loop.run(() -> answer.accept(certain));
    }

    @Override
    public void load(HallId hall, Consumer<Loaded> answer) {
      boolean fails = strikes(Fault.READ_FAILS, 0.05);
      world.time.after(
          latency(),
          () -> {
            Loaded loaded =
                fails || away ? new Loaded.Failed("simulated") : new Loaded.Rows(latestDays(hall));
            if (fails || away) {
              world.count("load failed");
            }
            world.time.after(
                latency(),
                () -> {
                  if (!ended) {
                    loop.run(() -> answer.accept(loaded));
                  }
                });
          });
    }
  }

  private List<JournalRow> latestDays(HallId hall) {
    List<StoredRow> all = rows(hall);
    TreeSet<LocalDate> days = new TreeSet<>();
    all.forEach(row -> days.add(row.day()));
    while (days.size() > 2) {
      days.removeFirst();
    }
    return all.stream()
        .filter(row -> days.contains(row.day()))
        .sorted(java.util.Comparator.comparing(StoredRow::day).thenComparingInt(StoredRow::seq))
        .map(row -> read.computeIfAbsent(key(row), unused -> read(row)))
        .toList();
  }

  private static RowKey key(StoredRow row) {
    return new RowKey(row.hall(), row.day(), row.seq());
  }

  private static JournalRow read(StoredRow row) {
    return new JournalRow(
        row.hall(),
        new RecordedEvent(
            row.day(),
            row.seq(),
            Instant.ofEpochMilli(row.at()),
            new AccountId(row.actor()),
            row.commandId() == null ? null : new CommandStamp(row.commandId(), row.commandDigest()),
            EventCodec.decode(row.type(), row.version(), row.payload())),
        row.type(),
        row.version(),
        row.payload(),
        row.previous(),
        row.hash());
  }

  /** A flight on its way and in the database. */
  private final class Statement {
    private final Connection connection;
    private final Backend backend;
    private final List<Cargo> flight;
    private final int number;
    private final Consumer<FlightPort.FlightResult> answer;
    private long begunAt;
    private boolean answered;
    private boolean lostAfter;
    private boolean late;

    Statement(
        Connection connection,
        Backend backend,
        List<Cargo> flight,
        int number,
        Consumer<FlightPort.FlightResult> answer) {
      this.connection = connection;
      this.backend = backend;
      this.flight = flight;
      this.number = number;
      this.answer = answer;
    }

    void begin() {
      if (cannotRun()) {
        return;
      }
      begunAt = world.time.now();
      Set<HallId> moved = new HashSet<>();
      for (Cargo cargo : flight) {
        if (!cases.stand(cargo.cases().expected())) {
          world.count("a case moved");
          moved.add(cargo.hall());
        }
        for (Cargo.StreamHead head : cargo.expected()) {
          if (heads.getOrDefault(new StreamKey(cargo.hall(), head.day()), 0) != head.seq()) {
            moved.add(cargo.hall());
          }
        }
        if (cargo.expected().isEmpty()) {
          throw new IllegalStateException("a cargo without a head: " + cargo);
        }
      }
      world.time.after(
          random.nextInt(12) == 0 ? random.nextInt(300) : random.nextInt(4), () -> end(moved));
    }

    private void end(Set<HallId> moved) {
      if (cannotRun()) {
        return;
      }
      List<Cargo> written = flight.stream().filter(cargo -> !moved.contains(cargo.hall())).toList();
      for (Cargo cargo : written) {
        if (isTaken(cargo)) {
          world.count("taken by another writer");
          answerAfter(
              latency(),
              new FlightPort.FlightResult.Turned(
                  FlightPort.FlightResult.Cause.TAKEN, "unique violation"));
          return;
        }
      }
      for (Cargo cargo : written) {
        cargo.rows().forEach(this::write);
        cargo.tickets().forEach(ticket -> write(cargo.hall(), ticket));
        cases.write(
            cargo.cases(),
            new CaseTables.Commit(begunAt, world.time.now(), connection.node, number));
        if (!cargo.rows().isEmpty()) {
          RecordedEvent last = cargo.rows().getLast().recorded();
          world.line(
              "database",
              connection.node
                  + " flight "
                  + number
                  + (late ? " late" : "")
                  + " commits "
                  + cargo.hall()
                  + " up to "
                  + last.day()
                  + "/"
                  + last.seq()
                  + ", "
                  + last.event());
          if (late) {
            world.count("late commit");
          }
          if (connection.ended) {
            world.count("commit of a crashed node");
          }
        }
      }
      if (!moved.isEmpty()) {
        world.count("moved");
        world.line("database", connection.node + " flight " + number + " finds moved " + moved);
      }
      if (lostAfter) {
        loseAfter(latency(), "after its commit");
      } else {
        answerAfter(latency(), new FlightPort.FlightResult.Landed(moved, world.time.now()));
      }
    }

    private boolean isTaken(Cargo cargo) {
      return cases.isTaken(cargo.cases().rows())
          || cargo.rows().stream()
              .map(row -> new RowKey(row.hall(), row.recorded().day(), row.recorded().seq()))
              .anyMatch(unique::contains);
    }

    private boolean cannotRun() {
      if (backend.ended) {
        world.count("late commit prevented");
        return true;
      }
      if (away) {
        loseAfter(latency(), "in an outage");
        return true;
      }
      return false;
    }

    void loseAfter(long delay, String when) {
      world.line("database", connection.node + " flight " + number + " lost " + when);
      if (random.nextInt(5) > 0) {
        answerAfter(delay, new FlightPort.FlightResult.Lost("simulated"));
      }
    }

    void answerAfter(long delay, FlightPort.FlightResult result) {
      world.time.after(
          delay,
          () -> {
            if (!answered && !connection.ended) {
              answered = true;
              connection.out &= number != connection.flights;
              connection.loop.run(() -> answer.accept(result));
            }
          });
    }

    private void write(JournalRow row) {
      RecordedEvent recorded = row.recorded();
      if (recorded.event() instanceof HallEvent.DayOpened opened
          && opened.previousDay() != null
          && !world.quiet) {
        world.count("day begins under load");
      }
      CommandStamp command = recorded.command();
      unique.add(new RowKey(row.hall(), recorded.day(), recorded.seq()));
      heads.merge(new StreamKey(row.hall(), recorded.day()), recorded.seq(), Math::max);
      rows.computeIfAbsent(row.hall(), unused -> new ArrayList<>())
          .add(
              new StoredRow(
                  row.hall(),
                  recorded.day(),
                  recorded.seq(),
                  row.type(),
                  row.version(),
                  row.payload(),
                  recorded.at().toEpochMilli(),
                  recorded.actor().value(),
                  command == null ? null : command.id(),
                  command == null ? null : command.digest(),
                  row.previous(),
                  row.hash(),
                  world.time.now(),
                  connection.node,
                  number));
    }

    private void write(HallId hall, Ticket ticket) {
      TicketKey key =
          new TicketKey(hall, ticket.id().day(), ticket.id().prefix(), ticket.id().number());
      TicketRow old = tickets.get(key);
      tickets.put(
          key,
          new TicketRow(
              ticket.queue().value(),
              ticket.state().word(),
              ticket.window() == null ? null : ticket.window().value(),
              old == null ? millis(ticket.issuedAt()) : old.issuedAt(),
              millis(ticket.calledAt()),
              millis(ticket.startedAt()),
              millis(ticket.endedAt()),
              ticket.calls(),
              ticket.origin().booked() == null ? null : ticket.origin().booked().appointment(),
              ticket.origin().reconstructed()));
    }

    private static Long millis(Instant instant) {
      return instant == null ? null : instant.toEpochMilli();
    }
  }
}
