package org.yichuang.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.hall.HallId;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.CaseEventCodec;
import org.yichuang.journal.CaseFile;
import org.yichuang.journal.CaseReader;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.ReckoningBook;

/** The tables of cases in the simulated database, and how a node reads them. */
final class CaseTables {

  /**
   * Of a flight.
   *
   * @param begunAt when its heads were checked, in true time
   * @param writer the start of the node that wrote it
   * @param flight its number over the writer's connections
   */
  record Commit(long begunAt, long at, String writer, int flight) {}

  /**
   * A row of the table {@code case_journal}.
   *
   * @param read as whoever reads it decodes it: events are immutable
   */
  record Stored(CaseRow row, CaseRow read, Commit commit) {}

  private static final Comparator<ReckoningBook.Progress> LATER =
      Comparator.comparingInt(ReckoningBook.Progress::bundled)
          .thenComparingInt(ReckoningBook.Progress::calendar)
          .thenComparingInt(ReckoningBook.Progress::configuration);

  private final World world;
  private final BooleanSupplier away;
  private final SplittableRandom random;
  private final Map<CaseNumber, List<Stored>> streams = new HashMap<>();
  private final Map<CaseNumber, CaseFile> files = new HashMap<>();
  private final TreeSet<CaseReader.Due> due =
      new TreeSet<>(Comparator.comparing(CaseReader.Due::at).thenComparing(CaseReader.Due::number));
  private final Map<HallId, ReckoningBook.Progress> reckoned = new HashMap<>();

  /**
   * @param away whether the database cannot be reached
   */
  CaseTables(World world, BooleanSupplier away) {
    this.world = world;
    this.away = away;
    random = world.randomOf("cases");
  }

  NavigableMap<CaseNumber, List<Stored>> streams() {
    return new TreeMap<>(streams);
  }

  NavigableMap<CaseNumber, CaseFile> files() {
    return new TreeMap<>(files);
  }

  List<Stored> stream(CaseNumber number) {
    return streams.getOrDefault(number, List.of());
  }

  /** When the first of all cases has something due. */
  Optional<Instant> nextDue() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.first().at());
  }

  boolean stand(List<Cargo.CaseHead> heads) {
    return heads.stream().allMatch(head -> stream(head.number()).size() == head.seq());
  }

  boolean isTaken(List<CaseRow> rows) {
    return rows.stream().anyMatch(row -> row.recorded().seq() <= stream(row.number()).size());
  }

  void write(Cargo.OfCases cargo, Commit commit) {
    for (CaseRow row : cargo.rows()) {
      List<Stored> stream = streams.computeIfAbsent(row.number(), unused -> new ArrayList<>());
      stream.add(new Stored(row, decoded(row), commit));
      world.line(
          "database",
          commit.writer()
              + " flight "
              + commit.flight()
              + " commits "
              + row.number()
              + "/"
              + row.recorded().seq()
              + ", "
              + row.recorded().event());
    }
    cargo.files().forEach(this::write);
  }

  private void write(CaseFile file) {
    CaseFile before = files.put(file.number(), file);
    if (before != null && before.nextDue() != null) {
      due.remove(new CaseReader.Due(file.number(), before.nextDue()));
    }
    if (file.nextDue() != null) {
      due.add(new CaseReader.Due(file.number(), file.nextDue()));
    }
  }

  private static CaseRow decoded(CaseRow row) {
    RecordedCaseEvent recorded = row.recorded();
    return new CaseRow(
        row.number(),
        new RecordedCaseEvent(
            recorded.seq(),
            Instant.ofEpochMilli(recorded.at().toEpochMilli()),
            recorded.actor(),
            recorded.command(),
            CaseEventCodec.decode(row.type(), row.version(), row.payload())),
        row.type(),
        row.version(),
        row.payload(),
        row.previous(),
        row.hash());
  }

  /** What one start of a node has of them. */
  final class Reader implements CaseReader, ReckoningBook {
    private final SimulatedTime.NodeTime loop;

    Reader(SimulatedTime.NodeTime loop) {
      this.loop = loop;
    }

    @Override
    public void load(Collection<CaseNumber> numbers, Cause cause, Consumer<Loaded> answer) {
      read(
          "streams of cases",
          () -> {
            Map<CaseNumber, List<CaseRow>> found = new HashMap<>();
            for (CaseNumber number : numbers) {
              List<CaseRow> rows = stream(number).stream().map(Stored::read).toList();
              if (!rows.isEmpty()) {
                found.put(number, rows);
              }
            }
            return new Loaded.Streams(found, Map.of());
          },
          new Loaded.Failed("simulated"),
          answer);
    }

    @Override
    public void due(HallId hall, Instant until, int limit, Consumer<CaseReader.Found> answer) {
      this.<CaseReader.Found>read(
          "deadlines of cases",
          () ->
              new CaseReader.Found.Cases(
                  due.stream()
                      .takeWhile(one -> !one.at().isAfter(until))
                      .filter(one -> one.number().hall().equals(hall))
                      .limit(limit)
                      .toList()),
          new CaseReader.Found.Failed("simulated"),
          answer);
    }

    /** While nobody is there nobody stores calendars, and looking every two seconds costs hours. */
    @Override
    public boolean isKept() {
      return !world.resting();
    }

    @Override
    public void find(HallId hall, Consumer<ReckoningBook.Found<Optional<Progress>>> answer) {
      this.<ReckoningBook.Found<Optional<Progress>>>read(
          "book",
          () -> new ReckoningBook.Found.Value<>(Optional.ofNullable(reckoned.get(hall))),
          new ReckoningBook.Found.Failed<>("simulated"),
          answer);
    }

    @Override
    public void running(
        HallId hall,
        CaseNumber after,
        int limit,
        Consumer<ReckoningBook.Found<List<CaseNumber>>> answer) {
      this.<ReckoningBook.Found<List<CaseNumber>>>read(
          "running cases",
          () ->
              new ReckoningBook.Found.Value<>(
                  files.values().stream()
                      .filter(file -> file.number().hall().equals(hall))
                      .filter(file -> after == null || file.number().compareTo(after) > 0)
                      .filter(CaseTables::isRunning)
                      .map(CaseFile::number)
                      .sorted()
                      .limit(limit)
                      .toList()),
          new ReckoningBook.Found.Failed<>("simulated"),
          answer);
    }

    @Override
    public void save(
        HallId hall, Progress progress, Consumer<ReckoningBook.Found<Progress>> answer) {
      this.<ReckoningBook.Found<Progress>>read(
          "book",
          () -> {
            Progress before = reckoned.get(hall);
            if (before != null && LATER.compare(before, progress) > 0) {
              return new ReckoningBook.Found.Failed<>("a later calendar is kept");
            }
            reckoned.put(hall, progress);
            return new ReckoningBook.Found.Value<>(progress);
          },
          new ReckoningBook.Found.Failed<>("simulated"),
          answer);
    }

    private <T> void read(String what, Supplier<T> found, T failed, Consumer<T> answer) {
      boolean fails = world.strikes(random, Fault.READ_FAILS, 0.04);
      boolean slow = world.strikes(random, Fault.READ_SLOW, 0.05);
      long there = 1L + random.nextInt(slow ? 4_000 : 12);
      long back = 1L + random.nextInt(slow ? 4_000 : 12);
      world.time.after(
          there,
          () -> {
            boolean no = fails || away.getAsBoolean();
            if (no) {
              world.count("reading failed: " + what);
            }
            T value = no ? failed : found.get();
            world.time.after(back, () -> loop.run(() -> answer.accept(value)));
          });
    }
  }

  private static boolean isRunning(CaseFile file) {
    return switch (file.phase()) {
      case "submitted", "received", "notice-given", "accepted" -> true;
      default -> Boolean.TRUE.equals(file.delivery().running()) || file.nextDue() != null;
    };
  }
}
