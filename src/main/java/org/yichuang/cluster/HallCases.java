package org.yichuang.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallState;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.CaseReader;
import org.yichuang.journal.CaseRow;

/**
 * What a hall's owner does with cases: reads them when they are asked for, and decides their
 * commands. Confined to the owner's event loop.
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
  private final CaseLaw law;
  private final Boarding boarding;
  private final Host host;
  private final CasesAtHand atHand;
  private final DueCases due;

  /** Commands whose case is being read. */
  private final SequencedSet<Seat> fetching = new LinkedHashSet<>();

  HallCases(HallId hall, CasePorts ports, CaseLaw law, Boarding boarding, Host host) {
    this.hall = hall;
    this.law = law;
    this.boarding = boarding;
    this.host = host;
    atHand = new CasesAtHand(hall, ports, law);
    due = new DueCases(hall, ports, law, boarding, atHand, host);
  }

  /** Nothing that is known is certain any more; hands back the commands that wait for a case. */
  List<Seat> forget() {
    atHand.forget();
    due.forget();
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
    seat.caseRows.stream().map(CaseRow::number).distinct().forEach(due::written);
    atHand.shrink();
  }

  /** When there is something to do without anybody's command; empty: when a flight has landed. */
  Optional<Instant> nextDue() {
    return due.next();
  }

  /** Records what has fallen due, as far as there is room, and looks ahead when it is time to. */
  void work() {
    due.work();
  }
}
