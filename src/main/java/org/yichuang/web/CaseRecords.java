package org.yichuang.web;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.journal.CaseRegister;
import org.yichuang.persons.Fresh;
import org.yichuang.persons.PersonVault;
import org.yichuang.persons.Subject;

/**
 * Keeps whom and what a case is about before it is registered, and looks for other cases of the
 * same. Any event loop. A failed future: the database could not be asked; ask again.
 */
final class CaseRecords {
  private final PersonVault vault;
  private final CaseRegister register;

  CaseRecords(PersonVault vault, CaseRegister register) {
    this.vault = vault;
    this.register = register;
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

  /**
   * What one request registers, and what goes with it when it is refused. Whoever is named several
   * times is kept once, so that nobody else seems to have been given them since. One event loop.
   */
  final class Batch {
    private final Fresh fresh = new Fresh();
    private final Map<Object, Future<PersonRef>> people = new HashMap<>();
    private final Map<Subject, Future<SubjectRef>> subjects = new HashMap<>();

    private Batch() {}

    Future<Kept> keep(CaseApplication said, String item) {
      var acts = said.handler();
      var about = said.subject();
      Future<PersonRef> applicant =
          people.computeIfAbsent(said.applicant(), unused -> vault.keep(said.applicant(), fresh));
      Future<@Nullable PersonRef> handler =
          acts == null
              ? Future.succeededFuture()
              : people.computeIfAbsent(acts, unused -> vault.keep(acts, fresh));
      Future<@Nullable SubjectRef> subject =
          about == null
              ? Future.succeededFuture()
              : subjects.computeIfAbsent(about, unused -> vault.keep(about, fresh));
      Future<List<CaseNumber>> duplicates = duplicates(said, item);
      return Future.all(applicant, handler, subject, duplicates)
          .map(
              all ->
                  new Kept(
                      applicant.result(), handler.result(), subject.result(), duplicates.result()));
    }

    /** Done when it is tried: what is left goes by itself after some days. */
    Future<?> forget() {
      return vault.forget(fresh).otherwiseEmpty();
    }
  }

  Batch batch() {
    return new Batch();
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
}
