package org.yichuang.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;

/**
 * Makes the read tables anew in a schema of their own, from one snapshot of the journal and by the
 * folds that the server uses, and compares them row by row with those of the same snapshot. The
 * server may run meanwhile: it is neither waited for nor held up. Blocking; memory for one business
 * day.
 *
 * <p>Differences name a row and its columns, never a value: an appointment's id is its holder's
 * secret. The schema is left behind, to look at and to repair from; the next run replaces it.
 */
public final class JournalRebuild {
  /** Where the tables are made. */
  public static final String SCHEMA = "yichuang_rebuild";

  private static final int FETCH_ROWS = 1_000;

  /**
   * What was done.
   *
   * @param differences all that were told of, streams that could not be followed among them
   */
  public record Report(long events, long rows, long differences) {}

  private final BiFunction<HallId, Integer, HallConfig> configs;
  private final Consumer<String> difference;
  private final List<ReadTable> tables = ReadTable.all();
  private long differences;

  /**
   * @param configs a hall's configuration by version; throws when there is none
   * @param difference told of each, in a line
   */
  public JournalRebuild(
      BiFunction<HallId, Integer, HallConfig> configs, Consumer<String> difference) {
    this.configs = configs;
    this.difference = difference;
  }

  /**
   * @param connection of the migrating role, which may make schemas; left in a committed state
   */
  public Report run(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      prepare(connection);
      JournalReplay.Extent extent =
          new JournalReplay(
                  configs, (hall, day, state) -> fill(connection, hall, state), this::differs)
              .run(connection);
      long rows = 0;
      for (ReadTable table : tables) {
        rows += compare(connection, table);
      }
      connection.commit();
      return new Report(extent.events(), rows, differences);
    } finally {
      connection.rollback();
    }
  }

  private void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop schema if exists %s cascade".formatted(SCHEMA));
      statement.execute("create schema %s".formatted(SCHEMA));
      for (ReadTable table : tables) {
        statement.execute(
            "create table %s (like public.%s including defaults, primary key (%s))"
                .formatted(made(table), table.name(), String.join(", ", table.key())));
      }
    }
  }

  private static String made(ReadTable table) {
    return SCHEMA + "." + table.name();
  }

  private void fill(Connection connection, HallId hall, HallState state) throws SQLException {
    for (ReadTable table : tables) {
      table.fill(connection, made(table), hall, state);
    }
  }

  private void differs(String line) {
    differences++;
    difference.accept(line);
  }

  /** How many rows the journal adds up to. */
  private long compare(Connection connection, ReadTable table) throws SQLException {
    List<String> columns = columns(connection, table);
    String changed =
        columns.stream()
            .map("case when made.%1$s is distinct from live.%1$s then '%1$s' end"::formatted)
            .collect(Collectors.joining(", "));
    String key = String.join(", ", table.key());
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows =
          statement.executeQuery(
              """
              select concat_ws(' ', %1$s), made.made is null, live.live is null,
                     concat_ws(', ', %2$s)
                from (select *, true as made from %3$s) made
                full join (select *, true as live from public.%4$s) live using (%1$s)
               where made.made is null or live.live is null
                  or (%5$s) is distinct from (%6$s)
               order by %1$s
              """
                  .formatted(
                      key,
                      changed,
                      made(table),
                      table.name(),
                      of("made", columns),
                      of("live", columns)))) {
        while (rows.next()) {
          String what =
              rows.getBoolean(2)
                  ? "it is not of the journal"
                  : rows.getBoolean(3) ? "it is missing" : "other values in " + rows.getString(4);
          differs("table %s, row %s: %s".formatted(table.name(), rows.getString(1), what));
        }
      }
      try (ResultSet count = statement.executeQuery("select count(*) from " + made(table))) {
        count.next();
        return count.getLong(1);
      }
    }
  }

  private static String of(String side, List<String> columns) {
    return columns.stream().map(name -> side + "." + name).collect(Collectors.joining(", "));
  }

  /** Those that are no part of the key. */
  private static List<String> columns(Connection connection, ReadTable table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet found =
        connection.getMetaData().getColumns(null, "public", table.name(), null)) {
      while (found.next()) {
        names.add(found.getString("COLUMN_NAME"));
      }
    }
    names.removeAll(table.key());
    return names;
  }
}
