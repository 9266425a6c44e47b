package org.yichuang.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.catalogue.Place;
import org.yichuang.hall.HallConfig;
import org.yichuang.people.Principal;
import org.yichuang.people.Session;

/**
 * One request on its way through the contract to its answer. Confined to its event loop. Its parts
 * are there in the order of the checks: parameters, who asks, hall, query, body.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final HttpServerRequest request;
  private final ContractOperation operation;
  private final List<String> parameters;
  private final AccessLog.@Nullable Line line;
  private @Nullable Session session;
  private @Nullable HallConfig hall;
  private @Nullable Place place;
  private Map<String, String> query = Map.of();
  private @Nullable JsonObject body;

  Exchange(
      HttpServerRequest request,
      ContractOperation operation,
      List<String> parameters,
      AccessLog.@Nullable Line line) {
    this.line = line;
    this.request = request;
    this.operation = operation;
    this.parameters = parameters;
  }

  HttpServerRequest request() {
    return request;
  }

  ContractOperation operation() {
    return operation;
  }

  String parameter(int index) {
    return parameters.get(index);
  }

  /** What whoever gets no certain answer may do. */
  Repeating repeating() {
    return operation.repeating();
  }

  String parameter(String name) {
    return parameters.get(operation.parameter(name));
  }

  void signedIn(Session by) {
    AccessLog.account(line, by.principal().account().value());
    session = by;
  }

  Session session() {
    return present(session, "a session");
  }

  /** Whoever is signed in, where an operation is for everybody. */
  Optional<Principal> caller() {
    return Optional.ofNullable(session).map(Session::principal);
  }

  Principal principal() {
    return session().principal();
  }

  void at(HallConfig where, Place within) {
    hall = where;
    place = within;
  }

  HallConfig hall() {
    return present(hall, "a hall");
  }

  /** The hall and the centres it belongs to. */
  Place place() {
    return present(place, "a hall");
  }

  void asked(Map<String, String> byName) {
    query = Map.copyOf(byName);
  }

  /** A parameter of the query; the contract's default when it was not sent. */
  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** A number that the contract has a default for. */
  int queryNumber(String name) {
    return Integer.parseInt(query(name).orElseThrow());
  }

  void with(JsonObject json) {
    body = json;
  }

  JsonObject body() {
    return present(body, "a body");
  }

  /** Runs one step; what it throws is our mistake and becomes a problem without details. */
  void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException mistake) {
      fail(mistake);
    }
  }

  /** Goes on with what the database of accounts answers; 503 when it does not. */
  <T> void then(Future<T> asked, Consumer<T> answer) {
    then(asked, AccountProblems.accountsUnavailable(), answer);
  }

  /** Goes on with what was asked for; when it fails, that is logged and the problem the answer. */
  <T> void then(Future<T> asked, Problem otherwise, Consumer<T> answer) {
    asked.onComplete(
        result ->
            run(
                () -> {
                  if (result.succeeded()) {
                    answer.accept(result.result());
                  } else {
                    LOG.warn("{}: {}", operation.id(), result.cause().getMessage());
                    answer(otherwise);
                  }
                }));
  }

  void fail(Throwable mistake) {
    String name = AccessLog.id(request.response());
    LOG.error("request {} ({}) failed", name, operation.id(), mistake);
    answer(HttpProblems.unexpected(name));
  }

  void answer(Problem problem) {
    problem.send(request.response());
  }

  void answer(int status, byte[] json) {
    answer(status, ApiJson.CONTENT_TYPE, json);
  }

  void answer(int status, String contentType, byte[] content) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      ApiJson.send(response, status, contentType, content);
    }
  }

  /** A new thing and its address. */
  void answerCreated(String location, byte[] json) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      response.putHeader(HttpHeaders.LOCATION, location);
      ApiJson.send(response, 201, ApiJson.CONTENT_TYPE, json);
    }
  }

  void answerNothing() {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(204).end(Buffer.buffer(0));
    }
  }

  private static <T> T present(@Nullable T part, String what) {
    if (part == null) {
      throw new IllegalStateException("expected " + what + ", found none");
    }
    return part;
  }
}
