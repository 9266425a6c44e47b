package org.yichuang.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.CaseFile;
import org.yichuang.journal.CaseReader;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.FlightPort;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.JournalRow;

/**
 * The tables of one hall in memory. It checks the heads as the real statement does; flights and
 * readings of cases are answered when the test says so. Single-threaded.
 */
final class SmallDatabase implements FlightPort, JournalReader, CaseReader {

  /** A flight that left. */
  record Flight(Cargo cargo, Consumer<FlightResult> answer) {}

  final List<JournalRow> journal = new ArrayList<>();
  final Map<CaseNumber, List<CaseRow>> cases = new TreeMap<>();
  final Map<CaseNumber, CaseFile> files = new TreeMap<>();
  final List<Flight> flights = new ArrayList<>();

  /** Numbers of each reading of cases, in order. */
  final List<List<CaseNumber>> readings = new ArrayList<>();

  private final Deque<Runnable> reads = new ArrayDeque<>();

  /** Readings of cases fail. */
  boolean away;

  @Override
  public void fly(List<Cargo> flight, Consumer<FlightResult> answer) {
    flights.add(new Flight(flight.getFirst(), answer));
  }

  @Override
  public void settle(Consumer<Boolean> answer) {
    answer.accept(true);
  }

  Cargo cargo() {
    return flights.getLast().cargo();
  }

  /** The latest flight is executed, and its sender hears of it. */
  void lands() {
    Flight flight = flights.getLast();
    boolean holds = executes(flight.cargo());
    flight.answer().accept(new FlightResult.Landed(holds ? Set.of() : Set.of(hall(flight)), 0));
  }

  /** The latest flight is executed or not, and nobody hears of it. */
  void isLost(boolean executed) {
    Flight flight = flights.getLast();
    if (executed) {
      executes(flight.cargo());
    }
    flight.answer().accept(new FlightResult.Lost("by the test"));
  }

  void turns() {
    flights.getLast().answer().accept(new FlightResult.Turned(FlightResult.Cause.OTHER, "test"));
  }

  private static HallId hall(Flight flight) {
    return flight.cargo().hall();
  }

  private boolean executes(Cargo cargo) {
    boolean holds =
        cargo.expected().stream().allMatch(head -> head.seq() == head(head.day()))
            && cargo.cases().expected().stream()
                .allMatch(head -> head.seq() == stream(head.number()).size());
    if (holds) {
      cargo.rows().forEach(this::write);
      cargo.cases().rows().forEach(this::write);
      cargo.cases().files().forEach(file -> files.put(file.number(), file));
    }
    return holds;
  }

  private int head(LocalDate day) {
    return journal.stream()
        .filter(row -> row.recorded().day().equals(day))
        .mapToInt(row -> row.recorded().seq())
        .max()
        .orElse(0);
  }

  List<CaseRow> stream(CaseNumber number) {
    return cases.getOrDefault(number, List.of());
  }

  void write(JournalRow row) {
    if (row.recorded().seq() != head(row.recorded().day()) + 1) {
      throw new AssertionError("not behind the last: " + row);
    }
    journal.add(row);
  }

  void write(CaseRow row) {
    List<CaseRow> stream = cases.computeIfAbsent(row.number(), unused -> new ArrayList<>());
    if (row.recorded().seq() != stream.size() + 1) {
      throw new AssertionError("not behind the last: " + row);
    }
    stream.add(row);
  }

  @Override
  public void load(HallId hall, Consumer<JournalReader.Loaded> answer) {
    Set<LocalDate> days = new HashSet<>();
    journal.stream()
        .map(row -> row.recorded().day())
        .distinct()
        .sorted(Comparator.reverseOrder())
        .limit(2)
        .forEach(days::add);
    answer.accept(
        new JournalReader.Loaded.Rows(
            journal.stream().filter(row -> days.contains(row.recorded().day())).toList()));
  }

  @Override
  public void load(
      Collection<CaseNumber> numbers, Cause cause, Consumer<CaseReader.Loaded> answer) {
    readings.add(List.copyOf(numbers));
    reads.add(
        () -> {
          if (away) {
            answer.accept(new CaseReader.Loaded.Failed("away"));
            return;
          }
          Map<CaseNumber, List<CaseRow>> found = new HashMap<>();
          numbers.stream()
              .filter(cases::containsKey)
              .forEach(number -> found.put(number, List.copyOf(cases.get(number))));
          answer.accept(new CaseReader.Loaded.Streams(found, Map.of()));
        });
  }

  @Override
  public void due(HallId hall, Instant until, int limit, Consumer<Found> answer) {
    reads.add(
        () -> {
          List<Due> due = new ArrayList<>();
          for (CaseFile file : files.values()) {
            Instant next = file.nextDue();
            if (next != null && !next.isAfter(until)) {
              due.add(new Due(file.number(), next));
            }
          }
          due.sort(Comparator.comparing(Due::at));
          answer.accept(new Found.Cases(due.stream().limit(limit).toList()));
        });
  }

  /** The reading that was asked for last is answered. */
  void readsLast() {
    reads.removeLast().run();
  }

  /** Everything that is being read is answered, and what is read then. */
  void reads() {
    while (!reads.isEmpty()) {
      reads.removeFirst().run();
    }
  }
}
