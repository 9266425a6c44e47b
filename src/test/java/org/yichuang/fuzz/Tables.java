package org.yichuang.fuzz;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is stored, as numbers that change with every write: rows of each table, and the
 * youngest transaction that wrote one. The hall of the bystander and what falls due by itself are
 * left out. Blocking.
 */
public final class Tables implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement query;

  /**
   * @param except the id of a hall where others write
   */
  public Tables(Connection connection, int except) throws SQLException {
    this.connection = connection;
    List<String> parts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                """
                select relname, exists (select 1 from pg_attribute a
                                         where a.attrelid = c.oid and a.attname = 'hall')
                  from pg_class c
                 where relkind in ('r', 'p') and not relispartition
                   and relnamespace = 'public'::regnamespace
                """)) {
      while (tables.next()) {
        String table = tables.getString(1);
        String where =
            switch (table) {
              case "journal", "case_journal" -> "actor <> 0 and hall <> " + except;
              // counted from events of the journal, in memory, and written later
              case "item_use" -> "false";
              // written by the sweep alone that follows a new calendar, while others ask
              case "calendar_reckoned" -> "false";
              case "session", "pairing" -> "expires_at > now()";
              default -> tables.getBoolean(2) ? "hall is distinct from " + except : "true";
            };
        // rewritten when something falls due, with an event of the system's; nothing else adds one
        String last = table.equals("case_file") ? "0" : "coalesce(max(xmin::text::bigint), 0)";
        parts.add(
            "select '%s', count(*), %s from %s where %s".formatted(table, last, table, where));
      }
    }
    query = connection.prepareStatement(String.join(" union all ", parts));
  }

  /** By table. */
  public Map<String, String> now() throws SQLException {
    Map<String, String> all = new TreeMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        all.put(rows.getString(1), rows.getLong(2) + " rows, last by " + rows.getLong(3));
      }
    }
    return all;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
