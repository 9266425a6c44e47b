package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallId;

/**
 * Flights over one connection to PostgreSQL. Confined to the event loop it is used on.
 *
 * <p>A flight is one cached {@link FlightStatement} and its own transaction. Its plan is made once,
 * whatever the arguments: for a small flight planning costs more than the rest. Time limits of one
 * second on the session keep a vanished node's transaction from blocking its successor.
 */
public final class PgFlights implements FlightPort {
  private static final long POLL_MILLIS = 50;

  private record Backend(int pid, String startedAt) {}

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final List<Backend> doubtful = new ArrayList<>();
  private @Nullable PgConnection connection;
  private @Nullable Backend backend;
  private long settling;

  /**
   * @param options address and running role; the session's time limits are added here
   */
  public PgFlights(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    Map<String, String> session = new HashMap<>(options.getProperties());
    session.put("application_name", "yichuang flights");
    session.put("transaction_timeout", "1000");
    session.put("idle_in_transaction_session_timeout", "1000");
    session.put("lock_timeout", "1000");
    session.put("plan_cache_mode", "force_generic_plan");
    this.options =
        new PgConnectOptions(options)
            .setProperties(session)
            .setCachePreparedStatements(true)
            .setPipeliningLimit(1);
  }

  @Override
  public void fly(List<Cargo> flight, Consumer<FlightResult> answer) {
    PgConnection current = connection;
    if (current == null) {
      answer.accept(new FlightResult.Lost("not connected"));
      return;
    }
    FlightStatement statement = FlightStatement.of(flight);
    current
        .preparedQuery(statement.sql())
        .execute(statement.arguments(flight))
        .onComplete(
            result ->
                answer.accept(
                    result.succeeded() ? landed(result.result()) : failed(flight, result.cause())));
  }

  private static FlightResult landed(RowSet<Row> heads) {
    Set<HallId> moved = new HashSet<>();
    long now = 0;
    for (Row head : heads) {
      now = head.getLong("now");
      if (!head.getBoolean("holds")) {
        moved.add(new HallId(head.getInteger("hall")));
      }
    }
    return new FlightResult.Landed(moved, now);
  }

  private static FlightResult failed(List<Cargo> flight, Throwable cause) {
    if (cause instanceof PgException refused && "ERROR".equals(refused.getSeverity())) {
      String state = String.valueOf(refused.getSqlState());
      String detail = "%d halls: %s %s".formatted(flight.size(), state, refused.getErrorMessage());
      if (state.equals("23505")) {
        return new FlightResult.Turned(FlightResult.Cause.TAKEN, detail);
      }
      boolean data = state.startsWith("22") || state.startsWith("23");
      return new FlightResult.Turned(
          data ? FlightResult.Cause.DATA : FlightResult.Cause.OTHER, detail);
    }
    return new FlightResult.Lost(String.valueOf(cause.getMessage()));
  }

  @Override
  public void settle(Consumer<Boolean> answer) {
    long mine = ++settling;
    PgConnection old = connection;
    connection = null;
    if (backend != null) {
      doubtful.add(backend);
      backend = null;
    }
    if (old != null) {
      old.close();
    }
    PgConnection.connect(vertx, options)
        .compose(
            fresh ->
                endDoubtful(mine, fresh)
                    .compose(unused -> identify(fresh))
                    .compose(own -> prepare(fresh).map(own))
                    .map(own -> take(mine, fresh, own))
                    .otherwise(false)
                    .onSuccess(taken -> leave(fresh, taken)))
        .onComplete(result -> answer.accept(result.succeeded() && result.result()));
  }

  private static Future<Void> prepare(PgConnection fresh) {
    return Future.all(
            Arrays.stream(FlightStatement.values())
                .map(statement -> fresh.prepare(statement.sql()))
                .toList())
        .mapEmpty();
  }

  /** An attempt that another one has overtaken takes nothing: its backend is not ours. */
  private boolean take(long attempt, PgConnection fresh, Backend own) {
    if (attempt != settling) {
      return false;
    }
    doubtful.clear();
    connection = fresh;
    backend = own;
    return true;
  }

  private static void leave(PgConnection fresh, boolean taken) {
    if (!taken) {
      fresh.close();
    }
  }

  /** Completes when none of the old backends is left, so that nothing of theirs can commit. */
  private Future<Void> endDoubtful(long attempt, PgConnection fresh) {
    if (attempt != settling) {
      return Future.failedFuture("overtaken by another attempt");
    }
    if (doubtful.isEmpty()) {
      return Future.succeededFuture();
    }
    Integer[] pids = doubtful.stream().map(Backend::pid).toArray(Integer[]::new);
    String[] starts = doubtful.stream().map(Backend::startedAt).toArray(String[]::new);
    return fresh
        .preparedQuery(
            """
            select pg_terminate_backend(a.pid)
              from pg_stat_activity a
              join unnest($1::int[], $2::text[]) as d(pid, started)
                on a.pid = d.pid and a.backend_start = d.started::timestamptz
            """)
        .execute(Tuple.tuple().addValue(pids).addValue(starts))
        .compose(
            alive ->
                alive.size() == 0
                    ? Future.succeededFuture()
                    : vertx.timer(POLL_MILLIS).compose(unused -> endDoubtful(attempt, fresh)));
  }

  private static Future<Backend> identify(PgConnection fresh) {
    return fresh
        .query("select pid, backend_start::text from pg_stat_activity where pid = pg_backend_pid()")
        .execute()
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Backend(row.getInteger(0), row.getString(1));
            });
  }

  /** Closes the connection; no flight may be out. */
  public Future<Void> close() {
    PgConnection old = connection;
    connection = null;
    return old == null ? Future.succeededFuture() : old.close();
  }
}
