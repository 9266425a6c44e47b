package org.yichuang.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes the roots of days now and then while the server runs. Blocking, but for the gauge. */
public final class RootCare {
  /** Days of one look; the next look goes on. */
  private static final int MOST_DAYS = 31;

  /** Opens a connection of the running role. */
  @FunctionalInterface
  public interface Connections {
    Connection open() throws SQLException;
  }

  private final Connections connections;
  private final InstantSource clock;
  private volatile @Nullable LocalDate published;

  public RootCare(Connections connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** Publishes what is due; to be called every few minutes. */
  public List<DayRoot> publishWhenDue() throws SQLException {
    try (Connection connection = connections.open()) {
      List<DayRoot> roots = new DayRoots(connection).publish(clock.instant(), MOST_DAYS);
      published = newest(connection);
      return roots;
    }
  }

  private static @Nullable LocalDate newest(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("select max(day) from day_root");
        var rows = query.executeQuery()) {
      return rows.next() ? rows.getObject(1, LocalDate.class) : null;
    }
  }

  /** Days that are over and have no root; 0 when none was ever published. */
  public double daysBehind() {
    LocalDate last = published;
    return last == null
        ? 0
        : Math.max(0, ChronoUnit.DAYS.between(last, DayRoots.lastOver(clock.instant())));
  }
}
