package org.yichuang.persons;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;

/**
 * Records of people and of what cases are about: encrypted, found by their numbers, erasable. Any
 * event loop. A failed future: the database could not be asked, and perhaps it is done.
 *
 * <p>How a case uses it: {@code keep} whoever is named, then {@code retain} each record, and only
 * then write the events that name it; a record that nobody retains is removed after a day, and one
 * that a refused command retained is erased when that is over. {@code retain} again at each later
 * step that moves the end of the archive's retention.
 *
 * <p>Records that were erased, never existed, or cannot be read with the keys at hand (which the
 * log says) are missing in the answers.
 */
public interface PersonVault {
  /** Records asked for at once. */
  int MAX_REFS = 200;

  /** Records of one number that are told. */
  int MAX_FOUND = 100;

  /** The record that says exactly this, or a new one. Its retention is as it was. */
  Future<PersonRef> keep(Person person);

  /** The same, with what the person acts by. */
  Future<PersonRef> keep(Handler handler);

  Future<SubjectRef> keep(Subject subject);

  /**
   * For lists.
   *
   * @param refs at most {@value #MAX_REFS}
   */
  Future<Map<PersonRef, MaskedPerson>> masked(Collection<PersonRef> refs);

  Future<Map<SubjectRef, MaskedSubject>> maskedSubjects(Collection<SubjectRef> refs);

  /**
   * As they are. Who looked is recorded by the statement that gives it.
   *
   * @param refs at most {@value #MAX_REFS}
   * @param fields what is needed, at least one
   */
  Future<Map<PersonRef, Unmasked>> unmasked(
      Collection<PersonRef> refs, Set<PersonField> fields, Inspection why);

  Future<Map<SubjectRef, Subject>> unmaskedSubjects(Collection<SubjectRef> refs, Inspection why);

  /** Records with this number, the newest first, at most {@value #MAX_FOUND}. */
  Future<List<PersonRef>> findByNumber(IdNumber number);

  /** Records of this subject however it was written, the newest first, at most as many. */
  Future<List<SubjectRef>> find(Subject subject);

  /**
   * Keeps a record until that day at least; never shortens.
   *
   * @param until the last day, as UTC counts days
   * @return false when there is nothing to keep any more: {@code keep} again
   */
  Future<Boolean> retain(PersonRef ref, LocalDate until);

  /** The same of a subject. */
  Future<Boolean> retain(SubjectRef ref, LocalDate until);

  /** Takes everything out of a record but its number; refused while it is retained. */
  Future<Erasing> erase(PersonRef ref, Inspection why);

  Future<Erasing> erase(SubjectRef ref, Inspection why);

  /**
   * Who looked at a record, the newest first.
   *
   * @param within looks for other cases are left out
   * @param before only looks with a smaller id
   * @param limit 1…{@value #MAX_REFS}
   */
  Future<List<Looked>> looks(PersonRef ref, Purview within, long before, int limit);

  /** The same of a subject. */
  Future<List<Looked>> looks(SubjectRef ref, Purview within, long before, int limit);

  /** Removes and erases some of what is due, see {@link Expiry}; to be called now and then. */
  Future<Swept> sweep();
}
