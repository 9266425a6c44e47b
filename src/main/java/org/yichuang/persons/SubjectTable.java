package org.yichuang.persons;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.SubjectRef;

/** The table of subjects: what is in its columns, and the questions to it. Any event loop. */
final class SubjectTable {
  static final String NAME = "subject";
  static final String TEXT = "text";

  /** What is encrypted. */
  static final List<String> SEALED = List.of(TEXT);

  private static final int MAX_COMPARED = 20;
  private static final String KNOWN =
      """
      with fresh as materialized (select nextval('subject_id_seq') as fresh)
      select fresh.fresh, s.* from fresh left join lateral
        (select id, kind, text from subject where hash = any($1) order by id desc limit %d) s on true
      """
          .formatted(MAX_COMPARED);
  private static final String ADD =
      """
      insert into subject (id, kind, text, hash, key_id) values ($1, $2, $3, $4, $5)
      returning kept_at
      """;
  private static final String READ =
      "select id, kind, text from subject where id = any($1) and erased_at is null";
  private static final String LOOK =
      """
      with found as (%s), looked as (
        insert into person_access (account, subject, fields, reason, case_number)
        select $2, id, $3, $4, $5 from found)
      select * from found
      """
          .formatted(READ);
  private static final String FIND =
      "select id from subject where hash = any($1) order by id desc limit " + PersonVault.MAX_FOUND;

  private final Pool pool;
  private final PersonCipher cipher;
  private final Retention retention;
  private final Unreadable unreadable;

  SubjectTable(Pool pool, PersonCipher cipher, Retention retention, Unreadable unreadable) {
    this.pool = pool;
    this.cipher = cipher;
    this.retention = retention;
    this.unreadable = unreadable;
  }

  /** What a subject is found by: the text that is hashed. */
  static String key(Subject subject) {
    return "subject/" + subject.kind().word() + "/" + subject.key();
  }

  Future<SubjectRef> keep(Subject subject, Fresh fresh) {
    return Vault.ask(pool, KNOWN, Tuple.of(hashes(subject)))
        .compose(
            rows -> {
              long next = rows.iterator().next().getLong("fresh");
              for (Row row : rows) {
                if (row.getLong("id") != null && subject.equals(subject(row))) {
                  return again(row.getLong("id"), next, subject, fresh);
                }
              }
              return add(next, subject, fresh);
            });
  }

  private Future<SubjectRef> again(long id, long next, Subject subject, Fresh fresh) {
    return retention
        .again(id)
        .compose(
            there ->
                there ? Future.succeededFuture(new SubjectRef(id)) : add(next, subject, fresh));
  }

  private Future<SubjectRef> add(long id, Subject subject, Fresh fresh) {
    return Vault.ask(
            pool,
            ADD,
            Tuple.of(
                id,
                subject.kind().word(),
                Buffer.buffer(cipher.encrypt(new Cell(NAME, id, TEXT), subject.text())),
                Buffer.buffer(cipher.hash(key(subject))),
                cipher.first()))
        .map(
            added -> {
              fresh.subject(new Fresh.Made(id, added.iterator().next().getOffsetDateTime(0)));
              return new SubjectRef(id);
            });
  }

  Future<Map<SubjectRef, MaskedSubject>> masked(Collection<SubjectRef> refs) {
    return Vault.ask(pool, READ, Tuple.of(ids(refs)))
        .map(
            rows -> {
              Map<SubjectRef, MaskedSubject> masked = new LinkedHashMap<>();
              subjects(rows).forEach((ref, is) -> masked.put(ref, MaskedSubject.of(is)));
              return masked;
            });
  }

  Future<Map<SubjectRef, Subject>> unmasked(Collection<SubjectRef> refs, Inspection why) {
    return Vault.ask(pool, LOOK, Vault.look(ids(refs), new String[] {TEXT}, why))
        .map(this::subjects);
  }

  Future<List<SubjectRef>> find(Subject subject) {
    return Vault.ask(pool, FIND, Tuple.of(hashes(subject)))
        .map(rows -> rows.stream().map(row -> new SubjectRef(row.getLong("id"))).toList());
  }

  private Buffer[] hashes(Subject subject) {
    return Vault.buffers(cipher.hashes(key(subject)));
  }

  private static Long[] ids(Collection<SubjectRef> refs) {
    return Vault.ids(refs.stream().map(SubjectRef::value).toList());
  }

  private Map<SubjectRef, Subject> subjects(RowSet<Row> rows) {
    Map<SubjectRef, Subject> subjects = new LinkedHashMap<>();
    for (Row row : rows) {
      Subject subject = subject(row);
      if (subject != null) {
        subjects.put(new SubjectRef(row.getLong("id")), subject);
      }
    }
    return subjects;
  }

  /** Null when it cannot be read, which is said. */
  private @Nullable Subject subject(Row row) {
    long id = row.getLong("id");
    try {
      Subject.Kind kind = Subject.Kind.of(row.getString("kind")).orElseThrow();
      return new Subject(
          kind, cipher.decrypt(new Cell(NAME, id, TEXT), row.getBuffer(TEXT).getBytes()));
    } catch (UnreadableRecord damaged) {
      unreadable.found(damaged);
      return null;
    } catch (InvalidPerson refused) {
      unreadable.found(new UnreadableRecord(NAME, id, refused));
      return null;
    }
  }
}
