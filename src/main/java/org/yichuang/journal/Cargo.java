package org.yichuang.journal;

import java.time.LocalDate;
import java.util.List;
import org.yichuang.cases.CaseNumber;
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
    HallId hall,
    List<StreamHead> expected,
    List<JournalRow> rows,
    List<Ticket> tickets,
    OfCases cases) {
  public Cargo {
    expected = List.copyOf(expected);
    rows = List.copyOf(rows);
    tickets = List.copyOf(tickets);
  }

  /** Without cases. */
  public Cargo(
      HallId hall, List<StreamHead> expected, List<JournalRow> rows, List<Ticket> tickets) {
    this(hall, expected, rows, tickets, OfCases.NONE);
  }

  /** Journal rows of both kinds. */
  public int size() {
    return rows.size() + cases.rows().size();
  }

  /**
   * Where a stream must stand.
   *
   * @param seq of its last event; 0 for a stream that must not exist yet
   */
  public record StreamHead(LocalDate day, int seq) {}

  /**
   * Where a case's stream must stand.
   *
   * @param seq of its last event; 0 for a case that must not exist yet
   */
  public record CaseHead(CaseNumber number, int seq) {}

  /**
   * What concerns cases of the hall.
   *
   * @param files the read table's rows after these events, one for each case, in key order
   */
  public record OfCases(List<CaseHead> expected, List<CaseRow> rows, List<CaseFile> files) {
    public static final OfCases NONE = new OfCases(List.of(), List.of(), List.of());

    public OfCases {
      expected = List.copyOf(expected);
      rows = List.copyOf(rows);
      files = List.copyOf(files);
    }

    boolean isEmpty() {
      return expected.isEmpty();
    }
  }
}
