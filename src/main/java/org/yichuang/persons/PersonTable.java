package org.yichuang.persons;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.PersonRef;

/** The table of persons: what is in its columns, and the questions to it. Any event loop. */
final class PersonTable {
  static final String NAME = "person";

  /** What is encrypted, in the order of {@link PersonField}. */
  static final List<String> SEALED = List.of("name", "number", "phone", "authorisation");

  /** Records of one number that are compared before another one is made. */
  private static final int MAX_COMPARED = 20;

  private static final String COLUMNS = "id, kind, id_type, name, number, phone, authorisation";
  private static final String KNOWN =
      """
      with fresh as materialized (select nextval('person_id_seq') as fresh)
      select fresh.fresh, p.* from fresh left join lateral
        (select %s from person where hash = any($1) order by id desc limit %d) p on true
      """
          .formatted(COLUMNS, MAX_COMPARED);
  private static final String ADD =
      """
      insert into person (id, kind, id_type, name, number, phone, authorisation, hash, key_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      returning kept_at
      """;
  private static final String READ =
      "select " + COLUMNS + " from person where id = any($1) and erased_at is null";
  private static final String LOOK =
      """
      with found as (%s), looked as (
        insert into person_access (account, person, fields, reason, case_number)
        select $2, id, $3, $4, $5 from found)
      select * from found
      """
          .formatted(READ);
  private static final String FIND =
      "select id from person where hash = any($1) order by id desc limit " + PersonVault.MAX_FOUND;

  private final Pool pool;
  private final PersonCipher cipher;
  private final Retention retention;
  private final Unreadable unreadable;

  PersonTable(Pool pool, PersonCipher cipher, Retention retention, Unreadable unreadable) {
    this.pool = pool;
    this.cipher = cipher;
    this.retention = retention;
    this.unreadable = unreadable;
  }

  Future<PersonRef> keep(PersonText text, Fresh fresh) {
    return Vault.ask(pool, KNOWN, Tuple.of(hashes(text.person().number())))
        .compose(
            rows -> {
              long next = rows.iterator().next().getLong("fresh");
              for (Row row : rows) {
                if (row.getLong("id") != null && text.equals(text(row))) {
                  return again(row.getLong("id"), next, text, fresh);
                }
              }
              return add(next, text, fresh);
            });
  }

  private Future<PersonRef> again(long id, long next, PersonText text, Fresh fresh) {
    return retention
        .again(id)
        .compose(
            there -> there ? Future.succeededFuture(new PersonRef(id)) : add(next, text, fresh));
  }

  private Future<PersonRef> add(long id, PersonText text, Fresh fresh) {
    Person person = text.person();
    Phone phone = person.phone();
    Authorisation authorisation = text.authorisation();
    Tuple row =
        Tuple.tuple()
            .addLong(id)
            .addString(person.kind().word())
            .addString(person.number().type().word())
            .addBuffer(encrypt(id, PersonField.NAME, person.name().value()))
            .addBuffer(encrypt(id, PersonField.NUMBER, person.number().value()))
            .addBuffer(phone == null ? null : encrypt(id, PersonField.PHONE, phone.value()))
            .addBuffer(
                authorisation == null
                    ? null
                    : encrypt(id, PersonField.AUTHORISATION, authorisation.spelled()))
            .addBuffer(Buffer.buffer(cipher.hash(PersonText.key(person.number()))))
            .addString(cipher.first());
    return Vault.ask(pool, ADD, row)
        .map(
            added -> {
              fresh.person(new Fresh.Made(id, added.iterator().next().getOffsetDateTime(0)));
              return new PersonRef(id);
            });
  }

  Future<Map<PersonRef, MaskedPerson>> masked(Collection<PersonRef> refs) {
    return Vault.ask(pool, READ, Tuple.of(ids(refs)))
        .map(
            rows -> {
              Map<PersonRef, MaskedPerson> masked = new LinkedHashMap<>();
              for (Row row : rows) {
                PersonText text = text(row);
                if (text != null) {
                  masked.put(new PersonRef(row.getLong("id")), MaskedPerson.of(text.person()));
                }
              }
              return masked;
            });
  }

  Future<Map<PersonRef, Unmasked>> unmasked(
      Collection<PersonRef> refs, Set<PersonField> fields, Inspection why) {
    String[] words = fields.stream().sorted().map(PersonField::word).toArray(String[]::new);
    return Vault.ask(pool, LOOK, Vault.look(ids(refs), words, why))
        .map(
            rows -> {
              Map<PersonRef, Unmasked> unmasked = new LinkedHashMap<>();
              for (Row row : rows) {
                Unmasked one = unmasked(row, fields);
                if (one != null) {
                  unmasked.put(new PersonRef(row.getLong("id")), one);
                }
              }
              return unmasked;
            });
  }

  Future<List<PersonRef>> find(IdNumber number) {
    return Vault.ask(pool, FIND, Tuple.of(hashes(number)))
        .map(rows -> rows.stream().map(row -> new PersonRef(row.getLong("id"))).toList());
  }

  private Buffer[] hashes(IdNumber number) {
    return Vault.buffers(cipher.hashes(PersonText.key(number)));
  }

  private static Long[] ids(Collection<PersonRef> refs) {
    return Vault.ids(refs.stream().map(PersonRef::value).toList());
  }

  private Buffer encrypt(long id, PersonField field, String text) {
    return Buffer.buffer(cipher.encrypt(cell(id, field), text));
  }

  private static Cell cell(long id, PersonField field) {
    return new Cell(NAME, id, field.word());
  }

  private @Nullable String value(Row row, PersonField field) throws UnreadableRecord {
    Buffer value = row.getBuffer(field.word());
    return value == null ? null : cipher.decrypt(cell(row.getLong("id"), field), value.getBytes());
  }

  /** Null when it cannot be read, which is said. */
  private @Nullable PersonText text(Row row) {
    Unmasked all = unmasked(row, Set.of(PersonField.values()));
    return all == null || all.name() == null || all.number() == null
        ? null
        : new PersonText(new Person(all.name(), all.number(), all.phone()), all.authorisation());
  }

  private @Nullable Unmasked unmasked(Row row, Set<PersonField> fields) {
    try {
      PersonKind kind = PersonKind.of(row.getString("kind")).orElseThrow();
      IdType type = IdType.of(row.getString("id_type")).orElseThrow();
      String name = fields.contains(PersonField.NAME) ? value(row, PersonField.NAME) : null;
      String number = fields.contains(PersonField.NUMBER) ? value(row, PersonField.NUMBER) : null;
      String phone = fields.contains(PersonField.PHONE) ? value(row, PersonField.PHONE) : null;
      String authorisation =
          fields.contains(PersonField.AUTHORISATION) ? value(row, PersonField.AUTHORISATION) : null;
      return new Unmasked(
          kind,
          type,
          name == null ? null : new Name(kind, name),
          number == null ? null : new IdNumber(type, number),
          phone == null ? null : new Phone(phone),
          authorisation == null ? null : Authorisation.parse(authorisation));
    } catch (UnreadableRecord damaged) {
      unreadable.found(damaged);
      return null;
    } catch (InvalidPerson refused) {
      unreadable.found(new UnreadableRecord(NAME, row.getLong("id"), refused));
      return null;
    }
  }
}
