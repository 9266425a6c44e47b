package org.yichuang.journal;

import java.util.List;
import java.util.function.Consumer;
import org.yichuang.hall.HallId;

/**
 * Reads a hall's latest days. Called from an event loop, answers on it, however many others are
 * read meanwhile.
 */
public interface JournalReader {

  /** The rows of the hall's last two business days, in order; empty before its first. */
  void load(HallId hall, Consumer<Loaded> answer);

  /** What was read. */
  sealed interface Loaded {
    record Rows(List<JournalRow> rows) implements Loaded {
      public Rows {
        rows = List.copyOf(rows);
      }
    }

    /** The rows are there and cannot be understood: an unknown type, an unreadable payload. */
    record Unreadable(String detail) implements Loaded {}

    /** The database did not answer. */
    record Failed(String detail) implements Loaded {}
  }
}
