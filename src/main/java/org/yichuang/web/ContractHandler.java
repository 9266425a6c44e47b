package org.yichuang.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallConfig;
import org.yichuang.people.Access;
import org.yichuang.people.DeviceKind;
import org.yichuang.people.Principal;
import org.yichuang.people.Session;

/**
 * Leads every request through the contract to its operation; what lies at no path of it is left to
 * the routes behind. Confined to one event loop.
 *
 * <p>The order is part of the contract: path and method, size, signed in, path parameters, hall,
 * allowed, query, headers, body. Whoever is not allowed learns nothing from the rest.
 */
final class ContractHandler implements Handler<RoutingContext> {
  static final int MAX_TOKEN = 200;
  private static final String BEARER = "Bearer ";

  private record Bound(ContractOperation operation, Operations.Handling handling) {}

  private static final class Methods {
    final Map<String, Bound> byName = new TreeMap<>();
  }

  private final Catalogue catalogue;
  private final Centres centres;
  private final Access access;
  private final Rates<AccountId> rates;
  private final int maxBodyBytes;
  private final PathTree<Methods> paths = new PathTree<>();

  /**
   * @throws IllegalArgumentException when contract and operations do not fit together
   */
  ContractHandler(OpenAPIContract contract, Operations operations, ApiParts parts) {
    catalogue = parts.catalogue();
    centres = parts.centres();
    access = parts.access();
    rates = parts.edge().accounts();
    maxBodyBytes = parts.maxBodyBytes();
    for (Operation operation : contract.operations()) {
      ContractOperation compiled = ContractOperation.of(contract, operation);
      paths
          .at(compiled.template(), compiled.path(), Methods::new)
          .byName
          .put(
              compiled.method().name(),
              new Bound(compiled, operations.take(operation.getOperationId())));
    }
    operations.expectAllTaken();
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    PathTree.Match<Methods> match = paths.find(request.path());
    if (match == null) {
      context.next();
      return;
    }
    Map<String, Bound> methods = match.value().byName;
    HttpMethod method = request.method();
    Bound bound = methods.get(method.equals(HttpMethod.HEAD) ? "GET" : method.name());
    if (bound == null) {
      String allowed = String.join(", ", methods.keySet());
      HttpProblems.methodNotAllowed(allowed.replace("GET", "GET, HEAD"), method.name())
          .send(request.response());
      return;
    }
    AccessLog.operation(context, bound.operation().id());
    Exchange exchange =
        new Exchange(request, bound.operation(), match.parameters(), AccessLog.line(context));
    Integer own = bound.operation().maxBodyBytes();
    int most = own == null ? maxBodyBytes : Math.max(own, maxBodyBytes);
    BodyReader.read(
        request,
        most,
        body -> exchange.run(() -> identify(exchange, bound, body)),
        () -> exchange.answer(HttpProblems.tooLarge(most)),
        () -> exchange.answer(HttpProblems.malformedBody()));
  }

  private void identify(Exchange exchange, Bound bound, Buffer body) {
    if (!bound.operation().signedIn()) {
      proceed(exchange, bound, body);
      return;
    }
    HttpServerRequest request = exchange.request();
    boolean byCookie = request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    String token = token(request);
    if (token == null
        && bound.operation().anonymous()
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
      proceed(exchange, bound, body);
      return;
    }
    if (token == null) {
      exchange.answer(AccountProblems.notSignedIn("none"));
      return;
    }
    if (byCookie && !safe(request.method()) && !Origins.own(request)) {
      exchange.answer(HttpProblems.foreignOrigin(Origins.found(request)));
      return;
    }
    access
        .whoIs(token)
        .onComplete(
            asked ->
                exchange.run(
                    () -> {
                      if (asked.failed()) {
                        exchange.answer(AccountProblems.accountsUnavailable());
                        return;
                      }
                      Optional<Session> session = asked.result();
                      if (session.isEmpty()) {
                        exchange.answer(
                            AccountProblems.notSignedIn("one that is unknown, expired or revoked"));
                        return;
                      }
                      long pause = rates.pauseSeconds(session.get().principal().account());
                      if (pause > 0) {
                        exchange.answer(AccountProblems.tooManyRequests(pause));
                        return;
                      }
                      exchange.signedIn(session.get());
                      proceed(exchange, bound, body);
                    }));
  }

  private void proceed(Exchange exchange, Bound bound, Buffer body) {
    Problem problem = located(exchange);
    if (problem == null) {
      problem = ofDevice(exchange);
    }
    if (problem == null) {
      problem = bound.handling().permission().refusal(exchange);
    }
    if (problem == null) {
      problem = formed(exchange, body);
    }
    if (problem == null) {
      bound.handling().action().accept(exchange);
    } else {
      exchange.answer(problem);
    }
  }

  /** A paired device does what the contract says of its kind, whatever its role might do. */
  private static @Nullable Problem ofDevice(Exchange exchange) {
    List<String> kinds = exchange.operation().devices();
    return exchange
        .caller()
        .flatMap(Principal::device)
        .map(DeviceKind::word)
        .filter(kind -> !kinds.contains(kind))
        .map(
            kind ->
                AccountProblems.notAllowed(
                    "an account of a person", "a paired " + kind, "sign in by an account"))
        .orElse(null);
  }

  private @Nullable Problem located(Exchange exchange) {
    ContractOperation operation = exchange.operation();
    for (int i = 0; i < operation.path().size(); i++) {
      Problem problem = operation.path().get(i).check(exchange.parameter(i));
      if (problem != null) {
        return problem;
      }
    }
    int hall = operation.parameter("hall");
    if (hall < 0) {
      return null;
    }
    String slug = exchange.parameter(hall);
    Optional<HallConfig> config = catalogue.hall(slug);
    config.ifPresent(found -> exchange.at(found, centres.tree().place(found.id())));
    return config.isPresent() ? null : Problems.unknownHall(slug);
  }

  private static @Nullable Problem formed(Exchange exchange, Buffer body) {
    ContractOperation operation = exchange.operation();
    switch (operation.query().read(exchange.request().query())) {
      case QueryRule.Read.Bad bad -> {
        return bad.problem();
      }
      case QueryRule.Read.Values values -> exchange.asked(values.byName());
    }
    for (TextRule header : operation.headers()) {
      Problem problem = header.check(exchange.request().getHeader(header.name()));
      if (problem != null) {
        return problem;
      }
    }
    BodyRule rule = operation.body();
    if (rule == null) {
      return body.length() == 0 ? null : HttpProblems.unexpectedBody();
    }
    return switch (rule.read(exchange.request(), body)) {
      case BodyRule.Read.Bad bad -> bad.problem();
      case BodyRule.Read.Body read -> {
        exchange.with(read.json());
        yield null;
      }
    };
  }

  private static boolean safe(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  /** Who sends an Authorization header means that; pages send their cookie. */
  static @Nullable String token(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return SessionCookie.token(request);
    }
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        || header.length() > BEARER.length() + MAX_TOKEN) {
      return null;
    }
    String token = header.substring(BEARER.length()).strip();
    return token.isEmpty() ? null : token;
  }
}
