package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Booked;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.WindowId;

/**
 * The statement of a flight: it checks the heads, and writes only for halls all of whose heads are
 * as expected. Flights without cases have one of their own, so that tickets never wait for the
 * tables of cases.
 */
enum FlightStatement {
  HALLS(
      """
      with head as (
        select e.hall, bool_and(%s) as holds
          from unnest($1::int[], $2::date[], $3::int[]) as e(hall, day, seq)
         group by e.hall
      ), %s
      """
          .formatted(Parts.HALL_HOLDS, Parts.WRITTEN)),

  WITH_CASES(
      """
      with head as (
        select hall, bool_and(holds) as holds
          from (select e.hall, %s as holds
                  from unnest($1::int[], $2::date[], $3::int[]) as e(hall, day, seq)
                 union all
                select c.hall,
                       c.seq = coalesce((select j.seq from case_journal j
                                          where j.hall = c.hall and j.day = c.day
                                            and j.sequence = c.sequence
                                          order by j.seq desc limit 1), 0)
                  from unnest($30::int[], $31::date[], $32::int[], $33::int[])
                       as c(hall, day, sequence, seq)) as each
         group by hall
      ), recorded as (
        insert into case_journal (hall, day, sequence, seq, type, version, payload, at, actor,
                                  command_id, command_digest, previous, hash)
        select r.*
          from unnest($34::int[], $35::date[], $36::int[], $37::int[], $38::text[], $39::int[],
                      $40::bytea[], $41::bigint[], $42::int[], $43::uuid[], $44::uuid[],
                      $45::bytea[], $46::bytea[])
               as r(hall, day, sequence, seq, type, version, payload, at, actor,
                    command_id, command_digest, previous, hash)
         where r.hall in (select hall from head where holds)
      ), filed as (
        insert into case_file as old (%s)
        select f.*
          from unnest(%s) as f(%s)
         where f.hall in (select hall from head where holds)
        on conflict (hall, day, sequence) do update set %s
      ), %s
      """
          .formatted(
              Parts.HALL_HOLDS,
              CaseFileTable.COLUMNS,
              CaseFileTable.arrays(47),
              CaseFileTable.COLUMNS,
              CaseFileTable.UPDATES,
              Parts.WRITTEN));

  /** What both have. */
  private static final class Parts {
    static final String HALL_HOLDS =
        """
        e.seq = coalesce((select j.seq from journal j
                           where j.hall = e.hall and j.day = e.day
                           order by j.seq desc limit 1), 0)\
        """;

    static final String WRITTEN =
        """
        written as (
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

    private Parts() {}
  }

  private final String sql;

  FlightStatement(String sql) {
    this.sql = sql;
  }

  /** The one that these cargoes need. */
  static FlightStatement of(List<Cargo> flight) {
    return flight.stream().allMatch(cargo -> cargo.cases().isEmpty()) ? HALLS : WITH_CASES;
  }

  String sql() {
    return sql;
  }

  private record HeadOf(HallId hall, Cargo.StreamHead head) {}

  private record TicketOf(HallId hall, Ticket ticket) {}

  /** Its parameters. */
  Tuple arguments(List<Cargo> flight) {
    Columns columns = new Columns();
    addHalls(columns, flight);
    if (this == WITH_CASES) {
      addCases(columns, flight);
    }
    return columns.tuple;
  }

  private static void addHalls(Columns columns, List<Cargo> flight) {
    List<HeadOf> heads = new ArrayList<>();
    List<JournalRow> rows = new ArrayList<>();
    List<TicketOf> tickets = new ArrayList<>();
    for (Cargo cargo : flight) {
      cargo.expected().forEach(head -> heads.add(new HeadOf(cargo.hall(), head)));
      rows.addAll(cargo.rows());
      cargo.tickets().forEach(ticket -> tickets.add(new TicketOf(cargo.hall(), ticket)));
    }
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
  }

  private static void addCases(Columns columns, List<Cargo> flight) {
    List<Cargo.CaseHead> heads = new ArrayList<>();
    List<CaseRow> rows = new ArrayList<>();
    List<CaseFile> files = new ArrayList<>();
    for (Cargo cargo : flight) {
      heads.addAll(cargo.cases().expected());
      rows.addAll(cargo.cases().rows());
      files.addAll(cargo.cases().files());
    }
    columns.add(heads, Integer[]::new, h -> h.number().hall().value());
    columns.add(heads, LocalDate[]::new, h -> h.number().day());
    columns.add(heads, Integer[]::new, h -> h.number().sequence());
    columns.add(heads, Integer[]::new, Cargo.CaseHead::seq);
    columns.add(rows, Integer[]::new, r -> r.number().hall().value());
    columns.add(rows, LocalDate[]::new, r -> r.number().day());
    columns.add(rows, Integer[]::new, r -> r.number().sequence());
    columns.add(rows, Integer[]::new, r -> r.recorded().seq());
    columns.add(rows, String[]::new, CaseRow::type);
    columns.add(rows, Integer[]::new, CaseRow::version);
    columns.add(rows, Buffer[]::new, CaseRow::payload);
    columns.add(rows, Long[]::new, r -> r.recorded().at().toEpochMilli());
    columns.add(rows, Integer[]::new, r -> r.recorded().actor().value());
    columns.addNullable(rows, UUID[]::new, r -> commandId(r.recorded().command()));
    columns.addNullable(rows, UUID[]::new, r -> commandDigest(r.recorded().command()));
    columns.add(rows, Buffer[]::new, r -> Buffer.buffer(r.previous().bytes()));
    columns.add(rows, Buffer[]::new, r -> Buffer.buffer(r.hash().bytes()));
    for (CaseFileTable.Column<?> column : CaseFileTable.ALL) {
      add(columns, files, column);
    }
  }

  private static <V> void add(
      Columns columns, List<CaseFile> files, CaseFileTable.Column<V> column) {
    columns.addNullable(files, column.array(), column.value());
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
