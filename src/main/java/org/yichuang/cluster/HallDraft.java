package org.yichuang.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallId;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.Outcome;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.Ticket;
import org.yichuang.journal.JournalRow;

/**
 * A hall as it will be once everything decided is committed: commands are decided on it, and what
 * they bring is kept with their seats. It comes from what was read and is dropped whenever the
 * stream must be read again. Confined to its owner.
 */
final class HallDraft {
  private final HallId hall;
  private final OwnerPorts ports;
  private final Boarding boarding;
  private @Nullable HallFold fold;
  private CommandMemory commands = new CommandMemory();

  HallDraft(HallId hall, OwnerPorts ports, Boarding boarding) {
    this.hall = hall;
    this.ports = ports;
    this.boarding = boarding;
  }

  /** Begins with what is committed. */
  void begin(HallFold read, CommandMemory remembered) {
    fold = read;
    commands = remembered;
  }

  void drop() {
    fold = null;
    commands = new CommandMemory();
  }

  /**
   * @throws IllegalStateException when it was dropped
   */
  HallState state() {
    return fold().state;
  }

  /** What the same command was answered, when it was decided before. */
  Optional<HallReply> before(HallRequest request) {
    return commands.find(request.actor(), request.stamp());
  }

  /** The time of the next event: now, in whole milliseconds, never before the last one. */
  Instant stamp() {
    Instant now = ports.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Instant last = state().at();
    return now.isBefore(last) ? last : now;
  }

  /** The hall's first event ever, when it has none, and that this owner has it from now on. */
  void adopt(String adoption) {
    Seat own = new Seat(null);
    Instant at = stamp();
    if (state().day().isEmpty()) {
      HallConfig newest = ports.catalogue().newest(hall);
      LocalDate founded = ports.catalogue().founded(hall);
      record(own, List.of(HallRules.founding(founded, newest)), at);
      recordDue(own, newest, at);
    }
    record(own, List.of(new HallEvent.HallAdopted(adoption)), at);
    boarding.add(own);
  }

  /** What happened by itself. */
  void happened(HallEvent event, Instant at) {
    Seat own = new Seat(null);
    record(own, List.of(event), at);
    boarding.add(own);
  }

  void decide(Seat pending, HallRequest request, HallCommand command) {
    Instant at = stamp();
    catchUp(at);
    HallFold fold = fold();
    Optional<HallReply> before = before(request);
    if (before.isPresent()) {
      pending.decided = before.get();
    } else {
      switch (HallRules.decide(fold.state, command, request.actor(), at)) {
        case Outcome.Refused refused -> pending.decided = new HallReply.Refused(refused.refusal());
        case Outcome.Accepted accepted -> {
          if (!accepted.events().isEmpty()) {
            record(pending, accepted.events(), at);
            pending.decided =
                new HallReply.Done(fold.state.day().orElseThrow(), at, accepted.events());
          }
        }
      }
    }
    boarding.add(pending);
    if (!pending.rows.isEmpty()) {
      catchUp(at);
    }
  }

  /** The hall's numbers and the cases' first events are written together. */
  void decide(Seat pending, HallRequest request, Order.NewCases order, HallCases cases) {
    Instant at = stamp();
    catchUp(at);
    HallState state = state();
    Optional<HallReply> before = before(request);
    if (before.isPresent()) {
      pending.decided = cases.begunBefore(before.get());
    } else {
      switch (cases.open(request, order, state, at)) {
        case HallCases.Opening.Refused refused -> pending.decided = refused.reply();
        case HallCases.Opening.Possible possible -> {
          HallCommand open =
              new HallCommand.OpenCases(order.ticket().orElse(null), possible.sizes());
          switch (HallRules.decide(state, open, request.actor(), at)) {
            case Outcome.Refused refused ->
                pending.decided = new HallReply.Refused(refused.refusal());
            case Outcome.Accepted accepted -> {
              record(pending, accepted.events(), at);
              cases.begin(pending, request, possible, at);
            }
          }
        }
      }
    }
    boarding.add(pending);
  }

  /** Records what is due by then. */
  void catchUp(Instant at) {
    HallConfig newest = ports.catalogue().newest(hall);
    if (!HallRules.due(state(), newest, at).isEmpty()) {
      Seat own = new Seat(null);
      recordDue(own, newest, at);
      boarding.add(own);
    }
  }

  private void recordDue(Seat own, HallConfig newest, Instant at) {
    List<HallEvent> due = HallRules.due(state(), newest, at);
    while (!due.isEmpty()) {
      record(own, due, at);
      due = HallRules.due(state(), newest, at);
    }
  }

  /** Applies events and keeps their rows with the command. */
  private void record(Seat pending, List<HallEvent> events, Instant at) {
    HallFold fold = fold();
    HallRequest request = pending.request;
    AccountId actor = request == null ? AccountId.SYSTEM : request.actor();
    CommandStamp stamp = request == null ? null : request.stamp();
    List<JournalRow> rows = new ArrayList<>(pending.rows);
    List<Ticket> tickets = new ArrayList<>(pending.tickets);
    for (HallEvent event : events) {
      boolean opens = event instanceof HallEvent.DayOpened;
      LocalDate day =
          event instanceof HallEvent.DayOpened opened
              ? opened.day()
              : fold.state.day().orElseThrow();
      int seq = opens ? 1 : fold.state.seq() + 1;
      JournalRow row =
          JournalRow.link(hall, new RecordedEvent(day, seq, at, actor, stamp, event), fold.head());
      fold.apply(row);
      commands.apply(row.recorded());
      rows.add(row);
      if (event instanceof HallEvent.OfTicket ofTicket) {
        tickets.add(fold.state.ticket(ofTicket.ticket()).orElseThrow());
      }
    }
    pending.rows = rows;
    pending.tickets = tickets;
  }

  private HallFold fold() {
    HallFold begun = fold;
    if (begun == null) {
      throw new IllegalStateException(hall + " is not read");
    }
    return begun;
  }
}
