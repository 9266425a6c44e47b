package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Booked;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.WindowId;

/**
 * Flights over one connection to PostgreSQL. Confined to the event loop it is used on.
 *
 * <p>A flight is one cached statement: it checks the heads, writes only for halls whose heads are
 * as expected, and is its own transaction. Its plan is made once, whatever the arguments: for a
 * small flight planning costs more than the rest. Time limits of one second on the session keep a
 * vanished node's transaction from blocking its successor.
 */
public final class PgFlights implements FlightPort {
  private static final String SQL =
      """
      with head as (
        select e.hall,
               bool_and(e.seq = coalesce((select j.seq from journal j
                                           where j.hall = e.hall and j.day = e.day
                                           order by j.seq desc limit 1), 0)) as holds
          from unnest($1::int[], $2::date[], $3::int[]) as e(hall, day, seq)
         group by e.hall
      ), written as (
        insert into journal (hall, day, seq, type, version, payload, at, actor,
                             command_id, command_digest, previous, hash)
        select r.*
          from unnest($4::int[], $5::date[], $6::int[], $7::text[], $8::int[], $9::bytea[],
                      $10::bigint[], $11::int[], $12::uuid[], $13::uuid[], $14::bytea[],
                      $15::bytea[])
               as r(hall, day, seq, type, version, payload, at, actor,
                    command_id, command_digest, previous, hash)
         where r.hall in (select hall from head where holds)
      ), shown as (
        insert into ticket as old (hall, day, prefix, number, queue, state, counter,
                                   issued_at, called_at, started_at, ended_at, calls, appointment,
                                   reconstructed)
        select t.*
          from unnest($16::int[], $17::date[], $18::text[], $19::int[], $20::text[], $21::text[],
                      $22::text[], $23::bigint[], $24::bigint[], $25::bigint[], $26::bigint[],
                      $27::int[], $28::text[], $29::boolean[])
               as t(hall, day, prefix, number, queue, state, counter,
                    issued_at, called_at, started_at, ended_at, calls, appointment,
                    reconstructed)
         where t.hall in (select hall from head where holds)
        on conflict (hall, day, prefix, number) do update
           set queue = excluded.queue, state = excluded.state, counter = excluded.counter,
               called_at = excluded.called_at, started_at = excluded.started_at,
               ended_at = excluded.ended_at, calls = excluded.calls
      )
      select hall, holds, (extract(epoch from clock_timestamp()) * 1000)::bigint as now from head
      """;

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
    current
        .preparedQuery(SQL)
        .execute(arguments(flight))
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
                    .compose(own -> fresh.prepare(SQL).map(own))
                    .map(own -> take(mine, fresh, own))
                    .otherwise(false)
                    .onSuccess(taken -> leave(fresh, taken)))
        .onComplete(result -> answer.accept(result.succeeded() && result.result()));
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

  private record HeadOf(HallId hall, Cargo.StreamHead head) {}

  private record TicketOf(HallId hall, Ticket ticket) {}

  private static Tuple arguments(List<Cargo> flight) {
    List<HeadOf> heads = new ArrayList<>();
    List<JournalRow> rows = new ArrayList<>();
    List<TicketOf> tickets = new ArrayList<>();
    for (Cargo cargo : flight) {
      cargo.expected().forEach(head -> heads.add(new HeadOf(cargo.hall(), head)));
      rows.addAll(cargo.rows());
      cargo.tickets().forEach(ticket -> tickets.add(new TicketOf(cargo.hall(), ticket)));
    }
    Columns columns = new Columns();
    columns.add(heads, Integer[]::new, h -> h.hall().value());
    columns.add(heads, LocalDate[]::new, h -> h.head().day());
    columns.add(heads, Integer[]::new, h -> h.head().seq());
    columns.add(rows, Integer[]::new, r -> r.hall().value());
    columns.add(rows, LocalDate[]::new, r -> r.recorded().day());
    columns.add(rows, Integer[]::new, r -> r.recorded().seq());
    columns.add(rows, String[]::new, JournalRow::type);
    columns.add(rows, Integer[]::new, JournalRow::version);
    columns.add(rows, Buffer[]::new, JournalRow::payload);
    columns.add(rows, Long[]::new, r -> r.recorded().at().toEpochMilli());
    columns.add(rows, Integer[]::new, r -> r.recorded().actor().value());
    columns.addNullable(rows, UUID[]::new, r -> commandId(r.recorded().command()));
    columns.addNullable(rows, UUID[]::new, r -> commandDigest(r.recorded().command()));
    columns.add(rows, Buffer[]::new, r -> Buffer.buffer(r.previous().bytes()));
    columns.add(rows, Buffer[]::new, r -> Buffer.buffer(r.hash().bytes()));
    columns.add(tickets, Integer[]::new, t -> t.hall().value());
    columns.add(tickets, LocalDate[]::new, t -> t.ticket().id().day());
    columns.add(tickets, String[]::new, t -> t.ticket().id().prefix());
    columns.add(tickets, Integer[]::new, t -> t.ticket().id().number());
    columns.add(tickets, String[]::new, t -> t.ticket().queue().value());
    columns.add(tickets, String[]::new, t -> t.ticket().state().word());
    columns.addNullable(tickets, String[]::new, t -> text(t.ticket().window()));
    columns.add(tickets, Long[]::new, t -> t.ticket().issuedAt().toEpochMilli());
    columns.addNullable(tickets, Long[]::new, t -> millis(t.ticket().calledAt()));
    columns.addNullable(tickets, Long[]::new, t -> millis(t.ticket().startedAt()));
    columns.addNullable(tickets, Long[]::new, t -> millis(t.ticket().endedAt()));
    columns.add(tickets, Integer[]::new, t -> t.ticket().calls());
    columns.addNullable(tickets, String[]::new, t -> appointment(t.ticket()));
    columns.add(tickets, Boolean[]::new, t -> t.ticket().origin().reconstructed());
    return columns.tuple;
  }

  private static final class Columns {
    final Tuple tuple = Tuple.tuple();

    <T, V> void add(List<T> rows, IntFunction<V[]> array, Function<T, V> value) {
      addNullable(rows, array, value);
    }

    <T, V> void addNullable(List<T> rows, IntFunction<V[]> array, Function<T, @Nullable V> value) {
      V[] column = array.apply(rows.size());
      for (int i = 0; i < column.length; i++) {
        set(column, i, value.apply(rows.get(i)));
      }
      tuple.addValue(column);
    }

    @SuppressWarnings("NullAway") // a column's cell may be null in the database
    private static <V> void set(V[] column, int index, @Nullable V value) {
      column[index] = value;
    }
  }

  private static @Nullable UUID commandId(@Nullable CommandStamp command) {
    return command == null ? null : command.id();
  }

  private static @Nullable UUID commandDigest(@Nullable CommandStamp command) {
    return command == null ? null : command.digest();
  }

  private static @Nullable String text(@Nullable WindowId window) {
    return window == null ? null : window.value();
  }

  private static @Nullable String appointment(Ticket ticket) {
    Booked booked = ticket.origin().booked();
    return booked == null ? null : booked.appointment();
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
