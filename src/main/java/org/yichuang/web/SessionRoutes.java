package org.yichuang.web;

import java.time.Instant;
import java.util.List;
import org.yichuang.people.Access;
import org.yichuang.people.Role;

/** Signing in and out. Confined to one event loop. */
final class SessionRoutes {
  private final Access access;

  SessionRoutes(Access access) {
    this.access = access;
  }

  private record Session(String token, Instant expiresAt, List<String> roles) {}

  void addTo(Operations operations) {
    operations
        .on("signIn", Permission.anyone(), this::signIn)
        .on("signOut", Permission.anyone(), this::signOut);
  }

  private void signIn(Exchange exchange) {
    access
        .signIn(exchange.body().getString("username"), exchange.body().getString("password"))
        .onComplete(
            asked ->
                exchange.run(
                    () -> {
                      if (asked.failed()) {
                        exchange.answer(Problems.accountsUnavailable());
                      } else {
                        answer(exchange, asked.result());
                      }
                    }));
  }

  private static void answer(Exchange exchange, Access.Login login) {
    switch (login) {
      case Access.Login.Granted granted ->
          exchange.answer(
              201,
              ApiJson.write(
                  new Session(
                      granted.token(),
                      granted.expiresAt(),
                      granted.principal().roles().stream().sorted().map(Role::word).toList())));
      case Access.Login.Denied denied -> exchange.answer(Problems.wrongCredentials());
      case Access.Login.Busy busy -> exchange.answer(Problems.signInBusy());
    }
  }

  private void signOut(Exchange exchange) {
    String token = ContractHandler.token(exchange.request());
    access
        .signOut(token == null ? "" : token)
        .onComplete(
            done ->
                exchange.run(
                    () -> {
                      if (done.failed()) {
                        exchange.answer(Problems.accountsUnavailable());
                      } else {
                        exchange.answerNothing();
                      }
                    }));
  }
}
