package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.journal.CaseRegister;
import org.yichuang.people.AccountNames;
import org.yichuang.persons.IdNumber;
import org.yichuang.persons.IdType;
import org.yichuang.persons.InvalidPerson;
import org.yichuang.persons.MaskedPerson;
import org.yichuang.persons.PersonJson;
import org.yichuang.persons.PersonReading;
import org.yichuang.persons.PersonVault;

/** Lists of a hall's cases, and cases of somebody by their number. Confined to one event loop. */
final class CaseListRoutes {
  private final CaseRegister register;
  private final PersonVault vault;
  private final AccountNames names;
  private final Catalogue catalogue;
  private final Centres centres;

  CaseListRoutes(ApiParts parts) {
    register = parts.cases().register();
    vault = parts.cases().vault();
    names = parts.cases().names();
    catalogue = parts.catalogue();
    centres = parts.centres();
  }

  /**
   * @param applicant masked; absent when the record was erased
   */
  private record EntryView(
      String caseNumber,
      int seq,
      String item,
      String kind,
      String state,
      String light,
      @Nullable Map<String, Object> applicant,
      LocalDate arrived,
      @Nullable LocalDate promised,
      @Nullable LocalDate statutory,
      @Nullable String clerk) {}

  /**
   * @param next null on the last page
   */
  private record ListView(List<EntryView> cases, @Nullable String next) {}

  void addTo(Operations operations) {
    Permission reads = Permission.somewhere(CaseAccess.readers());
    operations.on("cases", reads, this::list).on("findCases", reads, this::find);
  }

  private void list(Exchange exchange) {
    at(
        exchange,
        exchange.query("hall").orElseThrow(),
        hall -> {
          String due = exchange.query("dueBefore").orElse(null);
          LocalDate dueBefore = due == null ? null : Dates.parse(due);
          if (due != null && dueBefore == null) {
            exchange.answer(
                HttpProblems.invalidRequest(
                    "dueBefore: expected a date such as 2026-12-03, found " + due));
            return;
          }
          CaseNumber after;
          try {
            after = exchange.query("after").map(CaseNumber::parse).orElse(null);
          } catch (IllegalArgumentException mistyped) {
            exchange.answer(CaseProblems.mistypedNumber(String.valueOf(mistyped.getMessage())));
            return;
          }
          String clerk = exchange.query("clerk").orElse(null);
          exchange.then(
              clerk == null ? Future.succeededFuture(Map.of()) : names.ids(Set.of(clerk)),
              found -> {
                if (clerk != null && !found.containsKey(clerk)) {
                  exchange.answer(CaseProblems.unknownColleague(clerk));
                  return;
                }
                page(
                    exchange,
                    new CaseRegister.Search(
                        hall.id(),
                        exchange.query("state").orElse(null),
                        exchange.query("light").orElse(null),
                        dueBefore,
                        clerk == null ? null : found.get(clerk),
                        null),
                    after,
                    exchange.queryNumber("limit"));
              });
        });
  }

  private void find(Exchange exchange) {
    JsonObject body = exchange.body();
    at(
        exchange,
        body.getString("hall"),
        hall -> {
          IdNumber number;
          CaseNumber after;
          try {
            String last = body.getString("after");
            after = last == null ? null : CaseNumber.parse(last);
          } catch (IllegalArgumentException mistyped) {
            exchange.answer(CaseProblems.mistypedNumber(String.valueOf(mistyped.getMessage())));
            return;
          }
          try {
            number =
                new IdNumber(
                    IdType.of(body.getString("idType")).orElseThrow(), body.getString("idNumber"));
          } catch (InvalidPerson wrong) {
            exchange.answer(
                CaseProblems.unfit(
                    "body", List.of(new PersonReading.Wrong("idNumber", wrong.refusal()))));
            return;
          }
          exchange.then(
              vault.findByNumber(number),
              CaseProblems.recordsUnavailable(exchange.repeating()),
              people ->
                  page(
                      exchange,
                      new CaseRegister.Search(hall.id(), null, null, null, null, people),
                      after,
                      body.getInteger("limit", 50)));
        });
  }

  private void at(Exchange exchange, String slug, Consumer<HallConfig> use) {
    HallConfig hall = catalogue.hall(slug).orElse(null);
    if (hall == null) {
      exchange.answer(Problems.unknownHall(slug));
      return;
    }
    exchange.at(hall, centres.tree().place(hall.id()));
    Problem refusal = Permission.oneOf(CaseAccess.readers()).refusal(exchange);
    if (refusal != null) {
      exchange.answer(refusal);
      return;
    }
    use.accept(hall);
  }

  private void page(
      Exchange exchange, CaseRegister.Search search, @Nullable CaseNumber after, int limit) {
    exchange.then(
        register.list(search, after, Page.toAsk(limit)),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        found -> {
          Page<CaseRegister.Entry> page = Page.of(found, limit);
          Set<PersonRef> people =
              page.entries().stream()
                  .map(CaseRegister.Entry::applicant)
                  .collect(Collectors.toSet());
          Set<AccountId> clerks = new HashSet<>();
          page.entries().stream()
              .map(CaseRegister.Entry::clerk)
              .filter(Objects::nonNull)
              .forEach(clerks::add);
          Future<Map<PersonRef, MaskedPerson>> masked = vault.masked(people);
          Future<Map<AccountId, String>> named = names.names(clerks);
          exchange.then(
              Future.all(masked, named),
              CaseProblems.recordsUnavailable(exchange.repeating()),
              unused ->
                  exchange.answer(
                      200,
                      ApiJson.write(
                          new ListView(
                              page.entries().stream()
                                  .map(entry -> view(entry, masked.result(), named.result()))
                                  .toList(),
                              page.next(last -> last.number().display())))));
        });
  }

  private static EntryView view(
      CaseRegister.Entry entry, Map<PersonRef, MaskedPerson> people, Map<AccountId, String> names) {
    MaskedPerson applicant = people.get(entry.applicant());
    AccountId clerk = entry.clerk();
    return new EntryView(
        entry.number().display(),
        entry.seq(),
        entry.item(),
        entry.kind(),
        entry.phase(),
        entry.light(),
        applicant == null ? null : ApiJson.map(PersonJson.json(applicant)),
        entry.arrived(),
        entry.promised(),
        entry.statutory(),
        clerk == null ? null : CaseViews.name(names, clerk));
  }
}
