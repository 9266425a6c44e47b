package org.yichuang.perf;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows of one table on their way into the database by COPY: the fastest way in. Single-threaded;
 * one at a time on a connection.
 */
final class CaseRows implements AutoCloseable {
  private static final int BLOCK = 1 << 20;

  private final CopyIn copy;
  private final StringBuilder text = new StringBuilder(2 * BLOCK);
  private boolean begun;

  CaseRows(Connection connection, String table, String columns) throws SQLException {
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s (%s) from stdin".formatted(table, columns));
  }

  /** Adds a column of the row; none of the values needs to be escaped. */
  CaseRows column(@Nullable Object value) {
    if (begun) {
      text.append('\t');
    }
    begun = true;
    if (value instanceof byte[] bytes) {
      text.append("\\\\x");
      HexFormat.of().formatHex(text, bytes);
    } else {
      text.append(value == null ? "\\N" : value);
    }
    return this;
  }

  void end() throws SQLException {
    text.append('\n');
    begun = false;
    if (text.length() > BLOCK) {
      flush();
    }
  }

  private void flush() throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  @Override
  public void close() throws SQLException {
    flush();
    copy.endCopy();
  }
}
