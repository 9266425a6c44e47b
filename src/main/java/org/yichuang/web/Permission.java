package org.yichuang.web;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Role;

/** Who may use an operation. Asked when it is known who asks, and where. */
@FunctionalInterface
interface Permission {

  /** Null when they may. */
  @Nullable Problem refusal(Exchange exchange);

  /** Who watches over a hall: looks, acknowledges, puts back, changes a window's queues. */
  static Role[] supervising() {
    return new Role[] {Role.SUPERVISOR, Role.MANAGER, Role.ADMIN};
  }

  static String words(Role... roles) {
    return Arrays.stream(roles).map(Role::word).collect(Collectors.joining(", "));
  }

  /** Everybody the contract lets in. */
  static Permission anyone() {
    return exchange -> null;
  }

  /** Who holds one of the roles for the hall. */
  static Permission oneOf(Role... roles) {
    String words = words(roles);
    return exchange ->
        exchange.principal().may(exchange.place(), roles)
            ? null
            : AccountProblems.notAllowed(
                "one of the roles %s at %s".formatted(words, exchange.hall().slug()),
                found(exchange),
                "ask the manager of the hall");
  }

  /** Who holds one of the roles, wherever that is; what they may do there is seen later. */
  static Permission somewhere(Role... roles) {
    String words = words(roles);
    return exchange ->
        exchange.principal().holds(roles)
            ? null
            : AccountProblems.notAllowed(
                "one of the roles " + words, found(exchange), "ask the administrator");
  }

  /** Who runs the whole deployment. */
  static Permission administrator() {
    return exchange ->
        exchange.principal().mayEverywhere(Role.ADMIN)
            ? null
            : AccountProblems.notAllowed(
                "an administrator of all halls", found(exchange), "ask the administrator");
  }

  /** Every account of the hall. */
  static Permission anyAccount() {
    return oneOf(Role.values());
  }

  /** Who may work at the window. */
  static Permission atWindow() {
    return exchange -> {
      WindowId window = new WindowId(exchange.parameter("window"));
      return exchange.principal().mayServe(exchange.place(), window)
          ? null
          : AccountProblems.notAllowed(
              "a clerk of window %s, or a manager of %s".formatted(window, exchange.hall().slug()),
              found(exchange),
              "work at your own windows");
    };
  }

  /** Who works at the window, or supervises the hall: to look, not to act. */
  static Permission seesWindow() {
    Permission serving = atWindow();
    return exchange ->
        exchange.principal().may(exchange.place(), Role.SUPERVISOR)
            ? null
            : serving.refusal(exchange);
  }

  static String found(Exchange exchange) {
    if (exchange.session().initial()) {
      return "a password that somebody else chose; change it by"
          + " PUT /api/v1/sessions/current/password";
    }
    String roles =
        exchange.principal().roles().stream()
            .sorted()
            .map(Role::word)
            .collect(Collectors.joining(", "));
    return roles.isEmpty() ? "an account without a role" : "the roles of your account: " + roles;
  }
}
