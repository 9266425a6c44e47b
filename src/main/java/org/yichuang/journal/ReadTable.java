package org.yichuang.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;

/** A table that is a pure function of the journal, as {@link JournalRebuild} makes it anew. */
interface ReadTable {

  /** All of them. */
  static List<ReadTable> all() {
    return List.of(new TicketTable());
  }

  /** Its name in the schema {@code public}. */
  String name();

  /** The columns of its primary key. */
  List<String> key();

  /**
   * Writes the rows of one hall's day.
   *
   * @param into the table with its schema
   */
  void fill(Connection connection, String into, HallId hall, HallState day) throws SQLException;
}
