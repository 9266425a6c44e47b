package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseTally;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/**
 * The database adds up its read table in one statement, whatever the number of cases; {@link
 * CaseTally#of} says what is right.
 */
public final class PgCaseFigures implements CaseFigures {
  private static final long TIMEOUT_SECONDS = 20;
  private static final String OPEN = "f.phase " + OpenPhases.SQL;

  private static final String DECIDED = "f.decided between $3 and $4";
  private static final String ON_THE_SPOT = "f.channel = 'window' and f.decided = f.arrived";
  private static final String IMMEDIATE = "f.kind = 'immediate'";

  private static final String TALLIES =
      """
      select f.item,
             %s
        from unnest($1::int[], $2::date[]) as h(hall, today)
        join case_file f using (hall)
       where %s or f.arrived between $3 and $4 or %s or f.promised between $3 and $4
          or f.statutory between $3 and $4 or f.delivery between $3 and $4
       group by f.item
      """
          .formatted(columns(), OPEN, DECIDED);

  private static final String LIGHTS =
      """
      select f.hall,
             count(*) filter (where %1$s and f.light = 'green'),
             count(*) filter (where %1$s and f.light = 'yellow'),
             count(*) filter (where %1$s and f.light = 'red'),
             count(*) filter (where f.alarm is not null)
        from case_file f
       where f.hall = any($1) and (%1$s or f.alarm is not null)
       group by f.hall
      """
          .formatted(OPEN);

  private static final String ALARMED =
      """
      select hall, day, sequence, item, item_version, kind, phase, light, clerk, promised, statutory,
             alarm, alarm_clock, alarm_version, alarm_at, alarm_due, alarm_account
        from (select f.*, array_position($2::text[], f.alarm) - 1 as level
                from case_file f
               where f.hall = any($1) and f.alarm is not null
                 and ($3::text is null or f.light = $3)) as alarmed
       where $4::int is null
          or level < $4
          or level = $4 and (alarm_due, hall, day, sequence) > ($5::date, $6::int, $7::date, $8::int)
       order by level desc, alarm_due, hall, day, sequence
       limit $9
      """;

  private final Pool pool;

  public PgCaseFigures(Pool pool) {
    this.pool = pool;
  }

  /** In the order {@link #tally} expects. */
  private static String columns() {
    List<String> columns = new ArrayList<>();
    columns.add(count("f.arrived between $3 and $4"));
    columns.add(count(OPEN));
    columns.add(count(DECIDED));
    for (String clock : List.of("promised", "statutory", "delivery")) {
      String done = clock.equals("delivery") ? "true" : "f.decided is not null";
      String ends = "f.%1$s between $3 and $4".formatted(clock);
      columns.add(
          count(
              "%2$s and not f.%1$s_running and not f.%1$s_late and %3$s"
                  .formatted(clock, ends, done)));
      columns.add(
          count(
              "%2$s and case when f.%1$s_running then f.%1$s < h.today else f.%1$s_late or %3$s end"
                  .formatted(clock, ends, done)));
    }
    columns.add(count(DECIDED + " and " + ON_THE_SPOT));
    columns.add(count(DECIDED + " and " + IMMEDIATE));
    columns.add(count(DECIDED + " and " + IMMEDIATE + " and " + ON_THE_SPOT));
    columns.add("coalesce(sum(f.visits) filter (where %s), 0)".formatted(DECIDED));
    columns.add(count(DECIDED + " and f.visits <= 1"));
    List<Integer> ages = CaseTally.AGES;
    for (int band = 0; band < ages.size(); band++) {
      String atLeast = band == 0 ? "" : " and h.today - f.arrived >= " + ages.get(band);
      String under =
          band + 1 == ages.size() ? "" : " and h.today - f.arrived < " + ages.get(band + 1);
      columns.add(count(OPEN + atLeast + under));
    }
    return columns.stream().collect(Collectors.joining(",\n             "));
  }

  private static String count(String condition) {
    return "count(*) filter (where %s)".formatted(condition);
  }

  @Override
  public Future<Map<String, CaseTally>> tallies(
      Map<HallId, LocalDate> halls, LocalDate from, LocalDate to) {
    List<HallId> ids = List.copyOf(halls.keySet());
    return pool.preparedQuery(TALLIES)
        .execute(
            Tuple.of(
                ids.stream().map(HallId::value).toArray(Integer[]::new),
                ids.stream().map(halls::get).toArray(LocalDate[]::new),
                from,
                to))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Map<String, CaseTally> tallies = new HashMap<>();
              rows.forEach(row -> tallies.put(row.getString(0), tally(row)));
              return tallies;
            });
  }

  private static CaseTally tally(Row row) {
    return new CaseTally(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        new CaseTally.Share(row.getLong(4), row.getLong(5)),
        new CaseTally.Share(row.getLong(6), row.getLong(7)),
        new CaseTally.Share(row.getLong(8), row.getLong(9)),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        IntStream.range(0, CaseTally.AGES.size()).mapToObj(i -> row.getLong(15 + i)).toList());
  }

  @Override
  public Future<Map<HallId, Lights>> lights(Collection<HallId> halls) {
    return pool.preparedQuery(LIGHTS)
        .execute(Tuple.of(values(halls)))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              Map<HallId, Lights> lights = new HashMap<>();
              for (Row row : rows) {
                lights.put(
                    new HallId(row.getInteger(0)),
                    new Lights(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
              }
              return lights;
            });
  }

  @Override
  public Future<List<Alarmed>> alarmed(
      Collection<HallId> halls, @Nullable String light, @Nullable Place after, int limit) {
    return pool.preparedQuery(ALARMED)
        .execute(
            Tuple.tuple()
                .addValue(values(halls))
                .addValue(LEVELS.toArray(String[]::new))
                .addString(light)
                .addInteger(after == null ? null : after.level())
                .addLocalDate(after == null ? null : after.dueDate())
                .addInteger(after == null ? null : after.number().hall().value())
                .addLocalDate(after == null ? null : after.number().day())
                .addInteger(after == null ? null : after.number().sequence())
                .addInteger(limit))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              List<Alarmed> alarmed = new ArrayList<>(rows.size());
              rows.forEach(row -> alarmed.add(alarmed(row)));
              return alarmed;
            });
  }

  private static Integer[] values(Collection<HallId> halls) {
    return halls.stream().map(HallId::value).toArray(Integer[]::new);
  }

  private static Alarmed alarmed(Row row) {
    Integer clerk = row.getInteger(8);
    return new Alarmed(
        new CaseNumber(new HallId(row.getInteger(0)), row.getLocalDate(1), row.getInteger(2)),
        row.getString(3),
        row.getInteger(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        clerk == null ? null : new AccountId(clerk),
        row.getLocalDate(9),
        row.getLocalDate(10),
        new CaseFile.Raised(
            row.getString(11),
            row.getString(12),
            row.getInteger(13),
            Instant.ofEpochMilli(row.getLong(14)),
            row.getLocalDate(15),
            row.getInteger(16)));
  }
}
