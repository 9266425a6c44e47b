package org.yichuang.persons;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.settings.PersonKeys;

/** The vault in the database; once for each node. Any event loop. */
public final class DatabasePersonVault implements PersonVault {
  private static final Logger LOG = LoggerFactory.getLogger(DatabasePersonVault.class);

  /** Of each statement in one sweep; the next one goes on. */
  private static final int MOST_BATCHES = 100;

  private static final String LOOKS =
      """
      select id, at, account, fields, reason, case_number from person_access
       where %s = $1 and id < $2
         and ($4 or case_number = $5 or left(case_number, 4)::int = any($6))
       order by id desc limit $3
      """;
  private static final String LOOKS_AT_PERSON = LOOKS.formatted("person");
  private static final String LOOKS_AT_SUBJECT = LOOKS.formatted("subject");

  private final Pool pool;
  private final PersonTable persons;
  private final SubjectTable subjects;
  private final Retention ofPersons;
  private final Retention ofSubjects;
  private final VaultMeters meters;

  /**
   * @param keys checked at the start by {@link PersonKeyCheck}
   */
  public DatabasePersonVault(Pool pool, PersonKeys keys, MeterRegistry metrics) {
    this.pool = pool;
    PersonCipher cipher = new PersonCipher(keys);
    meters = new VaultMeters(metrics, keys.keys().size());
    ofPersons = Retention.ofPersons(pool);
    ofSubjects = Retention.ofSubjects(pool);
    persons = new PersonTable(pool, cipher, ofPersons, this::unreadable);
    subjects = new SubjectTable(pool, cipher, ofSubjects, this::unreadable);
  }

  private void unreadable(UnreadableRecord damaged) {
    meters.unreadable();
    LOG.error("{}", damaged.getMessage());
  }

  @Override
  public Future<PersonRef> keep(Person person, Fresh fresh) {
    return meters.counted("keep", persons.keep(new PersonText(person, null), fresh));
  }

  @Override
  public Future<PersonRef> keep(Handler handler, Fresh fresh) {
    return meters.counted(
        "keep", persons.keep(new PersonText(handler.person(), handler.authorisation()), fresh));
  }

  @Override
  public Future<SubjectRef> keep(Subject subject, Fresh fresh) {
    return meters.counted("keep-subject", subjects.keep(subject, fresh));
  }

  @Override
  public Future<Void> forget(Fresh fresh) {
    return fresh.persons().isEmpty() && fresh.subjects().isEmpty()
        ? Future.succeededFuture()
        : meters.counted(
            "forget",
            Future.join(ofPersons.forget(fresh.persons()), ofSubjects.forget(fresh.subjects()))
                .mapEmpty());
  }

  @Override
  public Future<Map<PersonRef, MaskedPerson>> masked(Collection<PersonRef> refs) {
    return meters.counted("masked", persons.masked(refs));
  }

  @Override
  public Future<Map<SubjectRef, MaskedSubject>> maskedSubjects(Collection<SubjectRef> refs) {
    return meters.counted("masked-subjects", subjects.masked(refs));
  }

  @Override
  public Future<Map<PersonRef, Unmasked>> unmasked(
      Collection<PersonRef> refs, Set<PersonField> fields, Inspection why) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("expected a field at least, found none");
    }
    return meters.counted("unmasked", persons.unmasked(refs, fields, why));
  }

  @Override
  public Future<Map<SubjectRef, Subject>> unmaskedSubjects(
      Collection<SubjectRef> refs, Inspection why) {
    return meters.counted("unmasked-subjects", subjects.unmasked(refs, why));
  }

  @Override
  public Future<List<PersonRef>> findByNumber(IdNumber number) {
    return meters.counted("find", persons.find(number));
  }

  @Override
  public Future<List<SubjectRef>> find(Subject subject) {
    return meters.counted("find-subject", subjects.find(subject));
  }

  @Override
  public Future<Erasing> erase(PersonRef ref, Inspection why) {
    return meters.counted("erase", ofPersons.erase(ref.value(), why), this::erased);
  }

  @Override
  public Future<Erasing> erase(SubjectRef ref, Inspection why) {
    return meters.counted("erase", ofSubjects.erase(ref.value(), why), this::erased);
  }

  private String erased(Erasing erasing) {
    return switch (erasing) {
      case Erasing.Erased erased -> "done";
      case Erasing.Refused refused -> refused.refusal().reason().slug();
    };
  }

  @Override
  public Future<List<Looked>> looks(PersonRef ref, Purview within, long before, int limit) {
    return looks(LOOKS_AT_PERSON, ref.value(), within, before, limit);
  }

  @Override
  public Future<List<Looked>> looks(SubjectRef ref, Purview within, long before, int limit) {
    return looks(LOOKS_AT_SUBJECT, ref.value(), within, before, limit);
  }

  private Future<List<Looked>> looks(String sql, long ref, Purview within, long before, int limit) {
    if (limit < 1 || limit > MAX_REFS) {
      throw new IllegalArgumentException(
          "expected a limit of 1…%d, found %d".formatted(MAX_REFS, limit));
    }
    Tuple arguments =
        switch (within) {
          case Purview.Everything all -> Tuple.of(ref, before, limit, true, null, new Integer[0]);
          case Purview.OfHalls some ->
              Tuple.of(
                  ref,
                  before,
                  limit,
                  false,
                  some.besides().display(),
                  some.halls().stream().map(HallId::value).toArray(Integer[]::new));
        };
    return Vault.ask(pool, sql, arguments)
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Looked(
                                row.getLong("id"),
                                row.getOffsetDateTime("at").toInstant(),
                                new AccountId(row.getInteger("account")),
                                Arrays.asList(row.getArrayOfStrings("fields")),
                                row.getString("reason"),
                                row.getString("case_number")))
                    .toList());
  }

  @Override
  public Future<Swept> sweep() {
    Future<Swept> all = Future.succeededFuture(Swept.NOTHING);
    for (String statement : Expiry.SWEEPS) {
      all = all.compose(before -> sweep(statement, MOST_BATCHES).map(before::plus));
    }
    return meters.counted("sweep", all);
  }

  private Future<Swept> sweep(String statement, int batches) {
    return Vault.ask(pool, statement, Tuple.tuple())
        .map(rows -> rows.iterator().next())
        .map(row -> new Swept(row.getInteger(0), row.getInteger(1), row.getInteger(2)))
        .compose(
            some ->
                batches == 1 || some.equals(Swept.NOTHING)
                    ? Future.succeededFuture(some)
                    : sweep(statement, batches - 1).map(some::plus));
  }
}
