package org.yichuang.sim;

import static org.yichuang.sim.Violation.require;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.LifeModel;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.Order;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseFile;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.EventCodec;
import org.yichuang.sim.CaseTables.Stored;
import org.yichuang.sim.History.Delivery;

/**
 * Judges what became of cases. Their lives are read by {@link LifeModel} and their days counted by
 * {@link SlowClocks}, which know no rule of the product; that the owners asked the rules on the
 * right state and at the right time is judged with the rules themselves.
 */
final class CaseChecker {
  private static final long SKEW_MILLIS = 1_000;

  /** In a quiet world what falls due is recorded by then. */
  private static final long LATE_MILLIS = 10_000;

  /** After trouble has ended, a look at what falls due has reached every owner. */
  private static final long SETTLING_MILLIS = 60_000;

  private record Key(HallId hall, int actor, UUID id) {}

  /** One case as the journal has it: the states that its rows add up to, the first before any. */
  private record Life(List<Stored> rows, List<CaseState> states) {
    CaseState last() {
      return states.getLast();
    }

    /** How many rows were committed by then. */
    int committedBy(long at) {
      return (int) rows.stream().takeWhile(row -> row.commit().at() <= at).count();
    }
  }

  private final History history;
  private final SimulatedJournal journal;
  private final SimulatedHalls halls;
  private final List<CaseRules> rules;
  private final Map<CaseNumber, Life> lives = new TreeMap<>();
  private final Map<Key, List<Delivery>> delivered = new HashMap<>();

  CaseChecker(History history, SimulatedJournal journal, SimulatedHalls halls) {
    this.history = history;
    this.journal = journal;
    this.halls = halls;
    rules = halls.law().all().stream().map(CaseRules::new).toList();
  }

  static CaseCommand.RegisterCase registration(CaseCommand command) {
    return switch (command) {
      case CaseCommand.RegisterCase register -> register;
      case CaseCommand.HandleAtOnce atOnce -> atOnce.register();
      default -> throw new IllegalArgumentException("begins no case: " + command);
    };
  }

  /** Throws the first {@link Violation} that it finds. */
  void check(long now) {
    for (Delivery delivery : history.deliveries) {
      delivered
          .computeIfAbsent(
              new Key(
                  delivery.request.hall(),
                  delivery.request.actor().value(),
                  delivery.request.stamp().id()),
              unused -> new ArrayList<>())
          .add(delivery);
    }
    NavigableMap<CaseNumber, List<Stored>> streams = journal.cases().streams();
    streams.forEach((number, rows) -> lives.put(number, replay(number, rows)));
    bothStreams();
    lives.values().forEach(this::wroteOwners);
    lives.forEach((number, life) -> life(number, life, now));
    files();
    history.deliveries.stream()
        .filter(delivery -> delivery.request.order() instanceof Order.OfCase)
        .forEach(this::answer);
  }

  private Life replay(CaseNumber number, List<Stored> rows) {
    List<CaseState> states = new ArrayList<>();
    states.add(CaseState.unregistered(number, SimulatedLaw.everyItem()));
    byte[] previous = new byte[32];
    SlowClocks clocks = new SlowClocks(number.toString());
    for (Stored stored : rows) {
      CaseRow row = stored.row();
      require(Arrays.equals(row.previous().bytes(), previous), "I8", "the chain breaks at", row);
      previous = sha256(row);
      require(Arrays.equals(row.hash().bytes(), previous), "I8", "the hash is wrong at", row);
      RecordedCaseEvent recorded = stored.read().recorded();
      require(recorded.equals(row.recorded()), "I8", "its bytes say something else", row);
      require(
          recorded.seq() == states.size() && !recorded.at().isBefore(states.getLast().at()),
          "I8",
          "not behind the row before",
          row);
      states.add(states.getLast().apply(recorded));
      clocks.read(recorded.event());
      history.coverage.count("case " + row.type());
      history.coverage.count("kind " + states.getLast().item().kind());
      for (ClockEvent clock : recorded.event().clocks()) {
        if (clock instanceof ClockEvent.AlarmRaised raised) {
          history.coverage.count("alarm " + raised.level());
        }
      }
    }
    clocks.atTheEnd();
    return new Life(List.copyOf(rows), states);
  }

  private static byte[] sha256(CaseRow row) {
    CommandStamp command = row.recorded().command();
    return HistoryChecker.sha256(
        List.of(
            HistoryChecker.eight(row.number().hall().value()),
            HistoryChecker.eight(row.number().day().toEpochDay()),
            HistoryChecker.eight(row.number().sequence()),
            HistoryChecker.eight(row.recorded().seq()),
            row.type().getBytes(StandardCharsets.UTF_8),
            HistoryChecker.eight(row.version()),
            row.payload().getBytes(),
            HistoryChecker.eight(row.recorded().at().toEpochMilli()),
            HistoryChecker.eight(row.recorded().actor().value()),
            HistoryChecker.sixteen(command == null ? null : command.id()),
            HistoryChecker.sixteen(command == null ? null : command.digest()),
            row.previous().bytes()));
  }

  /** A number is given with its case's first events, in one flight; and there is no other case. */
  private void bothStreams() {
    Set<CaseNumber> given = new HashSet<>();
    halls.halls().stream()
        .flatMap(hall -> journal.rows(hall.id()).stream())
        .forEach(
            row -> {
              HallEvent event = EventCodec.decode(row.type(), row.version(), row.payload());
              if (event instanceof HallEvent.CaseOpened opened) {
                CaseNumber number = new CaseNumber(row.hall(), row.day(), opened.sequence());
                require(given.add(number), "I2", "given twice", number);
                begun(row, opened, number);
              }
            });
    lives.keySet().forEach(number -> require(given.contains(number), "I2", "never given", number));
  }

  private void begun(
      SimulatedJournal.StoredRow row, HallEvent.CaseOpened opened, CaseNumber number) {
    Life life = lives.get(number);
    require(life != null && life.rows.size() >= opened.events(), "I1", "half a case", row);
    for (Stored first : life.rows.subList(0, opened.events())) {
      RecordedCaseEvent recorded = first.row().recorded();
      require(
          first.commit().writer().equals(row.writer())
              && first.commit().flight() == row.flight()
              && first.commit().at() == row.committedAt()
              && recorded.at().toEpochMilli() == row.at()
              && recorded.actor().value() == row.actor()
              && new CommandStamp(row.commandId(), row.commandDigest()).equals(recorded.command()),
          "I1",
          "its number and its beginning are not of one flight",
          row,
          first);
    }
    CaseEvent.CaseRegistered facts =
        (CaseEvent.CaseRegistered) life.rows.getFirst().row().recorded().event();
    require(Objects.equals(facts.ticket(), opened.ticket()), "I8", "of another ticket", row);
    history.coverage.count(opened.ticket() == null ? "case of no ticket" : "case of a ticket");
  }

  /** Whoever writes has adopted the hall last, or had begun to write before that was committed. */
  private void wroteOwners(Life life) {
    for (Stored stored : life.rows) {
      CaseTables.Commit commit = stored.commit();
      Optional<SimulatedJournal.StoredRow> last =
          journal.rows(stored.row().number().hall()).stream()
              .takeWhile(row -> row.committedAt() <= commit.at())
              .filter(row -> row.type().equals("HallAdopted"))
              .reduce((before, after) -> after);
      String adopter =
          last.map(row -> EventCodec.decode(row.type(), row.version(), row.payload()))
              .map(event -> ((HallEvent.HallAdopted) event).adoption())
              .map(adoption -> adoption.substring(0, adoption.indexOf('#')))
              .orElse("");
      boolean raced = last.isPresent() && commit.begunAt() <= last.get().committedAt();
      require(
          adopter.equals(commit.writer()) || raced,
          "adoption",
          commit.writer(),
          "writes a case of a hall adopted by",
          adopter,
          stored);
    }
  }

  private void life(CaseNumber number, Life life, long now) {
    String told = number + " of " + life.last().item().ref();
    try {
      LifeModel.check(
          life.rows.stream().map(row -> row.row().recorded()).toList(),
          life.last(),
          Instant.ofEpochMilli(now - LATE_MILLIS),
          life.last().item().practice().handledByOne(),
          told);
    } catch (AssertionError wrong) {
      throw new Violation("I6", wrong.getMessage());
    }
    CaseRules newest = new CaseRules(halls.law().calendars(halls.newestEdition()));
    require(
        newest.nextDue(life.last()).filter(at -> at.toEpochMilli() < now - LATE_MILLIS).isEmpty(),
        "I6",
        "is due and was never recorded",
        newest.armed(life.last()),
        told);
    require(
        newest.reckonAnew(life.last(), 0).isEmpty(),
        "calendar",
        "not reckoned by the newest calendar",
        told,
        newest.reckonAnew(life.last(), 0));
    decisions(life, told);
    inTime(life);
  }

  /** Rows that were written by one command, or fell due together, one after the other. */
  private void decisions(Life life, String told) {
    Set<Key> accepted = new HashSet<>();
    int at = 0;
    while (at < life.rows.size()) {
      RecordedCaseEvent first = life.rows.get(at).row().recorded();
      int end =
          first.command() == null ? at + systemEvents(life, at, told) : endOfCommand(life, at);
      if (first.command() != null) {
        HallId hall = life.last().number().hall();
        Key key = new Key(hall, first.actor().value(), first.command().id());
        require(accepted.add(key), "I5", "accepted twice", key, told);
        command(life, at, end, key, told);
      }
      at = end;
    }
  }

  private static int endOfCommand(Life life, int at) {
    Stored first = life.rows.get(at);
    int end = at;
    while (end < life.rows.size()
        && Objects.equals(
            life.rows.get(end).row().recorded().command(), first.row().recorded().command())) {
      require(
          life.rows.get(end).commit().equals(first.commit()),
          "I1",
          "a command in two pieces",
          first,
          life.rows.get(end));
      end++;
    }
    return end;
  }

  /** How many events were due together, or were reckoned. */
  private int systemEvents(Life life, int at, String told) {
    CaseState before = life.states.get(at);
    RecordedCaseEvent first = life.rows.get(at).row().recorded();
    require(first.actor().equals(AccountId.SYSTEM), "I5", "without a command", first, told);
    for (CaseRules by : rules) {
      List<CaseEvent> due = by.due(before, first.at());
      if (!due.isEmpty() && due.equals(events(life, at, at + due.size()))) {
        return due.size();
      }
      if (first.event() instanceof CaseEvent.DeadlinesReckoned reckoned
          && by.reckonAnew(before, reckoned.calendar()).filter(reckoned::equals).isPresent()) {
        return 1;
      }
    }
    throw new Violation("I6", "was not due: " + first + " of " + told);
  }

  private static List<CaseEvent> events(Life life, int from, int to) {
    return life.rows.subList(from, Math.min(to, life.rows.size())).stream()
        .map(row -> row.row().recorded().event())
        .toList();
  }

  private void command(Life life, int from, int end, Key key, String told) {
    RecordedCaseEvent first = life.rows.get(from).row().recorded();
    CaseState before = life.states.get(from);
    List<Delivery> asked =
        delivered.getOrDefault(key, List.of()).stream()
            .filter(it -> it.request.stamp().equals(first.command()))
            .filter(it -> it.arrivedAt <= life.rows.get(from).commit().at())
            .toList();
    require(!asked.isEmpty(), "I5", "nobody asked for it", first, told);
    List<CaseEvent> written = events(life, from, end);
    Set<CaseCommand> commands = new HashSet<>();
    asked.forEach(it -> commands.addAll(commands(it, before.number())));
    Author author = author(asked.getFirst());
    require(
        rules.stream()
            .anyMatch(
                by ->
                    by.due(before, first.at()).isEmpty()
                        && commands.stream()
                            .map(command -> by.decide(before, command, author, first.at()))
                            .anyMatch(new CaseOutcome.Accepted(written)::equals)),
        "answers",
        "accepted what the rules do not make of it",
        asked.getFirst().request,
        written,
        told);
  }

  /** What was asked of that case; of cases that begin together any. */
  private static List<CaseCommand> commands(Delivery delivery, CaseNumber number) {
    return switch (delivery.request.order()) {
      case Order.OfCase of -> of.number().equals(number) ? List.of(of.command()) : List.of();
      case Order.NewCases begin -> begin.commands();
      case Order.OfHall of -> List.of();
    };
  }

  private static Author author(Delivery delivery) {
    return new Author(
        delivery.request.actor(),
        switch (delivery.request.order()) {
          case Order.OfCase of -> of.roles();
          case Order.NewCases begin -> begin.roles();
          case Order.OfHall of -> Set.of();
        });
  }

  /** Nothing is recorded before its time; in a quiet world soon after it. */
  private void inTime(Life life) {
    for (int i = 0; i < life.rows.size(); i++) {
      Stored stored = life.rows.get(i);
      CaseState before = life.states.get(i);
      long lastCommit = i == 0 ? 0 : life.rows.get(i - 1).commit().at();
      moments(stored.row().recorded().event(), before)
          .forEach(
              moment -> {
                require(
                    !moment.isAfter(stored.row().recorded().at())
                        && moment.toEpochMilli() <= stored.commit().at() + SKEW_MILLIS,
                    "I6",
                    "recorded before its time",
                    stored);
                long at = Math.max(moment.toEpochMilli(), lastCommit);
                boolean quiet =
                    history.calms.stream()
                        .anyMatch(
                            calm ->
                                calm.from() + SETTLING_MILLIS <= at
                                    && at + LATE_MILLIS <= calm.until());
                history.coverage.count(quiet ? "due in a quiet world" : "due in trouble");
                require(
                    !quiet || stored.commit().at() <= at + LATE_MILLIS,
                    "I6",
                    "late by",
                    stored.commit().at() - at,
                    "ms in a quiet world",
                    stored);
              });
    }
  }

  /** When what the event says fell due. */
  private static Stream<Instant> moments(CaseEvent event, CaseState before) {
    Stream<Instant> own =
        switch (event) {
          case CaseEvent.CaseReceived received ->
              Stream.of(before.registration().orElseThrow().facts().countedFrom());
          case CaseEvent.CaseClosedUncorrected closed -> Stream.of(closed.at());
          case CaseEvent.CollectionReminded reminded -> Stream.of(reminded.at());
          default -> Stream.of();
        };
    Stream<Instant> clocks =
        event.clocks().stream()
            .flatMap(
                clock ->
                    switch (clock) {
                      case ClockEvent.AlarmRaised raised -> Stream.of(raised.at());
                      case ClockEvent.FellSilent silent -> Stream.of(silent.at());
                      case ClockEvent.RanOn over -> Stream.of(over.at());
                      case ClockEvent.ResumptionExpected expected -> Stream.of(expected.at());
                      default -> Stream.of();
                    });
    return Stream.concat(own, clocks);
  }

  /** The read table is what the streams add up to. */
  private void files() {
    NavigableMap<CaseNumber, CaseFile> files = journal.cases().files();
    require(files.keySet().equals(lives.keySet()), "I8", "files of other cases", files.keySet());
    lives.forEach(
        (number, life) ->
            require(
                rules.stream()
                    .map(by -> CaseFile.of(life.last(), by))
                    .anyMatch(files.get(number)::equals),
                "I8",
                "expected",
                CaseFile.of(life.last(), rules.getLast()),
                "found",
                files.get(number)));
  }

  private void answer(Delivery delivery) {
    Order.OfCase of = (Order.OfCase) delivery.request.order();
    Life life = lives.get(of.number());
    switch (delivery.reply) {
      case null ->
          require(
              history.crashed.contains(delivery.node),
              "I10",
              "forgotten by",
              delivery.node,
              delivery.request);
      case HallReply.CasesDone done -> done(delivery, life, done);
      case HallReply.CaseRefused refused -> {
        history.coverage.count("Case refused " + refused.refusal().reason());
        refused(delivery, life, of, refused.refusal());
      }
      case HallReply.KeyReused reused ->
          require(
              life.rows.stream()
                  .anyMatch(
                      row ->
                          isOf(row, delivery)
                              && !row.row()
                                  .recorded()
                                  .command()
                                  .digest()
                                  .equals(delivery.request.stamp().digest())),
              "I5",
              "never used with another content",
              delivery.request);
      case HallReply.NotOwner notOwner -> {}
      case HallReply.NotNow notNow -> {
        require(
            !notNow.why().contains("record cannot") && !notNow.why().contains("be decided"),
            "quarantine",
            notNow,
            delivery.request);
        history.coverage.count("NotNow " + notNow.why());
      }
      case HallReply.UnknownCase unknown ->
          throw new Violation("I1", "it was told of before: " + delivery.request);
      case HallReply.Done done -> throw new Violation("I10", "nobody asked for " + done);
      case HallReply.Refused refused ->
          throw new Violation("I10", "not of its hall: " + delivery.request + refused);
      case HallReply.Nothing nothing ->
          throw new Violation("I10", "no answer of a case: " + delivery.request);
    }
  }

  private static boolean isOf(Stored row, Delivery delivery) {
    RecordedCaseEvent recorded = row.row().recorded();
    return recorded.command() != null
        && recorded.actor().equals(delivery.request.actor())
        && recorded.command().id().equals(delivery.request.stamp().id());
  }

  private void done(Delivery delivery, Life life, HallReply.CasesDone done) {
    List<Stored> written =
        life.rows.stream()
            .filter(row -> isOf(row, delivery))
            .filter(
                row ->
                    Objects.requireNonNull(row.row().recorded().command())
                        .equals(delivery.request.stamp()))
            .toList();
    require(!written.isEmpty(), "I1", "done, but not in the journal", delivery.request, done);
    Stored last = written.getLast();
    require(
        done.cases()
            .equals(
                List.of(new HallReply.CaseAt(last.row().number(), last.row().recorded().seq()))),
        "I5",
        "another answer than its events give",
        done,
        last);
    require(
        last.commit().at() <= delivery.repliedAt,
        "I1",
        "answered before its commit",
        delivery.request,
        last);
    history.coverage.count(
        last.commit().at() < delivery.arrivedAt ? "replayed answer of a case" : "CasesDone");
  }

  /** On some state between question and answer the rules say the same. */
  private void refused(Delivery delivery, Life life, Order.OfCase of, CaseRefusal refusal) {
    Author author = new Author(delivery.request.actor(), of.roles());
    long asked = askedAt(delivery);
    int from = life.committedBy(asked - 1);
    int to = life.committedBy(delivery.repliedAt);
    for (int seq = Math.max(1, from); seq <= to; seq++) {
      CaseState state = life.states.get(seq);
      for (long at :
          List.of(
              asked - SKEW_MILLIS, asked, delivery.repliedAt, delivery.repliedAt + SKEW_MILLIS)) {
        Instant moment = Instant.ofEpochMilli(Math.max(at, state.at().toEpochMilli()));
        for (CaseRules by : rules) {
          if (by.decide(state, of.command(), author, moment)
                  instanceof CaseOutcome.Refused(CaseRefusal same)
              && same.reason() == refusal.reason()) {
            return;
          }
        }
      }
    }
    throw new Violation(
        "answers",
        "no state between question and answer agrees: %d…%d %s %s"
            .formatted(from, to, delivery.request, refusal));
  }

  /** When the command first arrived where its repetitions shared one answer. */
  private long askedAt(Delivery delivery) {
    Key key =
        new Key(
            delivery.request.hall(),
            delivery.request.actor().value(),
            delivery.request.stamp().id());
    return delivered.get(key).stream()
        .filter(
            other ->
                other.node.equals(delivery.node)
                    && other.repliedAt == delivery.repliedAt
                    && delivery.reply.equals(other.reply))
        .mapToLong(other -> other.arrivedAt)
        .min()
        .orElseThrow();
  }
}
