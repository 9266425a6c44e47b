package org.yichuang.web;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.journal.CaseRegister;
import org.yichuang.persons.PersonVault;
import org.yichuang.persons.Subject;

/**
 * Keeps whom and what a case is about before it is registered, and looks for other cases of the
 * same. Any event loop. A failed future: the database could not be asked; ask again.
 */
final class CaseRecords {
  /** 保管期限: how long records are kept for the archive, from the case's last turn on. */
  static final int RETENTION_YEARS = 10;

  /** Before a case names them: longer than any case is forgotten, gone with a refused one. */
  static final int FIRST_YEARS = 1;

  private final PersonVault vault;
  private final CaseRegister register;
  private final InstantSource clock;

  CaseRecords(PersonVault vault, CaseRegister register, InstantSource clock) {
    this.vault = vault;
    this.register = register;
    this.clock = clock;
  }

  /**
   * What a registration names.
   *
   * @param duplicates open cases of the same applicant, item and subject
   */
  record Kept(
      PersonRef applicant,
      @Nullable PersonRef handler,
      @Nullable SubjectRef subject,
      List<CaseNumber> duplicates) {}

  /** What one request registers: whoever is named several times is kept once. */
  final class Batch {
    private final Map<Object, Future<PersonRef>> people = new HashMap<>();
    private final Map<Subject, Future<SubjectRef>> subjects = new HashMap<>();

    private Batch() {}

    Future<Kept> keep(CaseApplication said, String item) {
      var acts = said.handler();
      var about = said.subject();
      Future<PersonRef> applicant =
          people.computeIfAbsent(
              said.applicant(), unused -> person(() -> vault.keep(said.applicant())));
      Future<@Nullable PersonRef> handler =
          acts == null
              ? Future.succeededFuture()
              : people.computeIfAbsent(acts, unused -> person(() -> vault.keep(acts)));
      Future<@Nullable SubjectRef> subject =
          about == null
              ? Future.succeededFuture()
              : subjects.computeIfAbsent(about, unused -> subject(() -> vault.keep(about)));
      Future<List<CaseNumber>> duplicates = duplicates(said, item);
      return Future.all(applicant, handler, subject, duplicates)
          .map(
              all ->
                  new Kept(
                      applicant.result(), handler.result(), subject.result(), duplicates.result()));
    }
  }

  Batch batch() {
    return new Batch();
  }

  /** Keeps what a case names as long as the archive does, from now on. */
  Future<Boolean> retain(CaseEvent.CaseRegistered facts) {
    List<Future<Boolean>> retained = new ArrayList<>();
    retained.add(vault.retain(facts.applicant(), until(RETENTION_YEARS)));
    PersonRef handler = facts.handler();
    if (handler != null) {
      retained.add(vault.retain(handler, until(RETENTION_YEARS)));
    }
    SubjectRef subject = facts.subject();
    if (subject != null) {
      retained.add(vault.retain(subject, until(RETENTION_YEARS)));
    }
    return Future.all(retained).map(all -> true);
  }

  private Future<List<CaseNumber>> duplicates(CaseApplication said, String item) {
    var about = said.subject();
    Future<List<PersonRef>> people = vault.findByNumber(said.applicant().number());
    Future<List<SubjectRef>> subjects =
        about == null ? Future.succeededFuture(List.of()) : vault.find(about);
    return Future.all(people, subjects)
        .compose(
            found ->
                people.result().isEmpty() || (about != null && subjects.result().isEmpty())
                    ? Future.succeededFuture(List.of())
                    : register.duplicates(
                        people.result(),
                        item,
                        subjects.result(),
                        CaseCommand.RegisterCase.MAX_DUPLICATES));
  }

  /** Retained before anything names it; once more when the sweep was quicker. */
  private Future<PersonRef> person(Supplier<Future<PersonRef>> keep) {
    return twice(
        () ->
            keep.get()
                .compose(
                    ref ->
                        vault.retain(ref, until(FIRST_YEARS)).compose(still -> kept(still, ref))));
  }

  private Future<SubjectRef> subject(Supplier<Future<SubjectRef>> keep) {
    return twice(
        () ->
            keep.get()
                .compose(
                    ref ->
                        vault.retain(ref, until(FIRST_YEARS)).compose(still -> kept(still, ref))));
  }

  private static <T> Future<T> kept(boolean still, T ref) {
    return still ? Future.succeededFuture(ref) : Future.failedFuture("the record went meanwhile");
  }

  private static <T> Future<T> twice(Supplier<Future<T>> attempt) {
    return attempt.get().recover(unused -> attempt.get());
  }

  private LocalDate until(int years) {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusYears(years);
  }
}
