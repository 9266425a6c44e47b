package org.yichuang.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseState;
import org.yichuang.hall.Ticket;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.JournalRow;

/**
 * A command on its way through a hall's owner: what was decided for it, what it writes, and who
 * waits. Confined to the owner.
 */
final class Seat {
  /** Null: the system's own. */
  final @Nullable HallRequest request;

  final List<Consumer<HallReply>> waiting = new ArrayList<>(1);
  HallReply decided = new HallReply.Nothing();
  List<JournalRow> rows = List.of();
  List<Ticket> tickets = List.of();
  List<CaseRow> caseRows = List.of();

  /** What the cases are by which it was decided, after its own events. */
  final Map<CaseNumber, CaseState> cases = new LinkedHashMap<>(2);

  /** What it names and was not known here was looked for. */
  boolean looked;

  Seat(@Nullable HallRequest request) {
    this.request = request;
  }

  int size() {
    return rows.size() + caseRows.size();
  }

  /** To be decided again. */
  void clear() {
    rows = List.of();
    tickets = List.of();
    caseRows = List.of();
    cases.clear();
    decided = new HallReply.Nothing();
  }
}
