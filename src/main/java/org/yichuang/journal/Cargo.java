package org.yichuang.journal;

import java.time.LocalDate;
import java.util.List;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Ticket;

/**
 * What one hall sends with one flight. Written whole or not at all.
 *
 * @param expected the heads on which everything here was decided; checked even when there are no
 *     rows
 * @param tickets the read table's rows after these events, one for each ticket, in key order
 */
public record Cargo(
    HallId hall, List<StreamHead> expected, List<JournalRow> rows, List<Ticket> tickets) {
  public Cargo {
    expected = List.copyOf(expected);
    rows = List.copyOf(rows);
    tickets = List.copyOf(tickets);
  }

  /**
   * Where a stream must stand.
   *
   * @param seq of its last event; 0 for a stream that must not exist yet
   */
  public record StreamHead(LocalDate day, int seq) {}
}
