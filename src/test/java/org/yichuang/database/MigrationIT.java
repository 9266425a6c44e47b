package org.yichuang.database;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.settings.StartRefused;

class MigrationIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant update on journal to %s",
        "grant delete on journal to %s",
        "grant truncate on journal to %s",
        "grant trigger on journal to %s",
        "grant update (payload) on journal to %s",
        "grant update (hash) on %s_partition to %s",
        "grant delete on %s_partition to %s",
        "grant yichuang_owner to %s",
        "alter table journal owner to %s",
        "alter role %s superuser",
      })
  void a_role_that_could_change_the_journal_is_refused(String grant) throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    String role = database.running().user();
    try (Connection superuser = TestDatabase.superuserConnection(database.database());
        Statement statement = superuser.createStatement()) {
      String partition;
      try (var rows =
          statement.executeQuery(
              "select relid::regclass from pg_partition_tree('journal') where level = 1 limit 1")) {
        rows.next();
        partition = rows.getString(1);
      }
      statement.execute(grant.replace("%s_partition", partition).replace("%s", role));
      try {
        refused(database, "can change or delete journal rows");
      } finally {
        statement.execute("alter role " + role + " nosuperuser");
        statement.execute("revoke yichuang_owner from " + role);
      }
    }
  }

  @Test
  void a_database_that_does_not_wait_for_its_log_is_refused() throws Exception {
    DatabaseAddress database = TestDatabase.fresh();
    TestDatabase.superuser(
        "alter database %s set synchronous_commit = off".formatted(database.database()));
    refused(database, "expected synchronous_commit = on");
  }

  private static void refused(DatabaseAddress database, String because) {
    String message =
        assertThrows(StartRefused.class, () -> Migration.check(database, false)).getMessage();
    assertTrue(String.valueOf(message).contains(because), message);
  }
}
