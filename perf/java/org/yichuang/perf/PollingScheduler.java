package org.yichuang.perf;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.yichuang.database.DatabaseAddress;

/**
 * The yardstick of deadlines: db-scheduler, which locks and fetches what is due and removes what is
 * done; its tasks do nothing. Blocking.
 */
final class PollingScheduler {
  private static final int THREADS = 20;
  private static final String NAME = "deadline";

  private PollingScheduler() {}

  /**
   * Lets so many of all be due at once.
   *
   * @return executions a second, from the first poll to the last execution
   */
  static double rate(DatabaseAddress database, int all, int due) throws Exception {
    prepare(database, all, due);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:" + database.url());
    config.setUsername(database.migrating().user());
    config.setPassword(database.migrating().password());
    config.setMaximumPoolSize(THREADS + 4);
    CountDownLatch left = new CountDownLatch(due);
    OneTimeTask<Void> task = Tasks.oneTime(NAME).execute((instance, context) -> left.countDown());
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Scheduler scheduler =
          Scheduler.create(pool, task)
              .threads(THREADS)
              .pollUsingLockAndFetch(1, 4)
              .pollingInterval(Duration.ofMillis(100))
              .build();
      long began = System.nanoTime();
      scheduler.start();
      try {
        if (!left.await(10, TimeUnit.MINUTES)) {
          throw new IllegalStateException(left.getCount() + " are left after ten minutes");
        }
        return due / ((System.nanoTime() - began) / 1e9);
      } finally {
        scheduler.stop();
      }
    }
  }

  private static void prepare(DatabaseAddress database, int all, int due) throws SQLException {
    try (Connection connection = database.connect(database.migrating())) {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            """
            drop table if exists scheduled_tasks;
            create table scheduled_tasks (
              task_name text not null,
              task_instance text not null,
              task_data bytea,
              execution_time timestamp with time zone not null,
              picked boolean not null,
              picked_by text,
              last_success timestamp with time zone,
              last_failure timestamp with time zone,
              consecutive_failures int,
              last_heartbeat timestamp with time zone,
              version bigint not null,
              priority smallint,
              primary key (task_name, task_instance)
            );
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)
            """);
      }
      try (PreparedStatement fill =
          connection.prepareStatement(
              """
              insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
              select ?, i::text, now() + case when i <= ? then interval '0' else interval '9 days' end, false, 1
                from generate_series(1, ?) i
              """)) {
        fill.setString(1, NAME);
        fill.setInt(2, due);
        fill.setInt(3, all);
        fill.executeUpdate();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("analyze scheduled_tasks");
      }
    }
  }

  static void forget(DatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute("drop table if exists scheduled_tasks");
    }
  }
}
