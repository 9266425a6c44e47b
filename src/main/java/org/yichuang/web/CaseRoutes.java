package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CasePhase;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.CaseVerb;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.hall.AccountId;
import org.yichuang.people.AccountNames;
import org.yichuang.people.Principal;
import org.yichuang.persons.MaskedPerson;
import org.yichuang.persons.MaskedSubject;
import org.yichuang.persons.PersonJson;
import org.yichuang.persons.PersonVault;

/** What staff do with a case, and what they see of it. Confined to one event loop. */
final class CaseRoutes {
  private final CaseReading reading;
  private final CaseOrders orders;
  private final CaseAnswers answers;
  private final CaseViews views;
  private final PersonVault vault;
  private final AccountNames names;
  private final InstantSource clock;

  CaseRoutes(
      ApiParts parts,
      CaseReading reading,
      CaseOrders orders,
      CaseAnswers answers,
      CaseViews views) {
    this.reading = reading;
    this.orders = orders;
    this.answers = answers;
    this.views = views;
    vault = parts.cases().vault();
    names = parts.cases().names();
    clock = parts.booking().clock();
  }

  void addTo(Operations operations) {
    Permission reads = Permission.somewhere(CaseAccess.readers());
    operations.on("oneCase", reads, this::look);
    for (CaseVerb verb : CaseVerb.values()) {
      if (!verb.mayBeAskedIn(CasePhase.UNREGISTERED)) {
        operations.on(operation(verb), reads, exchange -> act(exchange, verb));
      }
    }
  }

  /** {@code caseGiveNotice}. */
  static String operation(CaseVerb verb) {
    return "case"
        + Arrays.stream(verb.word().split("-", -1))
            .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
            .collect(Collectors.joining());
  }

  /**
   * Goes on with the accounts that the body names; answers when there is no such colleague, or none
   * of the roles that the post needs.
   */
  static void named(Exchange exchange, AccountNames names, Consumer<Map<String, AccountId>> use) {
    Set<String> asked = CaseBody.accounts(exchange.body());
    exchange.then(
        names.colleagues(asked),
        found ->
            asked.stream()
                .filter(name -> !found.containsKey(name))
                .findFirst()
                .map(CaseProblems::unknownColleague)
                .or(() -> CasePosts.misfit(exchange, found))
                .ifPresentOrElse(exchange::answer, () -> use.accept(accounts(found))));
  }

  private static Map<String, AccountId> accounts(Map<String, AccountNames.Colleague> found) {
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().account()));
  }

  private void act(Exchange exchange, CaseVerb verb) {
    reading.allowed(
        exchange,
        CaseAccess.readers(),
        number -> {
          if (exchange.operation().body() == null) {
            give(exchange, number, new CaseBody(new JsonObject(), Map.of()), verb);
          } else {
            named(
                exchange,
                names,
                accounts -> give(exchange, number, new CaseBody(exchange.body(), accounts), verb));
          }
        });
  }

  private void give(Exchange exchange, CaseNumber number, CaseBody body, CaseVerb verb) {
    CaseCommand command;
    try {
      command = body.command(verb);
    } catch (IllegalArgumentException unfit) {
      exchange.answer(HttpProblems.invalidRequest(String.valueOf(unfit.getMessage())));
      return;
    }
    orders.give(
        exchange,
        number,
        command,
        done ->
            answers.changed(
                exchange, done.getFirst(), view -> exchange.answer(200, ApiJson.write(view))));
  }

  private void look(Exchange exchange) {
    reading.open(
        exchange,
        CaseAccess.readers(),
        opened -> {
          CaseState state = opened.state();
          Future<CaseView.PeopleView> people = people(state);
          Future<Map<AccountId, String>> named = names.names(CaseViews.accounts(state));
          exchange.then(
              Future.all(people, named),
              CaseProblems.recordsUnavailable(exchange.repeating()),
              unused ->
                  exchange.answer(
                      200,
                      ApiJson.write(
                          views.of(
                              state,
                              named.result(),
                              new CaseView.Beside(
                                  null, people.result(), moves(exchange, state))))));
        });
  }

  private List<String> moves(Exchange exchange, CaseState state) {
    Principal who = exchange.principal();
    return CaseMoves.of(
        state,
        new Author(who.account(), CaseAccess.roles(who)),
        reading.rules(state.number().hall()),
        clock.instant());
  }

  private Future<CaseView.PeopleView> people(CaseState state) {
    CaseEvent.CaseRegistered facts = state.registration().orElseThrow().facts();
    PersonRef handler = facts.handler();
    SubjectRef subject = facts.subject();
    Future<Map<PersonRef, MaskedPerson>> persons =
        vault.masked(
            Stream.of(facts.applicant(), handler).filter(Objects::nonNull).distinct().toList());
    Future<Map<SubjectRef, MaskedSubject>> subjects =
        subject == null ? Future.succeededFuture(Map.of()) : vault.maskedSubjects(List.of(subject));
    return Future.all(persons, subjects)
        .map(
            unused ->
                new CaseView.PeopleView(
                    map(persons.result().get(facts.applicant())),
                    handler == null ? null : map(persons.result().get(handler)),
                    subject == null ? null : map(subjects.result().get(subject))));
  }

  private static @Nullable Map<String, Object> map(@Nullable MaskedPerson person) {
    return person == null ? null : ApiJson.map(PersonJson.json(person));
  }

  private static @Nullable Map<String, Object> map(@Nullable MaskedSubject subject) {
    return subject == null ? null : ApiJson.map(PersonJson.json(subject));
  }
}
