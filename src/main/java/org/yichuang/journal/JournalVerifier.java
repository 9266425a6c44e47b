package org.yichuang.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Booked;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.hall.Ticket;

/**
 * Reads the whole journal in one snapshot and says what is wrong with it: sequences, hash chains
 * across days, events that cannot follow one another, and read tables that differ from what the
 * events add up to; the same for every case, and that its hall gave it its number; and the roots of
 * days. Blocking; changes nothing; memory for one business day.
 */
public final class JournalVerifier {
  private static final int MAX_PROBLEMS = 100;

  /**
   * What was found.
   *
   * @param problems one line each, at most 100; empty when all is well
   */
  public record Report(
      int halls,
      int days,
      long events,
      long tickets,
      long cases,
      long caseEvents,
      int roots,
      List<String> problems) {
    public Report {
      problems = List.copyOf(problems);
    }
  }

  private final BiFunction<HallId, Integer, HallConfig> configs;
  private final CaseBook book;
  private final List<String> problems = new ArrayList<>();
  private long tickets;

  /**
   * @param configs a hall's configuration by version; throws when there is none
   */
  public JournalVerifier(BiFunction<HallId, Integer, HallConfig> configs, CaseBook book) {
    this.configs = configs;
    this.book = book;
  }

  /** Verifies everything the connection can see. */
  public Report verify(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    try {
      JournalReplay.Extent extent =
          new JournalReplay(
                  configs,
                  (hall, day, state) -> compareDay(connection, hall, day, state),
                  this::problem)
              .run(connection);
      CaseVerifier.Extent ofCases = new CaseVerifier(book, this::problem).run(connection);
      return new Report(
          extent.halls(),
          extent.days(),
          extent.events(),
          tickets,
          ofCases.cases(),
          ofCases.events(),
          new RootVerifier(this::problem).run(connection),
          problems);
    } finally {
      connection.rollback();
    }
  }

  private void problem(String text) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(text);
    }
  }

  private void compareDay(Connection connection, HallId hall, LocalDate day, HallState state)
      throws SQLException {
    Map<String, Ticket> expected = new HashMap<>();
    state.tickets().forEach(ticket -> expected.put(ticket.id().display(), ticket));
    try (PreparedStatement query =
        connection.prepareStatement("select * from ticket where hall = ? and day = ?")) {
      query.setInt(1, hall.value());
      query.setObject(2, day);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tickets++;
          String number = display(rows);
          Ticket ticket = expected.remove(number);
          String found = found(rows);
          String wanted = ticket == null ? "no ticket" : wanted(ticket);
          if (!wanted.equals(found)) {
            problem(
                "%s, %s, table ticket, %s: expected %s, found %s"
                    .formatted(hall, day, number, wanted, found));
          }
        }
      }
    }
    expected
        .keySet()
        .forEach(
            number -> problem("%s, %s, table ticket: %s is missing".formatted(hall, day, number)));
  }

  private static String display(ResultSet rows) throws SQLException {
    return "%s%03d".formatted(rows.getString("prefix"), rows.getInt("number"));
  }

  private static String found(ResultSet rows) throws SQLException {
    return line(
        rows.getString("queue"),
        rows.getString("state"),
        rows.getString("counter"),
        rows.getInt("calls"),
        rows.getString("appointment"),
        rows.getBoolean("reconstructed"),
        rows.getObject("issued_at", Long.class),
        rows.getObject("called_at", Long.class),
        rows.getObject("started_at", Long.class),
        rows.getObject("ended_at", Long.class));
  }

  private static String wanted(Ticket ticket) {
    Booked booked = ticket.origin().booked();
    return line(
        ticket.queue().value(),
        ticket.state().word(),
        ticket.window() == null ? null : ticket.window().value(),
        ticket.calls(),
        booked == null ? null : booked.appointment(),
        ticket.origin().reconstructed(),
        ticket.issuedAt().toEpochMilli(),
        millis(ticket.calledAt()),
        millis(ticket.startedAt()),
        millis(ticket.endedAt()));
  }

  private static String line(
      String queue,
      String state,
      @Nullable String window,
      int calls,
      @Nullable String appointment,
      boolean reconstructed,
      @Nullable Long... times) {
    return "%s%s %s at %s after %d calls of appointment %s, times %s"
        .formatted(
            reconstructed ? "reconstructed " : "",
            queue,
            state,
            window,
            calls,
            appointment,
            java.util.Arrays.toString(times));
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
