package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/** Lists of cases, from the read table. Any event loop. A failed future: it could not be asked. */
public final class CaseRegister {
  private static final long TIMEOUT_SECONDS = 10;

  private static final String LIST =
      """
      select * from case_file
       where hall = $1 and (day, sequence) > ($2, $3)
         and ($4::text is null or phase = $4)
         and ($5::text is null or light = $5)
         and ($6::date is null or promised < $6 and phase %s)
         and ($7::int is null or clerk = $7)
         and ($8::bigint[] is null or applicant = any($8) or handler = any($8))
       order by day, sequence
       limit $9
      """
          .formatted(OpenPhases.SQL);

  private static final String DUPLICATES =
      """
      select hall, day, sequence from case_file
       where applicant = any($1) and item = $2 and phase %s
         and ($3::bigint[] is null and subject is null or subject = any($3))
       order by day desc, hall, sequence desc
       limit $4
      """
          .formatted(OpenPhases.SQL);

  private final Pool pool;

  public CaseRegister(Pool pool) {
    this.pool = pool;
  }

  /**
   * What is looked for; null: whatever.
   *
   * @param dueBefore open cases whose promised date is earlier
   * @param people who is applicant or acts for one
   */
  public record Search(
      HallId hall,
      @Nullable String phase,
      @Nullable String light,
      @Nullable LocalDate dueBefore,
      @Nullable AccountId clerk,
      @Nullable List<PersonRef> people) {}

  /** A line of a list. */
  public record Entry(
      CaseNumber number,
      int seq,
      String item,
      String kind,
      String phase,
      String light,
      PersonRef applicant,
      LocalDate arrived,
      @Nullable LocalDate promised,
      @Nullable LocalDate statutory,
      @Nullable AccountId clerk) {}

  /**
   * By number, the oldest first.
   *
   * @param after the last number of the page before; null: from the first
   */
  public Future<List<Entry>> list(Search search, @Nullable CaseNumber after, int limit) {
    return pool.preparedQuery(LIST)
        .execute(
            Tuple.tuple()
                .addInteger(search.hall().value())
                .addLocalDate(after == null ? LocalDate.EPOCH : after.day())
                .addInteger(after == null ? 0 : after.sequence())
                .addString(search.phase())
                .addString(search.light())
                .addLocalDate(search.dueBefore())
                .addInteger(search.clerk() == null ? null : search.clerk().value())
                .addValue(search.people() == null ? null : values(search.people()))
                .addInteger(limit))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              List<Entry> entries = new ArrayList<>();
              rows.forEach(row -> entries.add(entry(row)));
              return entries;
            });
  }

  /**
   * Open cases of one of these records, of the same item and subject (多头受理).
   *
   * @param subjects records of the subject; empty: cases without one
   */
  public Future<List<CaseNumber>> duplicates(
      Collection<PersonRef> applicant, String item, Collection<SubjectRef> subjects, int limit) {
    Long[] about =
        subjects.isEmpty() ? null : subjects.stream().map(SubjectRef::value).toArray(Long[]::new);
    return pool.preparedQuery(DUPLICATES)
        .execute(
            Tuple.tuple()
                .addValue(values(applicant))
                .addString(item)
                .addValue(about)
                .addInteger(limit))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map(
            rows -> {
              List<CaseNumber> numbers = new ArrayList<>();
              rows.forEach(row -> numbers.add(number(row)));
              return numbers;
            });
  }

  private static Long[] values(Collection<PersonRef> people) {
    return people.stream().map(PersonRef::value).toArray(Long[]::new);
  }

  private static CaseNumber number(Row row) {
    return new CaseNumber(
        new HallId(row.getInteger("hall")), row.getLocalDate("day"), row.getInteger("sequence"));
  }

  private static Entry entry(Row row) {
    Integer clerk = row.getInteger("clerk");
    return new Entry(
        number(row),
        row.getInteger("seq"),
        row.getString("item"),
        row.getString("kind"),
        row.getString("phase"),
        row.getString("light"),
        new PersonRef(row.getLong("applicant")),
        row.getLocalDate("arrived"),
        row.getLocalDate("promised"),
        row.getLocalDate("statutory"),
        clerk == null ? null : new AccountId(clerk));
  }
}
