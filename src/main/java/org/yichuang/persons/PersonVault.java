package org.yichuang.persons;

import io.vertx.core.Future;
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
 * <p>How a case uses it: {@code keep} whoever is named, and only then write the events that name
 * them; {@code forget} what was made when the hall refuses them. A record that no case names goes
 * after some days, one that a case names when that has been archived for years, see {@link Expiry}.
 *
 * <p>Records that were erased, never existed, or cannot be read with the keys at hand (which the
 * log says) are missing in the answers.
 */
public interface PersonVault {
  /** Records asked for at once. */
  int MAX_REFS = 200;

  /** Records of one number that are told. */
  int MAX_FOUND = 100;

  /**
   * The record that says exactly this, or a new one.
   *
   * @param fresh told when it is a new one
   */
  Future<PersonRef> keep(Person person, Fresh fresh);

  /** The same, with what the person acts by. */
  Future<PersonRef> keep(Handler handler, Fresh fresh);

  Future<SubjectRef> keep(Subject subject, Fresh fresh);

  /**
   * Removes what was made for a request that was refused for certain; not what somebody else was
   * given meanwhile, nor what a case names.
   */
  Future<Void> forget(Fresh fresh);

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

  /** Takes everything out of a record but its number; refused while a case retains it. */
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

  /** Removes and erases what is due, see {@link Expiry}; to be called now and then. */
  Future<Swept> sweep();
}
