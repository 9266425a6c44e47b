package org.yichuang.cluster;

import java.util.List;
import java.util.function.IntFunction;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.journal.Hash;
import org.yichuang.journal.JournalRow;

/** What a hall's rows add up to: its state and the head of its chain. Confined to its owner. */
final class HallFold {
  final HallState state;
  private Hash head = Hash.NONE;
  private boolean empty = true;

  HallFold(HallId hall, IntFunction<HallConfig> configs) {
    state = new HallState(hall, configs);
  }

  /**
   * Reads a hall's latest days.
   *
   * @throws IllegalStateException when the rows do not follow one another
   */
  static HallFold of(HallId hall, IntFunction<HallConfig> configs, List<JournalRow> rows) {
    HallFold fold = new HallFold(hall, configs);
    rows.forEach(fold::apply);
    return fold;
  }

  /** The hash the next row links to. */
  Hash head() {
    return head;
  }

  void apply(JournalRow row) {
    if (!empty && !row.previous().equals(head)) {
      throw new IllegalStateException(
          "%s: expected a row behind %s, found one behind %s"
              .formatted(row.hall(), head, row.previous()));
    }
    state.apply(row.recorded());
    head = row.hash();
    empty = false;
  }
}
