package org.yichuang.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Booked;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.hall.Ticket;

/** The table {@code ticket}: one row for each number that was given. */
final class TicketTable implements ReadTable {
  private static final int BATCH_ROWS = 1_000;

  @Override
  public String name() {
    return "ticket";
  }

  @Override
  public List<String> key() {
    return List.of("hall", "day", "prefix", "number");
  }

  @Override
  public void fill(Connection connection, String into, HallId hall, HallState day)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into %s (hall, day, prefix, number, queue, state, counter, issued_at, called_at,
                            started_at, ended_at, calls, appointment, reconstructed)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
                .formatted(into))) {
      int rows = 0;
      for (Ticket ticket : day.tickets()) {
        bind(insert, hall, ticket);
        insert.addBatch();
        if (++rows % BATCH_ROWS == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static void bind(PreparedStatement insert, HallId hall, Ticket ticket)
      throws SQLException {
    Booked booked = ticket.origin().booked();
    insert.setInt(1, hall.value());
    insert.setObject(2, ticket.id().day());
    insert.setString(3, ticket.id().prefix());
    insert.setInt(4, ticket.id().number());
    insert.setString(5, ticket.queue().value());
    insert.setString(6, ticket.state().word());
    insert.setString(7, ticket.window() == null ? null : ticket.window().value());
    insert.setLong(8, ticket.issuedAt().toEpochMilli());
    insert.setObject(9, millis(ticket.calledAt()));
    insert.setObject(10, millis(ticket.startedAt()));
    insert.setObject(11, millis(ticket.endedAt()));
    insert.setInt(12, ticket.calls());
    insert.setString(13, booked == null ? null : booked.appointment());
    insert.setBoolean(14, ticket.origin().reconstructed());
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
