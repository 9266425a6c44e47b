package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centre;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Accounts;
import org.yichuang.people.AdminLog;
import org.yichuang.people.Grant;
import org.yichuang.people.Role;
import org.yichuang.people.Scope;

/**
 * Accounts, and what administrators and managers did, for them; each sees and changes what lies
 * within the own place. Of one event loop.
 */
final class AccountRoutes {
  static final Permission ADMINISTERS = Permission.somewhere(Role.MANAGER, Role.ADMIN);

  private final Accounts accounts;
  private final AdminLog log;
  private final Catalogue catalogue;
  private final Centres centres;

  AccountRoutes(PeopleParts people, Catalogue catalogue, Centres centres) {
    accounts = people.accounts();
    log = people.log();
    this.catalogue = catalogue;
    this.centres = centres;
  }

  /**
   * @param hall null when it is good for more than one
   * @param centre null when it is good for one hall or for everything
   */
  private record AccountView(
      String username,
      List<String> roles,
      @Nullable String hall,
      @Nullable String centre,
      List<String> windows,
      boolean disabled,
      boolean passwordChangeRequired) {}

  /**
   * @param next null on the last page
   */
  private record AccountsView(List<AccountView> accounts, @Nullable String next) {}

  private record NewPasswordView(AccountView account, String password) {}

  private record EntryView(
      long id, Instant at, String by, String action, String target, Map<String, Object> detail) {}

  /**
   * @param next null on the last page
   */
  private record LogView(List<EntryView> entries, @Nullable Long next) {}

  void addTo(Operations operations) {
    operations
        .on("accounts", ADMINISTERS, this::list)
        .on("createAccount", ADMINISTERS, this::create)
        .on("changeAccount", ADMINISTERS, this::change)
        .on("disableAccount", ADMINISTERS, exchange -> disable(exchange, true))
        .on("enableAccount", ADMINISTERS, exchange -> disable(exchange, false))
        .on("resetPassword", ADMINISTERS, this::resetPassword)
        .on("adminLog", ADMINISTERS, this::log);
  }

  private void list(Exchange exchange) {
    int limit = exchange.queryNumber("limit");
    exchange.then(
        accounts.list(
            exchange.principal().scope(), exchange.query("after").orElse(""), Page.toAsk(limit)),
        found -> {
          Page<AccountView> page = Page.of(found.stream().map(this::view).toList(), limit);
          exchange.answer(
              200,
              ApiJson.write(new AccountsView(page.entries(), page.next(AccountView::username))));
        });
  }

  private void create(Exchange exchange) {
    Grant grant = grant(exchange);
    if (grant != null) {
      answer(
          exchange,
          201,
          accounts.create(exchange.body().getString("username"), grant, exchange.principal()));
    }
  }

  private void change(Exchange exchange) {
    Grant grant = grant(exchange);
    if (grant != null) {
      answer(exchange, 200, accounts.change(username(exchange), grant, exchange.principal()));
    }
  }

  private void disable(Exchange exchange, boolean disabled) {
    answer(exchange, 200, accounts.disable(username(exchange), disabled, exchange.principal()));
  }

  private void resetPassword(Exchange exchange) {
    answer(exchange, 200, accounts.resetPassword(username(exchange), exchange.principal()));
  }

  private void log(Exchange exchange) {
    int limit = exchange.queryNumber("limit");
    long before = exchange.query("after").map(Long::parseLong).orElse(Long.MAX_VALUE);
    exchange.then(
        log.newest(exchange.principal().scope(), before, Page.toAsk(limit)),
        found -> {
          Page<AdminLog.Entry> page = Page.of(found, limit);
          List<EntryView> entries =
              page.entries().stream()
                  .map(
                      it ->
                          new EntryView(
                              it.id(),
                              it.at(),
                              it.by(),
                              it.action(),
                              it.target(),
                              it.detail().getMap()))
                  .toList();
          exchange.answer(200, ApiJson.write(new LogView(entries, page.next(AdminLog.Entry::id))));
        });
  }

  /** Null when it is answered: it names a hall, centre or window that does not exist. */
  private @Nullable Grant grant(Exchange exchange) {
    JsonObject body = exchange.body();
    Set<Role> roles = new HashSet<>();
    for (Object word : body.getJsonArray("roles")) {
      roles.add(Role.valueOf(((String) word).toUpperCase(Locale.ROOT)));
    }
    Set<WindowId> windows = new HashSet<>();
    for (Object id : body.getJsonArray("windows", new JsonArray())) {
      windows.add(new WindowId((String) id));
    }
    String hall = body.getString("hall");
    String centre = body.getString("centre");
    if (hall != null) {
      HallConfig config = catalogue.hall(hall).orElse(null);
      if (config == null) {
        exchange.answer(Problems.unknownHall(hall));
        return null;
      }
      for (WindowId window : windows) {
        if (config.windows().stream().noneMatch(known -> known.id().equals(window))) {
          exchange.answer(Problems.unknownWindow(hall, window.value()));
          return null;
        }
      }
      return new Grant(roles, new Scope.OfHall(config.id()), windows);
    }
    if (!windows.isEmpty()) {
      exchange.answer(
          HttpProblems.invalidRequest("windows: expected a hall beside them, found none"));
      return null;
    }
    if (centre == null) {
      return new Grant(roles, new Scope.Everything(), windows);
    }
    Centre named = centres.tree().centre(centre).orElse(null);
    if (named == null) {
      exchange.answer(AccountProblems.unknownCentre(centre));
      return null;
    }
    return new Grant(roles, new Scope.OfCentre(named.id()), windows);
  }

  private void answer(Exchange exchange, int status, Future<Accounts.Changing> changing) {
    exchange.then(
        changing,
        changed -> {
          switch (changed) {
            case Accounts.Changing.Changed it ->
                exchange.answer(status, ApiJson.write(view(it.account())));
            case Accounts.Changing.NewPassword it ->
                exchange.answer(
                    status, ApiJson.write(new NewPasswordView(view(it.account()), it.password())));
            case Accounts.Changing.Refused it ->
                exchange.answer(AccountProblems.refused(it.refusal()));
            case Accounts.Changing.Busy it -> exchange.answer(AccountProblems.signInBusy());
          }
        });
  }

  private AccountView view(Accounts.Account account) {
    Grant grant = account.grant();
    return new AccountView(
        account.username(),
        grant.roles().stream().sorted().map(Role::word).toList(),
        grant.scope() instanceof Scope.OfHall(HallId hall) ? catalogue.newest(hall).slug() : null,
        grant.scope() instanceof Scope.OfCentre of
            ? centres.tree().centre(of.centre()).map(Centre::slug).orElse(null)
            : null,
        grant.windows().stream().map(WindowId::value).sorted().toList(),
        account.disabled(),
        account.initial());
  }

  private static String username(Exchange exchange) {
    return exchange.parameter("account");
  }
}
