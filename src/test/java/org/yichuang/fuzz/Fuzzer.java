package org.yichuang.fuzz;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Shrinkable;

/**
 * Sends requests one after the other, and holds every answer and what is stored against what must
 * be. What fails is sent again with less and less in it.
 */
public final class Fuzzer {
  private static final int MOST_FINDINGS = 25;
  private static final int SHRINKS = 60;
  private static final int SIZE = 1_000;

  /** The first callers, who may do almost everything. */
  private static final int MAY_MOST = 2;

  /** Whom requests come from: a name and how they sign in. */
  public record Caller(String name, Function<FuzzConnection, String> signIn) {}

  private record Attempt(Shrinkable<Draft> drawn, Caller caller, Mutation mutation, long dice) {}

  private static final Mutation NONE =
      new Mutation("nothing", (draft, valid, dice) -> Optional.of(valid));

  private final FuzzContract contract;
  private final Seen seen;
  private final Drafts drafts;
  private final Requests requests;
  private final Oracle oracle;
  private final Tables tables;
  private final FuzzConnection connection;
  private final List<Caller> callers;
  private final Random dice;
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final Map<String, String> findings = new TreeMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Set<String> done = new TreeSet<>();
  private final Set<String> spoiled = new TreeSet<>();
  private Map<String, String> stored;
  private boolean dayEnded;

  public Fuzzer(
      FuzzContract contract,
      Seen seen,
      List<Caller> callers,
      List<String> secrets,
      Map<String, String> worthless,
      Tables tables,
      FuzzConnection connection,
      long seed)
      throws SQLException {
    this.contract = contract;
    this.seen = seen;
    this.callers = callers;
    this.tables = tables;
    this.connection = connection;
    drafts = new Drafts(contract, seen);
    requests = new Requests(contract, drafts, worthless);
    oracle = new Oracle(contract, secrets);
    dice = new Random(seed);
    stored = tables.now();
  }

  /** Whether a day has ended since it was asked last: little can be done there any more. */
  public boolean dayEnded() {
    boolean was = dayEnded;
    dayEnded = false;
    return was;
  }

  /** Somebody else has stored something since. */
  public void lookAgain() throws SQLException {
    stored = tables.now();
  }

  /**
   * Each operation once more, in another order; what was never done is mostly asked for as it
   * should be.
   */
  public void round() throws IOException, SQLException {
    List<FuzzOperation> operations = new ArrayList<>(contract.operations());
    Collections.shuffle(operations, dice);
    for (FuzzOperation operation : operations) {
      Shrinkable<Draft> drawn = drafts.of(operation).generator(SIZE, false).next(dice);
      boolean valid = dice.nextInt(10) < (done.contains(operation.id()) ? 3 : 9);
      Caller caller = callers.get(dice.nextInt(dice.nextBoolean() ? callers.size() : MAY_MOST));
      if (findings.size() < MOST_FINDINGS) {
        attempt(
            new Attempt(drawn, caller, valid ? NONE : mutation(drawn.value()), dice.nextLong()));
      }
    }
  }

  private Mutation mutation(Draft draft) {
    while (true) {
      Mutation one = requests.mutations().get(dice.nextInt(requests.mutations().size()));
      if (Requests.spoiled(draft, Optional.of("x"), one, 1).isPresent()) {
        return one;
      }
    }
  }

  private void attempt(Attempt attempt) throws IOException, SQLException {
    Optional<String> finding = send(attempt, attempt.drawn().value());
    spoiled.add(attempt.mutation().name());
    if (finding.isEmpty()) {
      return;
    }
    Shrinkable<Draft> smallest = attempt.drawn();
    String said = finding.get();
    int tries = 0;
    boolean smaller = true;
    while (smaller && tries < SHRINKS) {
      smaller = false;
      for (Shrinkable<Draft> less : smallest.shrink().limit(SHRINKS).toList()) {
        Optional<String> again = tries++ < SHRINKS ? send(attempt, less.value()) : Optional.empty();
        if (again.isPresent()) {
          smallest = less;
          said = again.get();
          smaller = true;
          break;
        }
      }
    }
    findings.putIfAbsent(attempt.mutation().name() + said.lines().skip(1).findFirst(), said);
  }

  private Optional<String> send(Attempt attempt, Draft draft) throws IOException, SQLException {
    boolean known = tokens.containsKey(attempt.caller().name());
    Optional<String> token = token(attempt.caller());
    if (!known) {
      stored = tables.now();
    }
    Optional<Message> message = Requests.spoiled(draft, token, attempt.mutation(), attempt.dice());
    if (message.isEmpty()) {
      return Optional.empty();
    }
    Answer answer;
    try {
      answer = connection.ask(message.get());
    } catch (IOException none) {
      connection.close();
      return Optional.of(told(attempt, message.get(), "no answer: " + none, ""));
    }
    learn(attempt, message.get(), answer);
    Map<String, String> before = stored;
    stored = tables.now();
    Optional<String> breach = oracle.breach(message.get(), answer);
    if (breach.isEmpty() && answer.status() / 100 == 4 && !before.equals(stored)) {
      breach = Optional.of("it was refused and something is stored: " + before + " " + stored);
    }
    return breach.map(what -> told(attempt, message.get(), what, answer.toString()));
  }

  private static String told(Attempt attempt, Message message, String what, String answer) {
    return "%s, %s%n  %s%n  as %s: %s%n  %s"
        .formatted(
            message.operation() == null ? "nowhere" : message.operation().id(),
            attempt.mutation().name(),
            what,
            attempt.caller().name(),
            shortened(message.curl("http://127.0.0.1:8080")),
            shortened(answer));
  }

  private static String shortened(String text) {
    return text.length() <= 700 ? text : text.substring(0, 700) + " …";
  }

  private Optional<String> token(Caller caller) {
    String token =
        tokens.computeIfAbsent(caller.name(), unused -> caller.signIn().apply(connection));
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }

  /** A session that ended is made anew; what an answer names is asked for later. */
  private void learn(Attempt attempt, Message message, Answer answer) {
    statuses.merge(answer.status(), 1, Integer::sum);
    dayEnded |= answer.text().contains("/problems/day-ended");
    FuzzOperation operation = message.operation();
    boolean ended = operation != null && operation.id().equals("signOut");
    boolean signedIn =
        message.headers().stream()
            .anyMatch(
                header -> header.value().equals("Bearer " + tokens.get(attempt.caller().name())));
    if (signedIn && (answer.status() == 401 || (ended && answer.status() == 204))) {
      tokens.remove(attempt.caller().name());
    }
    if (operation != null && answer.status() / 100 == 2) {
      done.add(operation.id());
      if (answer.contentType().equals("application/json") && answer.body().length > 0) {
        seen.read(Buffer.buffer(answer.body()).toJsonObject());
      }
    }
  }

  /** What is wrong, each with a line that repeats it. */
  public List<String> findings() {
    return List.copyOf(findings.values());
  }

  /** Operations that were done at least once. */
  public Set<String> done() {
    return Set.copyOf(done);
  }

  @Override
  public String toString() {
    return "answers %s; %d of %d operations done; spoiled in %d of %d ways"
        .formatted(
            statuses,
            done.size(),
            contract.operations().size(),
            spoiled.size(),
            requests.mutations().size() + 1);
  }
}
