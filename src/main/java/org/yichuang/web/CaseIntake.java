package org.yichuang.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.ItemRef;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.catalogue.ItemId;
import org.yichuang.cluster.HallReply;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;
import org.yichuang.people.AccountNames;

/**
 * How cases begin: what was said is read, people are kept by the vault, other cases of the same are
 * looked for, and the hall gives the numbers. Confined to one event loop.
 */
final class CaseIntake {
  private final Catalogue catalogue;
  private final Centres centres;
  private final AccountNames names;
  private final CaseRecords records;
  private final CaseOrders orders;
  private final ConfigurationInForce inForce;
  private final ApplicationSeal seal;
  private final InstantSource clock;

  CaseIntake(ApiParts parts, CaseRecords records, CaseOrders orders, ConfigurationInForce inForce) {
    catalogue = parts.catalogue();
    centres = parts.centres();
    names = parts.cases().names();
    seal = new ApplicationSeal(parts.trackingKey());
    clock = parts.booking().clock();
    this.records = records;
    this.orders = orders;
    this.inForce = inForce;
  }

  /** Told of the cases that have begun. */
  @FunctionalInterface
  interface Begun {
    void with(List<HallReply.CaseAt> cases);
  }

  /** One registration of a request. */
  private record Entry(
      JsonObject body,
      ItemRef item,
      CaseApplication said,
      @Nullable HallId responsible,
      @Nullable TicketId ticket) {}

  /** One case. */
  void register(Exchange exchange, Begun begun) {
    begin(exchange, List.of(exchange.body()), "", (entry, register) -> register, begun);
  }

  /** Several cases of one ticket, or of none. */
  void registerAll(Exchange exchange, Begun begun) {
    List<JsonObject> bodies = new ArrayList<>();
    for (Object each : exchange.body().getJsonArray("cases", new JsonArray())) {
      bodies.add((JsonObject) each);
    }
    begin(exchange, bodies, "cases/%d/", (entry, register) -> register, begun);
  }

  /** An immediate case from its application to its delivery. */
  void handleAtOnce(Exchange exchange, Begun begun) {
    begin(
        exchange,
        List.of(exchange.body()),
        "",
        (body, register) ->
            new CaseCommand.HandleAtOnce(
                register,
                body.part("accept").accept(),
                body.part("decide").decide(),
                body.part("issue").issue(),
                body.part("deliver").deliver()),
        begun);
  }

  /**
   * @param place of a registration within the body, by its number; empty: it is the body
   */
  private void begin(
      Exchange exchange,
      List<JsonObject> bodies,
      String place,
      BiFunction<CaseBody, CaseCommand.RegisterCase, CaseCommand> whole,
      Begun begun) {
    String slug = exchange.body().getString("hall");
    HallConfig newest = catalogue.hall(slug).orElse(null);
    if (newest == null) {
      exchange.answer(Problems.unknownHall(slug));
      return;
    }
    exchange.at(newest, centres.tree().place(newest.id()));
    Problem notHere = Permission.oneOf(CaseAccess.readers()).refusal(exchange);
    if (notHere != null) {
      exchange.answer(notHere);
      return;
    }
    Set<CaseRole> roles = CaseAccess.roles(exchange.principal());
    if (!roles.contains(CaseRole.INTAKE) && !roles.contains(CaseRole.AGENT)) {
      exchange.answer(CaseProblems.notIntake(roles));
      return;
    }
    inForce.of(
        exchange,
        hall -> {
          List<Entry> entries = new ArrayList<>();
          for (JsonObject body : bodies) {
            Entry entry = read(exchange, hall, body, place.formatted(entries.size()));
            if (entry == null) {
              return;
            }
            entries.add(entry);
          }
          named(exchange, accounts -> kept(exchange, entries, accounts, whole, begun));
        });
  }

  /** Null when it is answered: something of it will not do. */
  private @Nullable Entry read(Exchange exchange, HallConfig hall, JsonObject body, String place) {
    String item = body.getString("item");
    if (catalogue.item(hall.id(), hall.version(), new ItemId(item)).isEmpty()) {
      exchange.answer(Problems.unknownItem(hall.slug(), item));
      return null;
    }
    String elsewhere = body.getString("responsible");
    HallConfig responsible = elsewhere == null ? null : catalogue.hall(elsewhere).orElse(null);
    if (elsewhere != null && responsible == null) {
      exchange.answer(Problems.unknownHall(elsewhere));
      return null;
    }
    String number = exchange.body().getString("ticket");
    TicketId ticket = number == null ? null : TicketId.parse(number).orElse(null);
    if (number != null && ticket == null) {
      exchange.answer(Problems.unknownTicket(number));
      return null;
    }
    LocalDate today = clock.instant().atZone(hall.zone()).toLocalDate();
    return switch (CaseApplication.read(body, place, today)) {
      case CaseApplication.Read.Bad bad -> {
        exchange.answer(bad.problem());
        yield null;
      }
      case CaseApplication.Read.Application read ->
          new Entry(
              body,
              new ItemRef(item, hall.version()),
              read.said(),
              responsible == null ? null : responsible.id(),
              ticket);
    };
  }

  /** Accounts that the body names. */
  private void named(Exchange exchange, Consumer<Map<String, AccountId>> use) {
    CaseRoutes.named(exchange, names, use);
  }

  private void kept(
      Exchange exchange,
      List<Entry> entries,
      Map<String, AccountId> accounts,
      BiFunction<CaseBody, CaseCommand.RegisterCase, CaseCommand> whole,
      Begun begun) {
    List<CaseBody> bodies =
        entries.stream().map(entry -> new CaseBody(entry.body(), accounts)).toList();
    CaseRecords.Batch batch = records.batch();
    exchange.then(
        Few.of(entries, entry -> batch.keep(entry.said(), entry.item().id())),
        CaseProblems.recordsUnavailable(exchange.repeating()),
        kept -> {
          List<CaseCommand> commands = new ArrayList<>();
          try {
            for (int i = 0; i < entries.size(); i++) {
              commands.add(
                  whole.apply(bodies.get(i), command(entries.get(i), bodies.get(i), kept.get(i))));
            }
          } catch (IllegalArgumentException unfit) {
            exchange.then(
                batch.forget(),
                gone ->
                    exchange.answer(
                        HttpProblems.invalidRequest(String.valueOf(unfit.getMessage()))));
            return;
          }
          orders.begin(
              exchange,
              commands,
              seal.of(entries.stream().map(Entry::said).toList()),
              batch::forget,
              begun::with);
        });
  }

  private static CaseCommand.RegisterCase command(
      Entry entry, CaseBody body, CaseRecords.Kept kept) {
    return new CaseCommand.RegisterCase(
        entry.item(),
        body.channel(),
        kept.applicant(),
        kept.handler(),
        kept.subject(),
        entry.ticket(),
        body.account("owner"),
        body.account("backup"),
        entry.responsible(),
        entry.body().containsKey("licenceExpires") ? body.licenceExpires() : null,
        kept.duplicates());
  }
}
