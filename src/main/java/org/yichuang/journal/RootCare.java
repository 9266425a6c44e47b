package org.yichuang.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the roots of days that are over while the server runs, and says how many are missing.
 * One look at a time; the gauge from any thread.
 */
public final class RootCare {
  private static final Logger LOG = LoggerFactory.getLogger(RootCare.class);

  /** Days of one look; the next look goes on. */
  private static final int MOST_DAYS = 31;

  /** Opens a connection of the running role. */
  @FunctionalInterface
  public interface Connections {
    Connection open() throws SQLException;
  }

  private final Connections connections;
  private volatile double behind = Double.NaN;

  public RootCare(Connections connections) {
    this.connections = connections;
  }

  /** Publishes what is due; to be called every few minutes. Blocking. */
  public List<DayRoot> publishWhenDue() throws SQLException {
    double known = Double.NaN;
    try (Connection connection = connections.open()) {
      DayRoots roots = new DayRoots(connection);
      known = roots.behind();
      if (known < 0) {
        LOG.error(
            "roots of days: {} have one and are not over by the database's clock; nothing is"
                + " published until they are",
            Math.round(-known));
      }
      List<DayRoot> published = roots.publish(MOST_DAYS);
      known = roots.behind();
      return published;
    } finally {
      behind = known;
    }
  }

  /**
   * Days that were over at the last look and had no root; negative for roots of days that were not
   * over; NaN when the last look could not tell.
   */
  public double daysBehind() {
    return behind;
  }
}
