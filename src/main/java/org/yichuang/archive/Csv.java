package org.yichuang.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Rows as PostgreSQL's {@code COPY … (format csv, header)} writes them: nothing for null, quotes
 * where they are needed. Any thread.
 */
final class Csv {
  private Csv() {}

  /**
   * @return how many rows, without the header
   */
  static long write(ResultSet rows, OutputStream csv) throws SQLException, IOException {
    ResultSetMetaData columns = rows.getMetaData();
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      field(line, columns.getColumnName(i), i);
    }
    end(line, csv);
    long written = 0;
    while (rows.next()) {
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        field(line, rows.getString(i), i);
      }
      end(line, csv);
      written++;
    }
    return written;
  }

  private static void field(StringBuilder line, @Nullable String value, int column) {
    if (column > 1) {
      line.append(',');
    }
    if (value == null) {
      return;
    }
    boolean plain =
        !value.isEmpty()
            && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (plain && !value.equals("\\.")) {
      line.append(value);
    } else {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  private static void end(StringBuilder line, OutputStream csv) throws IOException {
    csv.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    line.setLength(0);
  }
}
