package org.yichuang.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.CaseReader;
import org.yichuang.journal.CaseRow;

/**
 * What a hall's owner does with cases: reads them when they are asked for, decides their commands,
 * and records what falls due in them. Confined to the owner's event loop.
 */
final class HallCases {

  /** The owner, as its cases see it. */
  interface Host {
    /** The time of the next event. */
    Instant stamp();

    /** Something was added to what is to be sent. */
    void ready();

    /** To be decided again: what it asked for was looked for. */
    void again(Seat seat);

    /** To be decided again when versions that are not known here were looked for. */
    void look(Seat seat);

    void answer(Seat seat, HallReply reply);
  }

  private final HallId hall;
  private final CasePorts ports;
  private final CaseLaw law;
  private final Boarding boarding;
  private final Host host;
  private final CasesAtHand atHand;
  private final CaseHorizon horizon = new CaseHorizon();
  private final CalendarSweep sweep;

  /** Commands whose case is being read. */
  private final SequencedSet<Seat> fetching = new LinkedHashSet<>();

  /** Cases that were read for the sweep alone; they go when whoever else waited has had them. */
  private final List<CaseNumber> lookedAt = new ArrayList<>();

  /** Cases that are being read because something is due in them. */
  private int herded;

  private boolean lookingAhead;

  /** When the horizon is read next; 0 before the first time. */
  private long lookAheadAt;

  private long generation;

  HallCases(HallId hall, CasePorts ports, CaseLaw law, Boarding boarding, Host host) {
    this.hall = hall;
    this.ports = ports;
    this.law = law;
    this.boarding = boarding;
    this.host = host;
    atHand = new CasesAtHand(hall, ports, law);
    sweep = new CalendarSweep(hall, ports, law, new Swept());
  }

  /** Nothing that is known is certain any more; hands back the commands that wait for a case. */
  List<Seat> forget() {
    generation++;
    atHand.forget();
    horizon.forget();
    sweep.forget();
    lookedAt.clear();
    herded = 0;
    lookingAhead = false;
    lookAheadAt = 0;
    List<Seat> waiting = List.copyOf(fetching);
    fetching.clear();
    return waiting;
  }

  /** Commands that wait for their case. */
  int waiting() {
    return fetching.size();
  }

  /** Whether the order names an item that is not known here. */
  boolean namesUnknownItem(Order.NewCases order) {
    return order.commands().stream()
        .map(Order.NewCases::registration)
        .anyMatch(register -> law.items().find(register.item()).isEmpty());
  }

  /** Whether the case is here; when not, it is read, and the command decided again. */
  boolean isHere(Seat seat, CaseNumber number) {
    if (atHand.isHere(number)) {
      return true;
    }
    fetching.add(seat);
    atHand.fetch(number, CaseReader.Cause.COMMAND, () -> fetched(seat, number));
    return false;
  }

  private void fetched(Seat seat, CaseNumber number) {
    fetching.remove(seat);
    if (atHand.isHere(number)) {
      host.again(seat);
      return;
    }
    switch (atHand.absence(number)) {
      case UNKNOWN -> {
        seat.decided = new HallReply.UnknownCase(number);
        boarding.add(seat);
        host.ready();
      }
      case UNKNOWN_ITEM -> {
        if (seat.looked) {
          host.answer(seat, new HallReply.NotNow("the case's item is not known here yet"));
        } else {
          host.look(seat);
        }
      }
      case UNREADABLE ->
          host.answer(seat, new HallReply.NotNow("the case's record cannot be read here"));
      case FAILED -> host.answer(seat, new HallReply.NotNow("the database cannot be reached"));
    }
  }

  /** Decides a command of a case that is here. */
  void decide(Seat seat, HallRequest request, Order.OfCase order) {
    CaseNumber number = order.number();
    Instant at = atHand.notBefore(number, host.stamp());
    boarding.hurry(number);
    Seat own = new Seat(null);
    if (atHand.catchUp(own, number, at)) {
      boarding.add(own);
    }
    Optional<HallReply> before = atHand.find(seat, number, request.actor(), request.stamp());
    seat.decided = before.isPresent() ? before.get() : atHand.decide(seat, order, request, at);
    boarding.add(seat);
  }

  /** What the rules make of cases that begin. */
  sealed interface Opening {
    /**
     * @param numbers that the cases will have when the hall agrees
     */
    record Possible(List<CaseNumber> numbers, List<List<CaseEvent>> events) implements Opening {
      List<Integer> sizes() {
        return events.stream().map(List::size).toList();
      }
    }

    record Refused(HallReply reply) implements Opening {}
  }

  /** Records nothing. */
  Opening open(HallRequest request, Order.NewCases order, HallState state, Instant at) {
    LocalDate day = state.day().orElseThrow();
    List<CaseNumber> numbers =
        IntStream.rangeClosed(1, order.commands().size())
            .mapToObj(nth -> new CaseNumber(hall, day, state.cases() + nth))
            .toList();
    return atHand.open(numbers, order, request.actor(), at);
  }

  /** Records the beginnings with the seat. */
  void begin(Seat seat, HallRequest request, Opening.Possible opening, Instant at) {
    List<HallReply.CaseAt> begun = new ArrayList<>();
    for (int i = 0; i < opening.numbers().size(); i++) {
      CaseNumber number = opening.numbers().get(i);
      atHand.begin(seat, number, opening.events().get(i), request, at);
      begun.add(new HallReply.CaseAt(number, opening.events().get(i).size()));
    }
    seat.decided = new HallReply.CasesDone(begun);
  }

  /** The answer that was given when the hall gave these numbers. */
  HallReply begunBefore(HallReply found) {
    return found instanceof HallReply.Done done
        ? new HallReply.CasesDone(
            done.events().stream()
                .map(HallEvent.CaseOpened.class::cast)
                .map(
                    opened ->
                        new HallReply.CaseAt(
                            new CaseNumber(hall, done.day(), opened.sequence()), opened.events()))
                .toList())
        : found;
  }

  Cargo.OfCases cargo(List<Seat> seats) {
    return atHand.cargo(seats);
  }

  /** What a seat wrote is durable. */
  void committed(Seat seat) {
    if (seat.caseRows.isEmpty()) {
      return;
    }
    atHand.committed(seat);
    seat.caseRows.stream().map(CaseRow::number).distinct().forEach(this::written);
    atHand.shrink();
  }

  private void written(CaseNumber number) {
    if (!atHand.isOnTheWay(number)) {
      horizon.written(number, atHand.nextDue(number));
      sweep.written(number);
    }
  }

  private void arm(CaseNumber number) {
    if (!atHand.isOnTheWay(number)) {
      horizon.written(number, atHand.nextDue(number));
    }
  }

  /** When there is something to do without anybody's command; empty: when a flight has landed. */
  Optional<Instant> nextDue() {
    Optional<Instant> look =
        lookAheadAt == 0 || lookingAhead
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(lookAheadAt));
    Optional<Instant> due = room() > 0 ? horizon.next() : Optional.empty();
    Optional<Instant> swept = sweep.nextMillis().map(Instant::ofEpochMilli);
    return Stream.of(look, due, swept).flatMap(Optional::stream).min(Comparator.naturalOrder());
  }

  private int room() {
    return ports.limits().maxHerd() - herded - boarding.herd();
  }

  /** Records what has fallen due, as far as there is room, and looks ahead when it is time to. */
  void work() {
    for (CaseNumber number : horizon.take(host.stamp(), Math.max(0, room()))) {
      if (atHand.isHere(number)) {
        recordDue(number);
      } else {
        herded++;
        atHand.fetch(
            number,
            CaseReader.Cause.DEADLINE,
            () -> {
              herded--;
              if (atHand.isHere(number)) {
                recordDue(number);
              } else if (atHand.absence(number) == CaseReadings.Absence.FAILED) {
                lookAheadAt =
                    Math.min(
                        lookAheadAt, host.stamp().toEpochMilli() + ports.limits().retryMillis());
              }
              host.ready();
            });
      }
    }
    if (lookAheadAt <= host.stamp().toEpochMilli()) {
      lookAhead();
    }
    lookedAt.forEach(atHand::release);
    lookedAt.clear();
    sweep.work();
  }

  /** What another calendar moves goes like what falls due: apart from what people do. */
  private final class Swept implements CalendarSweep.Cases {
    @Override
    public long now() {
      return host.stamp().toEpochMilli();
    }

    @Override
    public int room() {
      return HallCases.this.room();
    }

    @Override
    public void reckon(CaseNumber number, int cause, Consumer<CalendarSweep.Reckoned> then) {
      if (atHand.isHere(number)) {
        then.accept(reckonAnew(number, cause));
        return;
      }
      herded++;
      atHand.fetch(
          number,
          CaseReader.Cause.DEADLINE,
          () -> {
            herded--;
            if (atHand.isHere(number)) {
              CalendarSweep.Reckoned reckoned = reckonAnew(number, cause);
              if (reckoned == CalendarSweep.Reckoned.SAME) {
                lookedAt.add(number);
              }
              then.accept(reckoned);
            } else {
              then.accept(
                  switch (atHand.absence(number)) {
                    case UNKNOWN, UNREADABLE, UNKNOWN_ITEM -> CalendarSweep.Reckoned.PASSED_OVER;
                    case FAILED -> CalendarSweep.Reckoned.NOT_NOW;
                  });
            }
            host.ready();
          });
    }

    @Override
    public void ready() {
      host.ready();
    }
  }

  private CalendarSweep.Reckoned reckonAnew(CaseNumber number, int cause) {
    boolean alone = !atHand.isOnTheWay(number);
    Seat own = new Seat(null);
    Instant at = atHand.notBefore(number, host.stamp());
    boolean recorded = atHand.catchUp(own, number, at);
    recorded |= atHand.reckonAnew(own, number, cause, at);
    if (!recorded) {
      return alone ? CalendarSweep.Reckoned.SAME : CalendarSweep.Reckoned.ON_ITS_WAY;
    }
    board(number, own, alone);
    return CalendarSweep.Reckoned.ON_ITS_WAY;
  }

  private void board(CaseNumber number, Seat own, boolean alone) {
    if (alone) {
      boarding.addDue(number, own);
    } else {
      boarding.hurry(number);
      boarding.add(own);
    }
  }

  private void recordDue(CaseNumber number) {
    boolean alone = !atHand.isOnTheWay(number);
    Seat own = new Seat(null);
    if (!atHand.catchUp(own, number, atHand.notBefore(number, host.stamp()))) {
      arm(number);
    } else {
      board(number, own, alone);
    }
  }

  private void lookAhead() {
    if (lookingAhead) {
      return;
    }
    lookingAhead = true;
    long mine = generation;
    Instant until = host.stamp().plusMillis(ports.limits().horizonMillis());
    horizon.expect(until);
    Consumer<CaseReader.Found> answer =
        found -> {
          if (mine == generation) {
            lookingAhead = false;
            looked(found, until);
            work();
            host.ready();
          }
        };
    ports.reader().due(hall, until, ports.limits().maxHorizon(), answer);
  }

  private void looked(CaseReader.Found found, Instant until) {
    long now = host.stamp().toEpochMilli();
    switch (found) {
      case CaseReader.Found.Failed failed -> lookAheadAt = now + ports.limits().retryMillis();
      case CaseReader.Found.Cases cases -> {
        boolean all = cases.due().size() < ports.limits().maxHorizon();
        horizon.read(cases.due(), all ? until : cases.due().getLast().at(), atHand::isOnTheWay);
        lookAheadAt =
            now + (all ? ports.limits().horizonMillis() / 2 : ports.limits().retryMillis());
      }
    }
  }
}
