package org.yichuang.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseReader;

/**
 * Records what falls due by itself in the cases of a hall, and what another calendar moves in them.
 * Confined to the owner's event loop.
 *
 * <p>Cases are read a little ahead, so that at the moment itself they have but to be written. How
 * many are under way at once is limited for the hall, and for all halls of the event loop.
 */
final class DueCases {
  /** Between two readings ahead: what falls due meanwhile is read together. */
  private static final long AHEAD_PAUSE_MILLIS = 500;

  private final HallId hall;
  private final CasePorts ports;
  private final Boarding boarding;
  private final CasesAtHand atHand;
  private final HallCases.Host host;
  private final CaseHorizon horizon = new CaseHorizon();
  private final CalendarSweep sweep;
  private final HerdRoom.Place place;

  /** Cases that were read for a look alone; they go when whoever else waited has had them. */
  private final List<CaseNumber> lookedAt = new ArrayList<>();

  /** Cases that are being read because something is due in them. */
  private int herded;

  private boolean lookingAhead;

  /** When the horizon is read next; 0 before the first time. */
  private long lookAheadAt;

  /** Before it nothing is read ahead. */
  private long readAheadAt;

  private long generation;

  DueCases(
      HallId hall,
      CasePorts ports,
      CaseLaw law,
      Boarding boarding,
      CasesAtHand atHand,
      HallCases.Host host) {
    this.hall = hall;
    this.ports = ports;
    this.boarding = boarding;
    this.atHand = atHand;
    this.host = host;
    sweep = new CalendarSweep(hall, ports, law, new Swept());
    place =
        ports.herd()
        .new Place(
            () -> {
              work();
              host.ready();
            });
  }

  /** Nothing that is known is certain any more. */
  void forget() {
    generation++;
    horizon.forget();
    sweep.forget();
    lookedAt.clear();
    herded = 0;
    lookingAhead = false;
    lookAheadAt = 0;
    readAheadAt = 0;
    place.leave();
  }

  /** Something of the case is in the journal. */
  void written(CaseNumber number) {
    if (!atHand.isOnTheWay(number)) {
      horizon.written(number, atHand.nextDue(number));
      sweep.written(number);
      atHand.release(number);
    }
  }

  private void arm(CaseNumber number) {
    if (!atHand.isOnTheWay(number)) {
      horizon.written(number, atHand.nextDue(number));
    }
  }

  /** When there is something to do without anybody's command; empty: when a flight has landed. */
  Optional<Instant> next() {
    Optional<Instant> look =
        lookAheadAt == 0 || lookingAhead
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(lookAheadAt));
    boolean waits = ownRoom() <= 0 || place.isWaiting();
    Optional<Instant> due = waits ? Optional.empty() : horizon.next();
    Optional<Instant> ahead =
        waits
            ? Optional.empty()
            : horizon.nextAhead(ports.limits().maxAhead()).map(this::readAhead);
    Optional<Instant> swept = sweep.nextMillis().map(Instant::ofEpochMilli);
    return Stream.of(look, due, ahead, swept)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** When what is due then is to be read. */
  private Instant readAhead(Instant due) {
    return Instant.ofEpochMilli(
        Math.max(readAheadAt, due.toEpochMilli() - ports.limits().aheadMillis()));
  }

  private int underWay() {
    return herded + boarding.herd();
  }

  private int ownRoom() {
    return ports.limits().maxHerd() - underWay();
  }

  private int room() {
    return Math.max(0, Math.min(ownRoom(), place.room()));
  }

  /** Records what has fallen due, as far as there is room, and looks ahead when it is time to. */
  void work() {
    place.has(underWay());
    List<CaseNumber> absent = new ArrayList<>();
    for (CaseNumber number : horizon.take(host.stamp(), room())) {
      if (atHand.isHere(number)) {
        recordDue(number);
      } else {
        absent.add(number);
      }
    }
    herded += absent.size();
    atHand.fetch(absent, CaseReader.Cause.DEADLINE, this::fetched);
    readAhead();
    if (lookAheadAt <= host.stamp().toEpochMilli()) {
      lookAhead();
    }
    lookedAt.forEach(atHand::release);
    lookedAt.clear();
    sweep.work();
    if (ownRoom() > 0 && horizon.isDue(host.stamp())) {
      place.await();
    }
    place.has(underWay());
  }

  private void fetched(CaseNumber number) {
    herded--;
    if (atHand.isHere(number)) {
      recordDue(number);
    } else if (atHand.absence(number) == CaseReadings.Absence.FAILED) {
      lookAheadAt =
          Math.min(lookAheadAt, host.stamp().toEpochMilli() + ports.limits().retryMillis());
    }
    place.has(underWay());
    host.ready();
  }

  private void readAhead() {
    Instant now = host.stamp();
    if (now.toEpochMilli() < readAheadAt || horizon.isDue(now)) {
      return;
    }
    List<CaseNumber> soon =
        horizon.ahead(now.plusMillis(ports.limits().aheadMillis()), ports.limits().maxAhead());
    if (!soon.isEmpty()) {
      readAheadAt = now.toEpochMilli() + AHEAD_PAUSE_MILLIS;
    }
    List<CaseNumber> absent = soon.stream().filter(number -> !atHand.isHere(number)).toList();
    atHand.fetch(absent, CaseReader.Cause.DEADLINE, read -> {});
  }

  /** What another calendar moves goes like what falls due: apart from what people do. */
  private final class Swept implements CalendarSweep.Cases {
    @Override
    public long now() {
      return host.stamp().toEpochMilli();
    }

    @Override
    public int room() {
      return DueCases.this.room();
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
            place.has(underWay());
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
