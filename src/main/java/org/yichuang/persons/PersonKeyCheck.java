package org.yichuang.persons;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yichuang.settings.PersonKeys;
import org.yichuang.settings.StartRefused;

/** Whether the keys at hand are those that records were written with. Blocking: start-up work. */
public final class PersonKeyCheck {
  private PersonKeyCheck() {}

  /**
   * Notes the keys, and refuses a start with a key that is another one than it was, or without one
   * that records need.
   *
   * @param connection of the running role
   */
  public static void atStart(Connection connection, PersonKeys keys)
      throws SQLException, StartRefused {
    PersonCipher cipher = new PersonCipher(keys);
    try (PreparedStatement note =
        connection.prepareStatement(
            "insert into person_key (id, proof) values (?, ?) on conflict do nothing")) {
      for (String id : cipher.ids()) {
        note.setString(1, id);
        note.setBytes(2, cipher.proof(id));
        note.executeUpdate();
      }
    }
    List<String> missing = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select id, proof, exists (select 1 from person where key_id = person_key.id)
                                  or exists (select 1 from subject where key_id = person_key.id)
                  from person_key order by id
                """)) {
      while (rows.next()) {
        String id = rows.getString(1);
        if (!cipher.ids().contains(id)) {
          if (rows.getBoolean(3)) {
            missing.add(id);
          }
        } else if (!Arrays.equals(rows.getBytes(2), cipher.proof(id))) {
          throw new StartRefused(
              "YICHUANG_PERSON_KEYS: expected the key %1$s that this database was used with, found another; give it back its bytes, or choose another id"
                  .formatted(id));
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new StartRefused(
          "YICHUANG_PERSON_KEYS: expected %s, with which records of people are encrypted, found only %s; add what is missing behind the first key, and run rekey before you leave it out"
              .formatted(String.join(", ", missing), String.join(", ", cipher.ids())));
    }
  }

  /** Whether a server was started with the first of the keys, so that servers can read it. */
  static boolean isKnown(Connection connection, PersonCipher cipher) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select proof from person_key where id = ?")) {
      query.setString(1, cipher.first());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && Arrays.equals(rows.getBytes(1), cipher.proof(cipher.first()));
      }
    }
  }
}
