package org.yichuang.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Compares what visitors and clerks were told with what the database has. Blocking. */
public final class RecordCheck {
  private RecordCheck() {}

  /**
   * What is wrong, one line each: a confirmed number that is missing or stands otherwise, and
   * numbers that are not 1…n.
   *
   * @param numbers confirmed in the hall's open day, with the state that each was left in
   */
  public static List<String> problems(
      Connection connection, String hall, SortedMap<String, String> numbers) throws SQLException {
    List<String> problems = new ArrayList<>();
    Map<String, String> states = new HashMap<>();
    Map<String, Integer> last = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select prefix, number, state from ticket
             where hall = (select id from hall where slug = ?)
               and day = (select max(day) from journal
                           where hall = (select id from hall where slug = ?))
             order by prefix, number
            """)) {
      query.setString(1, hall);
      query.setString(2, hall);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String prefix = rows.getString(1);
          int number = rows.getInt(2);
          int before = last.getOrDefault(prefix, 0);
          if (number != before + 1) {
            problems.add("expected %s%03d, found %03d".formatted(prefix, before + 1, number));
          }
          last.put(prefix, number);
          states.put("%s%03d".formatted(prefix, number), rows.getString(3));
        }
      }
    }
    numbers.forEach(
        (number, expected) -> {
          String found = states.getOrDefault(number, "nothing");
          if (!expected.equals(found)) {
            problems.add("%s: expected %s, found %s".formatted(number, expected, found));
          }
        });
    return problems;
  }
}
