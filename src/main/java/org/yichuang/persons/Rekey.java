package org.yichuang.persons;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.yichuang.settings.PersonKeys;

/**
 * Encrypts every record anew under the first key, while servers that read both go on. Each batch of
 * {@value #BATCH} is its own transaction; whoever begins again goes on where the last one stopped.
 * Blocking.
 */
public final class Rekey {
  static final int BATCH = 200;

  /**
   * What was done.
   *
   * @param changed records that are under the first key now
   * @param unreadable records that no key at hand opens; they stay as they are
   */
  public record Report(int changed, int unreadable) {
    private Report plus(Report other) {
      return new Report(changed + other.changed, unreadable + other.unreadable);
    }
  }

  private final Connection connection;
  private final PersonCipher cipher;
  private final Consumer<String> progress;

  /**
   * @param connection of the running role
   * @param keys those of the servers, the new one first
   * @param progress lines for whoever watches
   */
  public Rekey(Connection connection, PersonKeys keys, Consumer<String> progress) {
    this.connection = connection;
    cipher = new PersonCipher(keys);
    this.progress = progress;
  }

  /** Whether servers know the first key; else nothing may be written with it yet. */
  public boolean isReady() throws SQLException {
    return PersonKeyCheck.isKnown(connection, cipher);
  }

  /** All of it. */
  public Report run() throws SQLException {
    return table(PersonTable.NAME, PersonTable.SEALED)
        .plus(table(SubjectTable.NAME, SubjectTable.SEALED));
  }

  private Report table(String table, List<String> columns) throws SQLException {
    String select =
        "select * from %s where id > ? and key_id <> ? order by id limit %d for update"
            .formatted(table, BATCH);
    String update =
        "update %s set %s, hash = ?, key_id = ? where id = ?"
            .formatted(
                table,
                columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", ")));
    connection.setAutoCommit(false);
    try (PreparedStatement read = connection.prepareStatement(select);
        PreparedStatement write = connection.prepareStatement(update)) {
      Report all = new Report(0, 0);
      long last = 0;
      while (true) {
        read.setLong(1, last);
        read.setString(2, cipher.first());
        Report batch = new Report(0, 0);
        try (ResultSet rows = read.executeQuery()) {
          while (rows.next()) {
            last = rows.getLong("id");
            batch = batch.plus(row(rows, table, columns, write));
          }
        }
        write.executeBatch();
        connection.commit();
        if (batch.changed() + batch.unreadable() == 0) {
          return all;
        }
        all = all.plus(batch);
        progress.accept(
            "%s: %d records under the key %s, as far as number %d"
                .formatted(table, all.changed(), cipher.first(), last));
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Report row(ResultSet row, String table, List<String> columns, PreparedStatement write)
      throws SQLException {
    long id = row.getLong("id");
    try {
      String found = null;
      int parameter = 0;
      for (String column : columns) {
        Cell cell = new Cell(table, id, column);
        byte[] old = row.getBytes(column);
        String text = old == null ? null : cipher.decrypt(cell, old);
        write.setBytes(++parameter, text == null ? null : cipher.encrypt(cell, text));
        found = column.equals("number") || column.equals(SubjectTable.TEXT) ? text : found;
      }
      write.setBytes(++parameter, cipher.hash(key(row, table, String.valueOf(found))));
      write.setString(++parameter, cipher.first());
      write.setLong(++parameter, id);
      write.addBatch();
      return new Report(1, 0);
    } catch (UnreadableRecord damaged) {
      return unreadable(damaged);
    } catch (InvalidPerson refused) {
      return unreadable(new UnreadableRecord(table, id, refused));
    }
  }

  private Report unreadable(UnreadableRecord damaged) {
    progress.accept(String.valueOf(damaged.getMessage()));
    return new Report(0, 1);
  }

  /** What the record is found by. */
  private static String key(ResultSet row, String table, String text) throws SQLException {
    return table.equals(PersonTable.NAME)
        ? PersonText.key(new IdNumber(IdType.of(row.getString("id_type")).orElseThrow(), text))
        : SubjectTable.key(new Subject(Subject.Kind.of(row.getString("kind")).orElseThrow(), text));
  }
}
