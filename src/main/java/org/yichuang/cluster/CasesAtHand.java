package org.yichuang.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.RecordedCaseEvent;
import org.yichuang.cases.UnknownItem;
import org.yichuang.cluster.CaseReadings.Absence;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.CaseFile;
import org.yichuang.journal.CaseReader.Cause;
import org.yichuang.journal.CaseRow;
import org.yichuang.journal.Hash;

/**
 * The cases of one hall that its owner has at hand: read when somebody asks for them or something
 * falls due in them, forgotten when others were used since. Confined to the owner's event loop.
 *
 * <p>A case's state is immutable, so one speculative state and the committed sequence are enough.
 * Whatever goes wrong in a flight ends in forgetting all of them.
 */
final class CasesAtHand {
  private static final Logger LOG = LoggerFactory.getLogger(CasesAtHand.class);

  private record Command(AccountId actor, UUID id) {}

  private record Remembered(UUID digest, int seq) {}

  /** One case at hand. */
  private static final class Held {
    CaseState state;
    Hash head = Hash.NONE;
    int committed;

    /** Somebody asked for it; else it is here for what fell due alone. */
    boolean asked;

    final Map<Command, Remembered> commands = new HashMap<>(4);

    Held(CaseState state) {
      this.state = state;
    }

    void apply(CaseRow row) {
      if (!row.previous().equals(head)) {
        throw new IllegalStateException(
            "%s: expected a row behind %s, found one behind %s"
                .formatted(row.number(), head, row.previous()));
      }
      RecordedCaseEvent recorded = row.recorded();
      state = state.apply(recorded);
      head = row.hash();
      CommandStamp command = recorded.command();
      if (command != null) {
        commands.put(
            new Command(recorded.actor(), command.id()),
            new Remembered(command.digest(), recorded.seq()));
      }
    }

    boolean isWritten() {
      return committed == state.seq();
    }
  }

  private final HallId hall;
  private final CasePorts ports;
  private final CaseLaw law;
  private final SequencedMap<CaseNumber, Held> held = new LinkedHashMap<>(16, 0.75f, true);

  private final CaseReadings readings;

  CasesAtHand(HallId hall, CasePorts ports, CaseLaw law) {
    this.hall = hall;
    this.ports = ports;
    this.law = law;
    readings = new CaseReadings(hall, ports.reader(), ports.limits().maxLoading(), new Shelf());
  }

  /** Nothing of what is at hand is certain any more. */
  void forget() {
    held.clear();
    readings.forget();
  }

  boolean isHere(CaseNumber number) {
    return held.containsKey(number);
  }

  /** Why it is not here, after it was fetched in vain. */
  Absence absence(CaseNumber number) {
    return readings.absence(number);
  }

  /** Reads the case; then goes on, whatever was found. Never after {@link #forget}. */
  void fetch(CaseNumber number, Cause cause, Runnable then) {
    readings.fetch(List.of(number), cause, read -> then.run());
  }

  /** The same with many, which are read together. */
  void fetch(List<CaseNumber> numbers, Cause cause, Consumer<CaseNumber> then) {
    readings.fetch(numbers, cause, then);
  }

  /** What readings bring. */
  private final class Shelf implements CaseReadings.Shelf {
    @Override
    public boolean isHere(CaseNumber number) {
      return CasesAtHand.this.isHere(number);
    }

    @Override
    public @Nullable Absence put(CaseNumber number, List<CaseRow> rows) {
      return fold(number, rows);
    }

    @Override
    public void shrink() {
      CasesAtHand.this.shrink();
    }
  }

  private @Nullable Absence fold(CaseNumber number, List<CaseRow> rows) {
    Held one = new Held(CaseState.unregistered(number, law.items()));
    try {
      rows.forEach(one::apply);
    } catch (UnknownItem unknown) {
      LOG.warn("{}: {} has an {}", hall, number, unknown.getMessage());
      return Absence.UNKNOWN_ITEM;
    } catch (RuntimeException broken) {
      LOG.error("{}: {} cannot be followed: {}", hall, number, broken.getMessage());
      return Absence.UNREADABLE;
    }
    one.committed = one.state.seq();
    held.put(number, one);
    return null;
  }

  /** What was used longest ago goes, when nothing of it is on the way. */
  void shrink() {
    Iterator<Held> eldest = held.values().iterator();
    int surplus = held.size() - ports.limits().maxCases();
    while (surplus > 0 && eldest.hasNext()) {
      if (eldest.next().isWritten()) {
        eldest.remove();
        surplus--;
      }
    }
  }

  /** Whether something of it is on the way to the journal. */
  boolean isOnTheWay(CaseNumber number) {
    Held one = held.get(number);
    return one != null && !one.isWritten();
  }

  /** The answer that a command got, when it was accepted before. */
  Optional<HallReply> find(Seat seat, CaseNumber number, AccountId actor, CommandStamp stamp) {
    Held one = at(number);
    one.asked = true;
    seat.cases.put(number, one.state);
    Remembered before = one.commands.get(new Command(actor, stamp.id()));
    if (before == null) {
      return Optional.empty();
    }
    return Optional.of(
        before.digest().equals(stamp.digest())
            ? new HallReply.CasesDone(List.of(new HallReply.CaseAt(number, before.seq())))
            : new HallReply.KeyReused());
  }

  /** Not before the case's last event. */
  Instant notBefore(CaseNumber number, Instant at) {
    Instant last = at(number).state.at();
    return at.isBefore(last) ? last : at;
  }

  /**
   * Decides a command of a case that is here, and records what it causes with the seat.
   *
   * @param at time has caught up until then
   */
  HallReply decide(Seat seat, Order.OfCase order, HallRequest request, Instant at) {
    Held one = at(order.number());
    Author author = new Author(request.actor(), order.roles());
    return switch (law.rules().decide(one.state, order.command(), author, at)) {
      case CaseOutcome.Refused refused -> new HallReply.CaseRefused(refused.refusal());
      case CaseOutcome.Accepted accepted -> {
        record(seat, one, accepted.events(), request.actor(), request.stamp(), at);
        yield new HallReply.CasesDone(
            List.of(new HallReply.CaseAt(order.number(), one.state.seq())));
      }
    };
  }

  /**
   * Decides the beginnings of cases; records nothing.
   *
   * @param numbers that they will have
   */
  HallCases.Opening open(
      List<CaseNumber> numbers, Order.NewCases order, AccountId actor, Instant at) {
    CaseRules rules = law.rules();
    Author author = new Author(actor, order.roles());
    List<List<CaseEvent>> events = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      CaseState state = CaseState.unregistered(numbers.get(i), law.items());
      switch (rules.decide(state, order.commands().get(i), author, at)) {
        case CaseOutcome.Refused refused -> {
          return new HallCases.Opening.Refused(new HallReply.CaseRefused(refused.refusal()));
        }
        case CaseOutcome.Accepted accepted -> events.add(accepted.events());
      }
    }
    return new HallCases.Opening.Possible(numbers, events);
  }

  /** Records the beginning of a case. */
  void begin(Seat seat, CaseNumber number, List<CaseEvent> events, HallRequest by, Instant at) {
    Held one = new Held(CaseState.unregistered(number, law.items()));
    one.asked = true;
    held.put(number, one);
    record(seat, one, events, by.actor(), by.stamp(), at);
  }

  /** When something falls due in a case that is here, if nothing happens before. */
  Optional<Instant> nextDue(CaseNumber number) {
    return law.rules().nextDue(at(number).state);
  }

  /** Records what fell due in a case that is here; whether there was anything. */
  boolean catchUp(Seat own, CaseNumber number, Instant at) {
    Held one = at(number);
    CaseRules rules = law.rules();
    List<CaseEvent> due = rules.due(one.state, at);
    while (!due.isEmpty()) {
      record(own, one, due, AccountId.SYSTEM, null, at);
      due = rules.due(one.state, at);
    }
    return !own.caseRows.isEmpty();
  }

  /** Records what another calendar makes of a case that is here; whether there was anything. */
  boolean reckonAnew(Seat own, CaseNumber number, int cause, Instant at) {
    Held one = at(number);
    Optional<CaseEvent> reckoned = law.rules().reckonAnew(one.state, cause);
    reckoned.ifPresent(event -> record(own, one, List.of(event), AccountId.SYSTEM, null, at));
    return reckoned.isPresent();
  }

  /**
   * What was to be recorded of it is: it goes, unless somebody asked for it, or something of it is
   * on the way.
   */
  void release(CaseNumber number) {
    Held one = held.get(number);
    if (one != null && !one.asked && one.isWritten() && !readings.isWanted(number)) {
      held.remove(number);
    }
  }

  private static void record(
      Seat seat,
      Held one,
      List<CaseEvent> events,
      AccountId actor,
      @Nullable CommandStamp stamp,
      Instant at) {
    List<CaseRow> rows = new ArrayList<>(seat.caseRows);
    CaseNumber number = one.state.number();
    for (CaseEvent event : events) {
      CaseRow row =
          CaseRow.link(
              number,
              new RecordedCaseEvent(one.state.seq() + 1, at, actor, stamp, event),
              one.head);
      one.apply(row);
      rows.add(row);
    }
    seat.caseRows = rows;
    seat.cases.put(number, one.state);
  }

  /** What the seats of a flight send of cases. */
  Cargo.OfCases cargo(List<Seat> seats) {
    SequencedMap<CaseNumber, CaseState> after = new LinkedHashMap<>();
    List<CaseRow> rows = new ArrayList<>();
    Set<CaseNumber> written = new HashSet<>();
    for (Seat seat : seats) {
      after.putAll(seat.cases);
      rows.addAll(seat.caseRows);
      seat.caseRows.forEach(row -> written.add(row.number()));
    }
    if (after.isEmpty()) {
      return Cargo.OfCases.NONE;
    }
    CaseRules rules = law.rules();
    return new Cargo.OfCases(
        after.values().stream()
            .map(state -> new Cargo.CaseHead(state.number(), committed(state)))
            .toList(),
        rows,
        after.values().stream()
            .filter(state -> written.contains(state.number()))
            .sorted(Comparator.comparing(CaseState::number))
            .map(state -> CaseFile.of(state, rules))
            .toList());
  }

  /** A case that was forgotten meanwhile had nothing on the way. */
  private int committed(CaseState decided) {
    Held one = held.get(decided.number());
    return one == null ? decided.seq() : one.committed;
  }

  /** What a seat has written is durable. */
  void committed(Seat seat) {
    for (CaseRow row : seat.caseRows) {
      at(row.number()).committed = row.recorded().seq();
      watched(row);
    }
  }

  /** Whoever watches holds back no answer. */
  private void watched(CaseRow row) {
    try {
      ports.watch().recorded(row);
    } catch (RuntimeException mistake) {
      LOG.error("{}: who watches {} failed", hall, row.number(), mistake);
    }
  }

  int size() {
    return held.size();
  }

  private Held at(CaseNumber number) {
    Held one = held.get(number);
    if (one == null) {
      throw new IllegalStateException(number + " is not at hand");
    }
    return one;
  }
}
