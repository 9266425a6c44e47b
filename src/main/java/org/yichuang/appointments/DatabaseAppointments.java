package org.yichuang.appointments;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;

/**
 * Appointments as rows of a table. Any event loop.
 *
 * <p>Each statement is its own transaction. Whoever books takes the smallest free place of the
 * slot; that nobody else has it is for unique indexes to say, and whoever loses tries the next.
 */
public final class DatabaseAppointments implements Appointments {
  private static final long QUERY_SECONDS = 5;
  private static final int SPARE_ATTEMPTS = 8;
  private static final int MAX_FORGOTTEN = 1_000;
  private static final String UNIQUE_VIOLATION = "23505";

  private static final String FIND =
      """
      select a.*, t.prefix, t.number
        from appointment a
        left join ticket t on t.appointment = a.id and t.hall = a.hall and t.day = a.day
      """;
  private static final String BOOK =
      """
      with free as (
        select min(n) as place from generate_series(1, $6::int) n
         where not exists (select 1 from appointment a
                            where a.hall = $2 and a.day = $3 and a.queue = $4 and a.slot = $5
                              and a.place = n and a.state = 'booked')
      ), own as (
        select case when $9::text is null then 0
                    else (select min(n) from generate_series(1, %d) n
                           where not exists (select 1 from appointment a
                                              where a.person = $9 and a.nth = n)) end as nth
      ), made as (
        insert into appointment (id, hall, day, queue, slot, place, slot_end, item, person, nth,
                                 channel, booked_at, booked_by, command_id, command_digest)
        select $1, $2, $3, $4, $5, free.place, $7, $8, $9, nullif(own.nth, 0),
               $10, $11, $12, $13, $14
          from free, own
         where free.place is not null and own.nth is not null
        returning *
      )
      select free.place as free_place, own.nth as own_nth, made.*
        from free cross join own left join made on true
      """
          .formatted(MAX_LIVE);

  /** Nobody missed an appointment while the hall stood still at its time, or in its grace. */
  private static final String NO_SHOWS =
      """
      select a.day from appointment a
       where a.person = $1 and a.hall = $2 and a.state = 'booked' and a.day < $3 and a.day >= $4
         and not exists (select 1 from ticket t where t.appointment = a.id)
         and not exists (
               select 1 from journal p
                where p.hall = a.hall and p.day = a.day and p.type = 'HallPaused'
                  and p.at <= a.slot + $6
                  and not exists (
                        select 1 from journal r
                         where r.hall = p.hall and r.day = p.day and r.type = 'HallResumed'
                           and r.seq > p.seq and r.at < a.slot))
       order by a.day desc limit $5
      """;

  private static final String RECOGNISE =
      """
      update appointment a set person = $1
       where a.person = $2
         and not exists (
               select 1 from appointment o
                where o.person = $1
                  and (o.nth = a.nth
                       or (o.state = 'booked' and a.state = 'booked' and o.hall = a.hall
                           and o.day = a.day and o.queue = a.queue)))
      """;

  private final Pool pool;
  private final SecureRandom random = new SecureRandom();

  public DatabaseAppointments(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Map<Instant, Integer>> booked(
      HallId hall, QueueId queue, LocalDate from, LocalDate to) {
    return ask(
            """
            select slot, count(*)::int as booked from appointment
             where hall = $1 and queue = $2 and day between $3 and $4 and state = 'booked'
             group by slot
            """,
            Tuple.of(hall.value(), queue.value(), from, to))
        .map(
            rows -> {
              Map<Instant, Integer> booked = new HashMap<>();
              rows.forEach(
                  row -> booked.put(instant(row.getLong("slot")), row.getInteger("booked")));
              return booked;
            });
  }

  @Override
  public Future<Optional<Appointment>> find(AppointmentId id) {
    return ask(FIND + " where a.id = $1", Tuple.of(id.value()))
        .map(rows -> first(rows).map(DatabaseAppointments::appointment));
  }

  @Override
  public Future<Optional<Appointment>> cancel(AppointmentId id, Instant at) {
    return ask(
            """
            update appointment a set state = 'cancelled', nth = null, cancelled_at = $2
             where id = $1 and state = 'booked' and slot_end > $2
               and not exists (select 1 from ticket t where t.appointment = a.id)
            """,
            Tuple.of(id.value(), at.toEpochMilli()))
        .compose(unused -> find(id));
  }

  @Override
  public Future<Booking> book(Request request, Instant at) {
    return recognised(request)
        .compose(unused -> repeated(request))
        .compose(
            known ->
                known != null
                    ? Future.succeededFuture(known)
                    : paused(request, at)
                        .compose(
                            paused ->
                                paused != null
                                    ? Future.succeededFuture(paused)
                                    : freed(request, at)
                                        .compose(
                                            unused ->
                                                attempt(
                                                    request,
                                                    at,
                                                    request.slot().places()
                                                        + MAX_LIVE
                                                        + SPARE_ATTEMPTS))))
        .compose(booking -> unlessRepeated(request, booking));
  }

  /** What stood in the way may be the same command's booking, made at the same moment. */
  private Future<Booking> unlessRepeated(Request request, Booking booking) {
    return booking instanceof Booking.Made
        ? Future.succeededFuture(booking)
        : repeated(request).map(known -> known == null ? booking : known);
  }

  /**
   * Takes away who people are where no rule asks any more; to be called now and then.
   *
   * @param before bookings of days before
   */
  public Future<Integer> forget(LocalDate before) {
    return ask(
            """
            update appointment set person = null, nth = null where id in
              (select id from appointment where person is not null and day < $1 limit $2)
            """,
            Tuple.of(before, MAX_FORGOTTEN))
        .map(RowSet::rowCount);
  }

  /** Whoever was stored under the other key is stored under this one from now on. */
  private Future<?> recognised(Request request) {
    PersonKey.Person person = request.person();
    Other other = request.other();
    return person == null || other == null || other.person() == null
        ? Future.succeededFuture()
        : ask(RECOGNISE, Tuple.of(person.hash(), other.person().hash()));
  }

  /** What the same command booked before; null when it is new. */
  private Future<@Nullable Booking> repeated(Request request) {
    Other other = request.other();
    return repeated(request.command())
        .compose(
            known ->
                known != null || other == null
                    ? Future.succeededFuture(known)
                    : repeated(other.command()));
  }

  private Future<@Nullable Booking> repeated(@Nullable Command command) {
    if (command == null) {
      return Future.succeededFuture(null);
    }
    return ask(FIND + " where a.command_id = $1", Tuple.of(command.id()))
        .map(rows -> first(rows).map(row -> repeated(row, command)).orElse(null));
  }

  private static Booking repeated(Row row, Command command) {
    return command.digest().equals(row.getUUID("command_digest"))
        ? new Booking.Made(appointment(row))
        : new Booking.KeyReused();
  }

  private Future<@Nullable Booking> paused(Request request, Instant at) {
    PersonKey.Person person = request.person();
    if (person == null || request.channel() != Channel.ONLINE) {
      return Future.succeededFuture(null);
    }
    HallConfig.Booking rules = request.hall().booking();
    LocalDate today = today(request, at);
    return ask(
            NO_SHOWS,
            Tuple.of(
                person.hash(),
                request.hall().id().value(),
                today,
                today.minusDays(rules.noShowDays()),
                rules.maxNoShows(),
                rules.graceMillis()))
        .map(
            rows -> {
              LocalDate oldest = today;
              for (Row row : rows) {
                oldest = row.getLocalDate("day");
              }
              return rows.size() < rules.maxNoShows()
                  ? null
                  : new Booking.Paused(rows.size(), oldest.plusDays(rules.noShowDays()));
            });
  }

  /** Bookings of days that are over are not live. */
  private Future<?> freed(Request request, Instant at) {
    PersonKey.Person person = request.person();
    return person == null
        ? Future.succeededFuture()
        : ask(
            "update appointment set nth = null where person = $1 and nth is not null and day < $2",
            Tuple.of(person.hash(), today(request, at)));
  }

  private Future<Booking> attempt(Request request, Instant at, int attempts) {
    AppointmentId id = AppointmentId.random(random);
    return ask(BOOK, arguments(id, request, at))
        .map(DatabaseAppointments::booking)
        .recover(failure -> taken(request, at, attempts, failure));
  }

  /** Another booking was faster: which one, its index says. */
  private Future<Booking> taken(Request request, Instant at, int attempts, Throwable failure) {
    if (!(failure instanceof PgException refused)
        || !UNIQUE_VIOLATION.equals(refused.getSqlState())
        || attempts == 0) {
      return Future.failedFuture(failure);
    }
    return switch (String.valueOf(refused.getConstraint())) {
      case "appointment_once" -> Future.succeededFuture(new Booking.OncePerDay());
      case "appointment_command" ->
          repeated(request)
              .compose(
                  known ->
                      known == null ? Future.failedFuture(failure) : Future.succeededFuture(known));
      default -> attempt(request, at, attempts - 1);
    };
  }

  private static Tuple arguments(AppointmentId id, Request request, Instant at) {
    Command command = request.command();
    return Tuple.tuple()
        .addString(id.value())
        .addInteger(request.hall().id().value())
        .addLocalDate(request.day())
        .addString(request.queue().value())
        .addLong(request.slot().from().toEpochMilli())
        .addInteger(request.slot().places())
        .addLong(request.slot().to().toEpochMilli())
        .addString(request.item())
        .addString(request.person() == null ? null : request.person().hash())
        .addString(request.channel().word())
        .addLong(at.toEpochMilli())
        .addInteger(request.account() == null ? null : request.account().value())
        .addUUID(command == null ? null : command.id())
        .addUUID(command == null ? null : command.digest());
  }

  private static Booking booking(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    if (row.getInteger("free_place") == null) {
      return new Booking.SlotFull();
    }
    return row.getInteger("own_nth") == null
        ? new Booking.TooMany()
        : new Booking.Made(made(row, null));
  }

  private static Appointment appointment(Row row) {
    Integer number = row.getInteger("number");
    return made(
        row,
        number == null
            ? null
            : new TicketId(row.getLocalDate("day"), row.getString("prefix"), number));
  }

  private static Appointment made(Row row, @Nullable TicketId ticket) {
    return new Appointment(
        new AppointmentId(row.getString("id")),
        new HallId(row.getInteger("hall")),
        row.getLocalDate("day"),
        new QueueId(row.getString("queue")),
        instant(row.getLong("slot")),
        instant(row.getLong("slot_end")),
        row.getString("item"),
        Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
        instant(row.getLong("booked_at")),
        row.getString("state").equals("cancelled"),
        ticket);
  }

  private Future<RowSet<Row>> ask(String sql, Tuple arguments) {
    return pool.preparedQuery(sql).execute(arguments).timeout(QUERY_SECONDS, TimeUnit.SECONDS);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static LocalDate today(Request request, Instant at) {
    return at.atZone(request.hall().zone()).toLocalDate();
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
