package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.journal.CaseFiles;
import org.yichuang.people.AccountNames;
import org.yichuang.people.Principal;
import org.yichuang.people.Scope;
import org.yichuang.persons.Inspection;
import org.yichuang.persons.Looked;
import org.yichuang.persons.PersonField;
import org.yichuang.persons.PersonJson;
import org.yichuang.persons.PersonVault;
import org.yichuang.persons.Purview;
import org.yichuang.persons.Subject;
import org.yichuang.persons.Unmasked;

/**
 * People of a case as they are, for a reason that is recorded; and who looked. Of one event loop.
 */
final class CasePeopleRoutes {
  /** What a case is about, beside the fields of its people. */
  private static final String SUBJECT = "subject";

  private final CaseReading reading;
  private final PersonVault vault;
  private final AccountNames names;
  private final Catalogue catalogue;
  private final Centres centres;

  CasePeopleRoutes(ApiParts parts, CaseReading reading) {
    this.reading = reading;
    vault = parts.cases().vault();
    names = parts.cases().names();
    catalogue = parts.catalogue();
    centres = parts.centres();
  }

  private record LookView(
      long id,
      Instant at,
      String by,
      List<String> fields,
      String reason,
      @Nullable String caseNumber) {}

  /**
   * @param next null on the last page
   */
  private record LooksView(List<LookView> looks, @Nullable Long next) {}

  void addTo(Operations operations) {
    operations
        .on(
            "lookAtCasePeople",
            Permission.somewhere(CaseAccess.inspectors()),
            exchange ->
                reading.open(exchange, CaseAccess.inspectors(), opened -> unmask(exchange, opened)))
        .on(
            "looksAtCasePeople",
            Permission.somewhere(CaseAccess.auditors()),
            exchange ->
                reading.open(exchange, CaseAccess.auditors(), opened -> looks(exchange, opened)));
  }

  private void unmask(Exchange exchange, CaseFiles.Opened opened) {
    JsonObject body = exchange.body();
    Inspection why;
    try {
      why =
          new Inspection(
              exchange.principal().account(), body.getString("reason"), opened.state().number());
    } catch (IllegalArgumentException unfit) {
      exchange.answer(HttpProblems.invalidRequest("reason: " + unfit.getMessage()));
      return;
    }
    Set<PersonField> fields = EnumSet.noneOf(PersonField.class);
    List<?> words = body.getJsonArray("fields").getList();
    for (Object word : words) {
      if (!word.equals(SUBJECT)) {
        fields.add(PersonField.valueOf(((String) word).toUpperCase(Locale.ROOT)));
      }
    }
    CaseEvent.CaseRegistered facts = opened.state().registration().orElseThrow().facts();
    PersonRef handler = facts.handler();
    SubjectRef subject = words.contains(SUBJECT) ? facts.subject() : null;
    Future<Map<PersonRef, Unmasked>> people =
        fields.isEmpty()
            ? Future.succeededFuture(Map.of())
            : vault.unmasked(
                Stream.of(facts.applicant(), handler).filter(Objects::nonNull).distinct().toList(),
                fields,
                why);
    Future<Map<SubjectRef, Subject>> subjects =
        subject == null
            ? Future.succeededFuture(Map.of())
            : vault.unmaskedSubjects(List.of(subject), why);
    exchange.then(
        Future.all(people, subjects),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        unused ->
            exchange.answer(
                200,
                ApiJson.write(
                    new CaseView.PeopleView(
                        map(people.result().get(facts.applicant())),
                        handler == null ? null : map(people.result().get(handler)),
                        subject == null ? null : map(subjects.result().get(subject))))));
  }

  private static @Nullable Map<String, Object> map(@Nullable Unmasked person) {
    return person == null ? null : ApiJson.map(PersonJson.json(person));
  }

  private static @Nullable Map<String, Object> map(@Nullable Subject subject) {
    return subject == null ? null : ApiJson.map(PersonJson.json(subject));
  }

  /** What somebody may audit: as far as their roles reach, and the case that they may see. */
  private Purview purview(Principal who, CaseNumber asked) {
    return who.scope() instanceof Scope.Everything
        ? new Purview.Everything()
        : new Purview.OfHalls(
            catalogue.halls().stream()
                .map(HallConfig::id)
                .filter(hall -> who.may(centres.tree().place(hall), CaseAccess.auditors()))
                .collect(Collectors.toSet()),
            asked);
  }

  private void looks(Exchange exchange, CaseFiles.Opened opened) {
    int limit = exchange.queryNumber("limit");
    long before = exchange.query("after").map(Long::parseLong).orElse(Long.MAX_VALUE);
    exchange.then(
        found(
            opened.state().registration().orElseThrow().facts(),
            exchange.query("person").orElse("applicant"),
            purview(exchange.principal(), opened.state().number()),
            before,
            Page.toAsk(limit)),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        found -> {
          Page<Looked> page = Page.of(found, limit);
          Set<AccountId> accounts =
              page.entries().stream().map(Looked::by).collect(Collectors.toSet());
          exchange.then(
              names.names(accounts),
              named ->
                  exchange.answer(
                      200,
                      ApiJson.write(
                          new LooksView(
                              page.entries().stream()
                                  .map(
                                      look ->
                                          new LookView(
                                              look.id(),
                                              look.at(),
                                              CaseViews.name(named, look.by()),
                                              look.fields(),
                                              look.reason(),
                                              look.caseNumber()))
                                  .toList(),
                              page.next(Looked::id)))));
        });
  }

  /** Nobody looked at what a case does not have. */
  private Future<List<Looked>> found(
      CaseEvent.CaseRegistered facts, String whose, Purview within, long before, int limit) {
    PersonRef person = whose.equals("handler") ? facts.handler() : facts.applicant();
    SubjectRef subject = facts.subject();
    if (whose.equals(SUBJECT)) {
      return subject == null
          ? Future.succeededFuture(List.of())
          : vault.looks(subject, within, before, limit);
    }
    return person == null
        ? Future.succeededFuture(List.of())
        : vault.looks(person, within, before, limit);
  }
}
