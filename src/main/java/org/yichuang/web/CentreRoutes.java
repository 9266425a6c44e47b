package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centre;
import org.yichuang.catalogue.CentreId;
import org.yichuang.catalogue.CentreLevel;
import org.yichuang.catalogue.CentreTree;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.LocalText;
import org.yichuang.people.Role;

/** The tree of centres: shown to everybody, changed by administrators. Of one event loop. */
final class CentreRoutes {
  private final Centres centres;
  private final Catalogue catalogue;

  CentreRoutes(Centres centres, Catalogue catalogue) {
    this.centres = centres;
    this.catalogue = catalogue;
  }

  /**
   * @param parent null at the root
   */
  private record CentreView(
      String id, LocalText name, String level, @Nullable String parent, List<String> halls) {}

  private record CentresView(List<CentreView> centres) {}

  void addTo(Operations operations) {
    operations
        .on("centres", Permission.anyone(), this::centres)
        .on("addCentre", Permission.somewhere(Role.ADMIN), this::add)
        .on("changeCentre", Permission.somewhere(Role.ADMIN), this::change)
        .on("giveHall", Permission.oneOf(Role.ADMIN), this::giveHall);
  }

  private void centres(Exchange exchange) {
    CentreTree tree = centres.tree();
    exchange.answer(
        200,
        ApiJson.write(new CentresView(tree.inOrder().stream().map(it -> view(tree, it)).toList())));
  }

  private CentreView view(CentreTree tree, Centre centre) {
    return new CentreView(
        centre.slug(),
        centre.name(),
        centre.level().word(),
        Optional.ofNullable(centre.parent()).flatMap(tree::centre).map(Centre::slug).orElse(null),
        catalogue.halls().stream()
            .filter(hall -> tree.centreOf(hall.id()).filter(centre::equals).isPresent())
            .map(HallConfig::slug)
            .toList());
  }

  private void add(Exchange exchange) {
    JsonObject body = exchange.body();
    Centre parent = within(exchange, body.getString("parent"));
    if (parent != null) {
      answer(
          exchange,
          201,
          centres.add(
              body.getString("id"), name(body), level(body), parent.id(), author(exchange)));
    }
  }

  /** Who moves a centre rules the place it leaves and the place it goes to. */
  private void change(Exchange exchange) {
    JsonObject body = exchange.body();
    Centre centre = within(exchange, exchange.parameter("centre"));
    if (centre == null) {
      return;
    }
    CentreId parent = null;
    String wanted = body.getString("parent");
    if (wanted != null) {
      Centre named = centres.tree().centre(wanted).orElse(null);
      if (named == null) {
        exchange.answer(AccountProblems.unknownCentre(wanted));
        return;
      }
      parent = named.id();
      if (!parent.equals(centre.parent()) && !rulesBoth(exchange, centre.parent(), parent)) {
        return;
      }
    }
    answer(
        exchange,
        200,
        centres.change(centre.id(), name(body), level(body), parent, author(exchange)));
  }

  private boolean rulesBoth(Exchange exchange, @Nullable CentreId from, CentreId to) {
    CentreTree tree = centres.tree();
    boolean both =
        exchange.principal().scope().covers(to, tree)
            && (from == null || exchange.principal().scope().covers(from, tree));
    if (!both) {
      exchange.answer(beyond(exchange));
    }
    return both;
  }

  private void giveHall(Exchange exchange) {
    Centre to = within(exchange, exchange.body().getString("centre"));
    if (to != null) {
      answer(exchange, 200, centres.giveHall(exchange.hall().id(), to.id(), author(exchange)));
    }
  }

  /** Null when it is answered: there is no such centre, or it lies beyond the account's place. */
  private @Nullable Centre within(Exchange exchange, String slug) {
    CentreTree tree = centres.tree();
    Centre centre = tree.centre(slug).orElse(null);
    if (centre == null) {
      exchange.answer(AccountProblems.unknownCentre(slug));
      return null;
    }
    if (!exchange.principal().scope().covers(centre.id(), tree)) {
      exchange.answer(beyond(exchange));
      return null;
    }
    return centre;
  }

  private static Problem beyond(Exchange exchange) {
    return AccountProblems.notAllowed(
        "a centre within the place of your account",
        Permission.found(exchange) + ", elsewhere",
        "ask the administrator");
  }

  private void answer(Exchange exchange, int status, Future<Centres.Changing> changing) {
    exchange.then(
        changing,
        changed -> {
          switch (changed) {
            case Centres.Changing.Changed it ->
                exchange.answer(status, ApiJson.write(view(centres.tree(), it.centre())));
            case Centres.Changing.Refused it ->
                exchange.answer(AccountProblems.refused(it.refusal()));
          }
        });
  }

  private static LocalText name(JsonObject body) {
    JsonObject name = body.getJsonObject("name");
    return new LocalText(name.getString("zh"), name.getString("en"));
  }

  private static CentreLevel level(JsonObject body) {
    return CentreLevel.of(body.getString("level")).orElseThrow();
  }

  private static AccountId author(Exchange exchange) {
    return exchange.principal().account();
  }
}
