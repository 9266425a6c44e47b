package org.yichuang.persons;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;

/** A vault without a database or keys, which tells the same story. Any thread. */
public final class MemoryPersonVault implements PersonVault {
  /**
   * A row of either table.
   *
   * @param value a {@link PersonText} or a {@link Subject}; null when it was erased
   */
  private record Entry(@Nullable Object value, Instant kept, @Nullable LocalDate until) {}

  /**
   * Somebody looked.
   *
   * @param at a {@link PersonRef} or a {@link SubjectRef}
   */
  private record Look(Object at, Looked looked) {}

  private final InstantSource clock;
  private final Map<Long, Entry> persons = new TreeMap<>(Comparator.reverseOrder());
  private final Map<Long, Entry> subjects = new TreeMap<>(Comparator.reverseOrder());
  private final List<Look> looks = new ArrayList<>();
  private long last;

  public MemoryPersonVault(InstantSource clock) {
    this.clock = clock;
  }

  private long keep(Map<Long, Entry> table, Object value, Consumer<Fresh.Made> fresh) {
    for (Map.Entry<Long, Entry> row : table.entrySet()) {
      if (value.equals(row.getValue().value())) {
        row.setValue(new Entry(value, clock.instant(), row.getValue().until()));
        return row.getKey();
      }
    }
    table.put(++last, new Entry(value, clock.instant(), null));
    fresh.accept(new Fresh.Made(last, clock.instant().atOffset(ZoneOffset.UTC)));
    return last;
  }

  @Override
  public synchronized Future<PersonRef> keep(Person person, Fresh fresh) {
    return Future.succeededFuture(
        new PersonRef(keep(persons, new PersonText(person, null), fresh::person)));
  }

  @Override
  public synchronized Future<PersonRef> keep(Handler handler, Fresh fresh) {
    PersonText text = new PersonText(handler.person(), handler.authorisation());
    return Future.succeededFuture(new PersonRef(keep(persons, text, fresh::person)));
  }

  @Override
  public synchronized Future<SubjectRef> keep(Subject subject, Fresh fresh) {
    return Future.succeededFuture(new SubjectRef(keep(subjects, subject, fresh::subject)));
  }

  @Override
  public synchronized Future<Void> forget(Fresh fresh) {
    fresh.persons().forEach(made -> forget(persons, made));
    fresh.subjects().forEach(made -> forget(subjects, made));
    return Future.succeededFuture();
  }

  private static void forget(Map<Long, Entry> table, Fresh.Made made) {
    Entry entry = table.get(made.id());
    if (entry != null && entry.until() == null && entry.kept().equals(made.at().toInstant())) {
      table.remove(made.id());
    }
  }

  /** A case names somebody until that day. */
  synchronized void name(PersonRef ref, LocalDate until) {
    Entry entry = persons.get(ref.value());
    LocalDate before = entry.until();
    LocalDate longest = before == null || until.isAfter(before) ? until : before;
    persons.put(ref.value(), new Entry(entry.value(), entry.kept(), longest));
  }

  private Map<PersonRef, PersonText> texts(Collection<PersonRef> refs) {
    Vault.ids(refs.stream().map(PersonRef::value).toList());
    Map<PersonRef, PersonText> found = new LinkedHashMap<>();
    for (PersonRef ref : refs) {
      Entry entry = persons.get(ref.value());
      if (entry != null && entry.value() instanceof PersonText text) {
        found.put(ref, text);
      }
    }
    return found;
  }

  private Map<SubjectRef, Subject> subjects(Collection<SubjectRef> refs) {
    Vault.ids(refs.stream().map(SubjectRef::value).toList());
    Map<SubjectRef, Subject> found = new LinkedHashMap<>();
    for (SubjectRef ref : refs) {
      Entry entry = subjects.get(ref.value());
      if (entry != null && entry.value() instanceof Subject subject) {
        found.put(ref, subject);
      }
    }
    return found;
  }

  @Override
  public synchronized Future<Map<PersonRef, MaskedPerson>> masked(Collection<PersonRef> refs) {
    Map<PersonRef, MaskedPerson> masked = new LinkedHashMap<>();
    texts(refs).forEach((ref, text) -> masked.put(ref, MaskedPerson.of(text.person())));
    return Future.succeededFuture(masked);
  }

  @Override
  public synchronized Future<Map<SubjectRef, MaskedSubject>> maskedSubjects(
      Collection<SubjectRef> refs) {
    Map<SubjectRef, MaskedSubject> masked = new LinkedHashMap<>();
    subjects(refs).forEach((ref, subject) -> masked.put(ref, MaskedSubject.of(subject)));
    return Future.succeededFuture(masked);
  }

  private void look(Object at, List<String> fields, Inspection why) {
    looks.add(
        new Look(
            at,
            new Looked(
                looks.size() + 1,
                clock.instant(),
                why.by(),
                fields,
                why.reason(),
                why.of() == null ? null : why.of().display())));
  }

  @Override
  public synchronized Future<Map<PersonRef, Unmasked>> unmasked(
      Collection<PersonRef> refs, Set<PersonField> fields, Inspection why) {
    Map<PersonRef, Unmasked> unmasked = new LinkedHashMap<>();
    texts(refs)
        .forEach(
            (ref, text) -> {
              Person person = text.person();
              look(ref, fields.stream().sorted().map(PersonField::word).toList(), why);
              unmasked.put(
                  ref,
                  new Unmasked(
                      person.kind(),
                      person.number().type(),
                      fields.contains(PersonField.NAME) ? person.name() : null,
                      fields.contains(PersonField.NUMBER) ? person.number() : null,
                      fields.contains(PersonField.PHONE) ? person.phone() : null,
                      fields.contains(PersonField.AUTHORISATION) ? text.authorisation() : null));
            });
    return Future.succeededFuture(unmasked);
  }

  @Override
  public synchronized Future<Map<SubjectRef, Subject>> unmaskedSubjects(
      Collection<SubjectRef> refs, Inspection why) {
    Map<SubjectRef, Subject> found = subjects(refs);
    found.keySet().forEach(ref -> look(ref, List.of("text"), why));
    return Future.succeededFuture(found);
  }

  @Override
  public synchronized Future<List<PersonRef>> findByNumber(IdNumber number) {
    return Future.succeededFuture(
        persons.entrySet().stream()
            .filter(
                row ->
                    row.getValue().value() instanceof PersonText text
                        && text.person().number().equals(number))
            .limit(MAX_FOUND)
            .map(row -> new PersonRef(row.getKey()))
            .toList());
  }

  @Override
  public synchronized Future<List<SubjectRef>> find(Subject subject) {
    return Future.succeededFuture(
        subjects.entrySet().stream()
            .filter(
                row ->
                    row.getValue().value() instanceof Subject other
                        && SubjectTable.key(other).equals(SubjectTable.key(subject)))
            .limit(MAX_FOUND)
            .map(row -> new SubjectRef(row.getKey()))
            .toList());
  }

  private Erasing erase(Map<Long, Entry> table, long id) {
    Entry entry = table.get(id);
    if (entry == null) {
      return new Erasing.Refused(Retention.unknown());
    }
    LocalDate until = entry.until();
    if (entry.value() != null && until != null && !until.isBefore(today())) {
      return new Erasing.Refused(Retention.retained(until));
    }
    table.put(id, new Entry(null, entry.kept(), until));
    return new Erasing.Erased();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Override
  public synchronized Future<Erasing> erase(PersonRef ref, Inspection why) {
    boolean there = !texts(List.of(ref)).isEmpty();
    Erasing erasing = erase(persons, ref.value());
    if (there && erasing instanceof Erasing.Erased) {
      look(ref, List.of("erased"), why);
    }
    return Future.succeededFuture(erasing);
  }

  @Override
  public synchronized Future<Erasing> erase(SubjectRef ref, Inspection why) {
    boolean there = !subjects(List.of(ref)).isEmpty();
    Erasing erasing = erase(subjects, ref.value());
    if (there && erasing instanceof Erasing.Erased) {
      look(ref, List.of("erased"), why);
    }
    return Future.succeededFuture(erasing);
  }

  @Override
  public synchronized Future<List<Looked>> looks(
      PersonRef ref, Purview within, long before, int limit) {
    return Future.succeededFuture(looks((Object) ref, within, before, limit));
  }

  @Override
  public synchronized Future<List<Looked>> looks(
      SubjectRef ref, Purview within, long before, int limit) {
    return Future.succeededFuture(looks((Object) ref, within, before, limit));
  }

  private List<Looked> looks(Object at, Purview within, long before, int limit) {
    return looks.reversed().stream()
        .filter(look -> look.at().equals(at) && look.looked().id() < before)
        .map(Look::looked)
        .filter(look -> reaches(within, look.caseNumber()))
        .limit(limit)
        .toList();
  }

  private static boolean reaches(Purview within, @Nullable String caseNumber) {
    return switch (within) {
      case Purview.Everything all -> true;
      case Purview.OfHalls some ->
          caseNumber != null
              && (caseNumber.equals(some.besides().display())
                  || some.halls().contains(CaseNumber.parse(caseNumber).hall()));
    };
  }

  @Override
  public synchronized Future<Swept> sweep() {
    Swept all = Swept.NOTHING;
    for (Map<Long, Entry> table : Arrays.asList(persons, subjects)) {
      int before = table.size();
      table.values().removeIf(entry -> entry.until() == null && isOld(entry));
      int erased = 0;
      for (Map.Entry<Long, Entry> row : table.entrySet()) {
        Entry entry = row.getValue();
        LocalDate until = entry.until();
        if (isOld(entry) && until != null && until.isBefore(today())) {
          row.setValue(new Entry(null, entry.kept(), until));
          erased++;
        }
      }
      all = all.plus(new Swept(before - table.size(), erased, 0));
    }
    return Future.succeededFuture(all);
  }

  private boolean isOld(Entry entry) {
    return entry.value() != null
        && entry.kept().isBefore(clock.instant().minus(Expiry.UNNAMED_DAYS, ChronoUnit.DAYS));
  }
}
