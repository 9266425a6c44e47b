package org.yichuang.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;

/**
 * One number on its way through a rehearsed day, as the person who holds it would tell it. Times in
 * milliseconds of the played day. Confined to the rehearsal.
 */
final class Turn {
  /** A time in one queue, or at one of its windows. */
  record Stay(QueueId queue, long fromMillis, long toMillis) {
    long millis() {
      return toMillis - fromMillis;
    }
  }

  private final TicketId ticket;
  private final Errand errand;
  private final boolean papers;
  private final List<Turn> visit;
  private final List<Stay> waits = new ArrayList<>();
  private final List<Stay> services = new ArrayList<>();
  private QueueId queue;
  private long sinceMillis;
  private long startedMillis = -1;
  private boolean missed;
  private boolean interrupted;
  private boolean served;

  /**
   * @param papers it was given to papers, which do not wait
   * @param visit the numbers of the same person
   */
  Turn(TicketId ticket, Errand errand, boolean papers, List<Turn> visit, long atMillis) {
    this.ticket = ticket;
    this.errand = errand;
    this.papers = papers;
    this.visit = visit;
    queue = errand.queue();
    sinceMillis = atMillis;
    visit.add(this);
  }

  void called(long atMillis) {
    if (!papers) {
      waits.add(new Stay(queue, sinceMillis, atMillis));
    }
    sinceMillis = atMillis;
  }

  void started(long atMillis) {
    startedMillis = startedMillis < 0 ? atMillis : startedMillis;
  }

  /** The parked person is at the window again. */
  void resumed(long atMillis) {
    sinceMillis = atMillis;
  }

  void missed(long atMillis) {
    left(atMillis);
    missed = true;
  }

  void rejoined(long atMillis) {
    sinceMillis = atMillis;
  }

  void parked(long atMillis) {
    left(atMillis);
    interrupted = true;
  }

  void transferred(QueueId to, long atMillis) {
    left(atMillis);
    interrupted = true;
    queue = to;
  }

  void completed(long atMillis) {
    left(atMillis);
    served = true;
  }

  private void left(long atMillis) {
    services.add(new Stay(queue, sinceMillis, atMillis));
    sinceMillis = atMillis;
  }

  TicketId ticket() {
    return ticket;
  }

  Errand errand() {
    return errand;
  }

  boolean papers() {
    return papers;
  }

  /** Where it waits, or is at a window. */
  QueueId queue() {
    return queue;
  }

  /** The numbers of the same person, this one too. */
  List<Turn> visit() {
    return Collections.unmodifiableList(visit);
  }

  /** Whether the person will be there when called now. */
  boolean isThere() {
    return errand.presence() instanceof Errand.Presence.Comes
        || (missed && errand.presence() instanceof Errand.Presence.ComesBack);
  }

  /** Whether the service was parked or handed on, so that the rest of it is left. */
  boolean interrupted() {
    return interrupted;
  }

  boolean served() {
    return served;
  }

  /** Each time it waited to be called, in order. */
  List<Stay> waits() {
    return Collections.unmodifiableList(waits);
  }

  /** Each time it was at a window, from the call on. */
  List<Stay> services() {
    return Collections.unmodifiableList(services);
  }

  /** Begin of the service; -1 before. */
  long startedMillis() {
    return startedMillis;
  }
}
