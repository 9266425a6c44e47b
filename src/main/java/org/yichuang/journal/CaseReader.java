package org.yichuang.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;

/** Reads the streams of cases. Called from an event loop, answers on it. */
public interface CaseReader {

  /** Why cases are read. */
  enum Cause {
    /** Somebody waits for an answer about them: before all that fell due by itself. */
    COMMAND,
    /** Something fell due in them. */
    DEADLINE
  }

  /** Whole streams, each in order; a number without a case is missing in the answer. */
  void load(Collection<CaseNumber> numbers, Cause cause, Consumer<Loaded> answer);

  /**
   * Cases of the hall in which something falls due by itself.
   *
   * @param until inclusive
   * @param limit at most so many, the earliest first
   */
  void due(HallId hall, Instant until, int limit, Consumer<Found> answer);

  /** What was read of streams. */
  sealed interface Loaded {

    /**
     * @param unreadable cases whose rows are there and cannot be understood, and why
     */
    record Streams(Map<CaseNumber, List<CaseRow>> rows, Map<CaseNumber, String> unreadable)
        implements Loaded {
      public Streams {
        rows = Map.copyOf(rows);
        unreadable = Map.copyOf(unreadable);
      }
    }

    /** The database did not answer. */
    record Failed(String detail) implements Loaded {}
  }

  /**
   * @param at when
   */
  record Due(CaseNumber number, Instant at) {}

  /** What was found to be due. */
  sealed interface Found {
    record Cases(List<Due> due) implements Found {
      public Cases {
        due = List.copyOf(due);
      }
    }

    /** The database did not answer. */
    record Failed(String detail) implements Found {}
  }
}
