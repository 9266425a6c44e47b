package org.yichuang.fuzz;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold for every answer, whatever was asked. */
public final class Oracle {
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(org\\.yichuang|java\\.[a-z]+|io\\.vertx|io\\.netty|com\\.(hazelcast|fasterxml)|org\\.postgresql)\\."
              + "|\\bat [\\w.$]+\\(\\w+\\.java:\\d+\\)|\\w(Exception|Error)\\b"
              + "|(?i)\\b(select\\b.+\\bfrom|insert into|update\\b.+\\bset|sqlstate)\\b");
  private static final Pattern DETAIL = Pattern.compile("(?s).*\\bexpected .+\\bfound .+; .+");
  private final FuzzContract contract;
  private final List<String> secrets;

  /**
   * @param secrets which no refusal may repeat
   */
  public Oracle(FuzzContract contract, List<String> secrets) {
    this.contract = contract;
    this.secrets = secrets;
  }

  /** What is wrong with the answer; empty when all is well. */
  public Optional<String> breach(Message message, Answer answer) {
    Optional<String> status = status(message, answer);
    if (status.isPresent()) {
      return status;
    }
    if (answer.headers().get("x-request-id") == null
        || !"nosniff".equals(answer.headers().get("x-content-type-options"))) {
      return Optional.of("the headers of every answer are missing");
    }
    if (message.method().equals("HEAD") || answer.status() == 204) {
      return Optional.empty();
    }
    if (answer.status() >= 400) {
      Optional<String> problem = problem(answer);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return message.operation() == null ? Optional.empty() : content(message.operation(), answer);
  }

  private Optional<String> status(Message message, Answer answer) {
    int status = answer.status();
    if (status >= 500 && status != 503) {
      return Optional.of("the server failed");
    }
    if (message.operation() == null) {
      return status / 100 == 4 || status == 503
          ? Optional.empty()
          : Optional.of("expected a refusal");
    }
    if (contract.mediaTypes(message.operation(), status) == null) {
      return Optional.of("the operation does not list " + status);
    }
    return message.refused() && status < 400
        ? Optional.of("expected a refusal, the contract forbids it")
        : Optional.empty();
  }

  private Optional<String> problem(Answer answer) {
    if (!answer.contentType().equals("application/problem+json")) {
      return Optional.of("expected a problem");
    }
    JsonObject problem;
    try {
      problem = Buffer.buffer(answer.body()).toJsonObject();
    } catch (DecodeException noJson) {
      return Optional.of("the problem is not JSON");
    }
    if (!problem.getString("type", "").matches("/problems/[a-z][a-z-]+")
        || problem.getString("title", "").isBlank()
        || problem.getInteger("status", 0) != answer.status()) {
      return Optional.of("the problem is not well formed");
    }
    if (!DETAIL.matcher(problem.getString("detail", "")).matches()) {
      return Optional.of("the detail does not say expected, found and remedy");
    }
    if (INSIDE.matcher(answer.text()).find()) {
      return Optional.of("the problem shows the inside of the program");
    }
    for (String secret : secrets) {
      if (answer.text().contains(secret)) {
        return Optional.of("the problem repeats the secret " + secret);
      }
    }
    boolean later = answer.status() == 503 || answer.status() == 429;
    return later && answer.headers().get("retry-after") == null
        ? Optional.of("it does not say when to try again")
        : Optional.empty();
  }

  private Optional<String> content(FuzzOperation operation, Answer answer) {
    Set<String> types = contract.mediaTypes(operation, answer.status());
    if (types == null || !types.contains(answer.contentType())) {
      return Optional.of("expected one of " + types);
    }
    if (!answer.contentType().endsWith("json")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          contract.breach(
              operation,
              answer.status(),
              answer.contentType(),
              Buffer.buffer(answer.body()).toJsonObject()));
    } catch (DecodeException noJson) {
      return Optional.of("the body is not JSON");
    }
  }
}
