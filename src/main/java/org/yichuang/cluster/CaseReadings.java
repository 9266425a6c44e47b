package org.yichuang.cluster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseReader;
import org.yichuang.journal.CaseReader.Cause;
import org.yichuang.journal.CaseRow;

/**
 * Which cases of a hall are being read, and who waits for them: one reading of what somebody asks
 * for, one of what falls due, so that nobody waits behind a herd. Confined to the owner's event
 * loop.
 *
 * <p>A case that one of them brings is no longer taken from the other: it may have gone on since.
 */
final class CaseReadings {
  private static final Logger LOG = LoggerFactory.getLogger(CaseReadings.class);

  /** Why a case is not at hand although it was read. */
  enum Absence {
    /** Its number has none. */
    UNKNOWN,
    /** Its item is of a version that this node has not heard of. */
    UNKNOWN_ITEM,
    UNREADABLE,
    /** The database did not answer. */
    FAILED
  }

  /** Where cases are put that were read. */
  interface Shelf {
    boolean isHere(CaseNumber number);

    /** Null when it is here now. */
    @Nullable Absence put(CaseNumber number, List<CaseRow> rows);

    /** All of a reading was put. */
    void shrink();
  }

  /** What is read for one cause. */
  private static final class Line {
    final Cause cause;
    final SequencedSet<CaseNumber> queue = new LinkedHashSet<>();

    /** Of the reading that is under way; empty: none is. */
    SequencedSet<CaseNumber> asked = new LinkedHashSet<>();

    boolean reading;

    Line(Cause cause) {
      this.cause = cause;
    }

    boolean has(CaseNumber number) {
      return asked.contains(number) || queue.contains(number);
    }

    void drop(CaseNumber number) {
      asked.remove(number);
      queue.remove(number);
    }
  }

  private final HallId hall;
  private final CaseReader reader;
  private final int atOnce;
  private final Shelf shelf;
  private final Map<Cause, Line> lines = new EnumMap<>(Cause.class);
  private final Map<CaseNumber, List<Runnable>> wanted = new HashMap<>();
  private final Map<CaseNumber, Absence> absent = new HashMap<>();

  /** How often all was forgotten; what was asked before is not heard after. */
  private long generation;

  /**
   * @param atOnce streams in one reading, at most
   */
  CaseReadings(HallId hall, CaseReader reader, int atOnce, Shelf shelf) {
    this.hall = hall;
    this.reader = reader;
    this.atOnce = atOnce;
    this.shelf = shelf;
    forget();
  }

  /** Nobody waits any more. */
  void forget() {
    generation++;
    wanted.clear();
    absent.clear();
    for (Cause cause : Cause.values()) {
      lines.put(cause, new Line(cause));
    }
  }

  boolean isWanted(CaseNumber number) {
    return wanted.containsKey(number);
  }

  /** Why it is not here, after it was fetched in vain. */
  Absence absence(CaseNumber number) {
    return absent.getOrDefault(number, Absence.FAILED);
  }

  /**
   * Reads the cases together; then goes on with each, whatever was found. Never after {@link
   * #forget}.
   */
  void fetch(List<CaseNumber> numbers, Cause cause, Consumer<CaseNumber> then) {
    Line line = line(cause);
    Line urgent = line(Cause.COMMAND);
    for (CaseNumber number : numbers) {
      wanted.computeIfAbsent(number, unused -> new ArrayList<>(1)).add(() -> then.accept(number));
      if (!line.has(number) && !urgent.has(number)) {
        line(Cause.DEADLINE).queue.remove(number);
        line.queue.add(number);
      }
    }
    read(line);
  }

  private void read(Line line) {
    if (line.reading || line.queue.isEmpty()) {
      return;
    }
    line.reading = true;
    while (line.asked.size() < atOnce && !line.queue.isEmpty()) {
      line.asked.add(line.queue.removeFirst());
    }
    long mine = generation;
    reader.load(
        List.copyOf(line.asked),
        line.cause,
        loaded -> {
          if (mine == generation) {
            List<CaseNumber> asked = List.copyOf(line.asked);
            line.asked = new LinkedHashSet<>();
            line.reading = false;
            take(asked, loaded);
            read(line);
          }
        });
  }

  private void take(List<CaseNumber> asked, CaseReader.Loaded loaded) {
    if (loaded instanceof CaseReader.Loaded.Failed failed) {
      LOG.warn("{}: {} cases could not be read: {}", hall, asked.size(), failed.detail());
    }
    List<Runnable> goOn = new ArrayList<>();
    for (CaseNumber number : asked) {
      Absence absence = shelf.isHere(number) ? null : absence(number, loaded);
      if (absence == Absence.FAILED && isStillRead(number)) {
        continue;
      }
      lines.values().forEach(line -> line.drop(number));
      if (absence == null) {
        absent.remove(number);
      } else {
        absent.put(number, absence);
      }
      goOn.addAll(waiting(number));
    }
    long mine = generation;
    for (Runnable one : goOn) {
      if (mine == generation) {
        one.run();
      }
    }
    absent.clear();
    shelf.shrink();
  }

  private boolean isStillRead(CaseNumber number) {
    return lines.values().stream().anyMatch(line -> line.has(number));
  }

  private List<Runnable> waiting(CaseNumber number) {
    List<Runnable> waiting = wanted.remove(number);
    return waiting == null ? List.of() : waiting;
  }

  /** Null when it is here now. */
  private @Nullable Absence absence(CaseNumber number, CaseReader.Loaded loaded) {
    return switch (loaded) {
      case CaseReader.Loaded.Failed failed -> Absence.FAILED;
      case CaseReader.Loaded.Streams streams -> {
        List<CaseRow> rows = streams.rows().get(number);
        if (rows != null) {
          yield shelf.put(number, rows);
        }
        String unreadable = streams.unreadable().get(number);
        if (unreadable == null) {
          yield Absence.UNKNOWN;
        }
        LOG.error("{}: {} cannot be followed: {}", hall, number, unreadable);
        yield Absence.UNREADABLE;
      }
    };
  }

  private Line line(Cause cause) {
    Line line = lines.get(cause);
    if (line == null) {
      throw new IllegalStateException("no reading for " + cause);
    }
    return line;
  }
}
