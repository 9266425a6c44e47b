package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
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
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Booked;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.Ticket;

/**
 * Reads the whole journal in one snapshot and says what is wrong with it: sequences, hash chains
 * across days, events that cannot follow one another, and a read table that differs from what the
 * events add up to. Blocking; changes nothing; memory for one business day.
 */
public final class JournalVerifier {
  private static final int FETCH_ROWS = 2_000;
  private static final int MAX_PROBLEMS = 100;

  /**
   * What was found.
   *
   * @param problems one line each, at most 100; empty when all is well
   */
  public record Report(int halls, int days, long events, long tickets, List<String> problems) {
    public Report {
      problems = List.copyOf(problems);
    }
  }

  private final BiFunction<HallId, Integer, HallConfig> configs;
  private final List<String> problems = new ArrayList<>();
  private int halls;
  private int days;
  private long events;
  private long tickets;

  /**
   * @param configs a hall's configuration by version; throws when there is none
   */
  public JournalVerifier(BiFunction<HallId, Integer, HallConfig> configs) {
    this.configs = configs;
  }

  /** Verifies everything the connection can see. */
  public Report verify(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    try (PreparedStatement query =
        connection.prepareStatement(
            "select " + PgJournalReader.COLUMNS + " from journal order by hall, day, seq")) {
      query.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = query.executeQuery()) {
        HallWalk walk = null;
        while (rows.next()) {
          HallId hall = new HallId(rows.getInt("hall"));
          if (walk == null || !walk.hall.equals(hall)) {
            finish(walk, connection);
            walk = new HallWalk(hall);
            halls++;
          }
          walk.next(rows, connection);
        }
        finish(walk, connection);
      }
    } finally {
      connection.rollback();
    }
    return new Report(halls, days, events, tickets, problems);
  }

  private void finish(@Nullable HallWalk walk, Connection connection) throws SQLException {
    if (walk != null) {
      walk.compareDay(connection);
    }
  }

  private void problem(String text) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(text);
    }
  }

  private final class HallWalk {
    private final HallId hall;
    private final HallState state;
    private Hash head = Hash.NONE;
    private @Nullable LocalDate day;
    private int seq;
    private boolean broken;

    HallWalk(HallId hall) {
      this.hall = hall;
      state = new HallState(hall, version -> configs.apply(hall, version));
    }

    void next(ResultSet rows, Connection connection) throws SQLException {
      LocalDate rowDay = rows.getObject("day", LocalDate.class);
      int rowSeq = rows.getInt("seq");
      String where = "%s, %s/%d".formatted(hall, rowDay, rowSeq);
      if (!rowDay.equals(day)) {
        compareDay(connection);
        day = rowDay;
        seq = 0;
        days++;
      }
      events++;
      if (rowSeq != seq + 1) {
        problem("%s: expected sequence %d".formatted(where, seq + 1));
      }
      seq = rowSeq;
      Hash previous = Hash.of(rows.getBytes("previous"));
      Hash hash = Hash.of(rows.getBytes("hash"));
      if (!previous.equals(head)) {
        problem("%s: expected to link to %s, found %s".formatted(where, head, previous));
      }
      head = hash;
      JournalRow row;
      try {
        row = row(rows, rowDay, previous, hash);
      } catch (IllegalStateException unreadable) {
        problem(where + ": " + unreadable.getMessage());
        broken = true;
        return;
      }
      if (!row.expectedHash().equals(hash)) {
        problem("%s: its columns do not have the hash that is stored".formatted(where));
      }
      apply(row, where);
    }

    private void apply(JournalRow row, String where) {
      if (broken && !(row.recorded().event() instanceof HallEvent.DayOpened)) {
        return;
      }
      try {
        state.apply(row.recorded());
        broken = false;
      } catch (IllegalStateException cannotFollow) {
        problem(where + ": " + cannotFollow.getMessage());
        broken = true;
      }
    }

    private JournalRow row(ResultSet rows, LocalDate rowDay, Hash previous, Hash hash)
        throws SQLException {
      String type = rows.getString("type");
      int version = rows.getInt("version");
      Buffer payload = Buffer.buffer(rows.getBytes("payload"));
      UUID id = rows.getObject("command_id", UUID.class);
      UUID digest = rows.getObject("command_digest", UUID.class);
      return new JournalRow(
          hall,
          new RecordedEvent(
              rowDay,
              rows.getInt("seq"),
              Instant.ofEpochMilli(rows.getLong("at")),
              new AccountId(rows.getInt("actor")),
              id == null || digest == null ? null : new CommandStamp(id, digest),
              EventCodec.decode(type, version, payload)),
          type,
          version,
          payload,
          previous,
          hash);
    }

    void compareDay(Connection connection) throws SQLException {
      if (day == null || broken) {
        return;
      }
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
              number ->
                  problem("%s, %s, table ticket: %s is missing".formatted(hall, day, number)));
    }
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
