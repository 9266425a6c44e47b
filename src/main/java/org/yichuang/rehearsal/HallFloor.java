package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yichuang.hall.Matter;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * What visitors and clerks can do in a hall, whoever runs it. A failed future is an answer that the
 * rehearsal did not expect, and ends it.
 */
interface HallFloor {

  /** The windows and the queues each serves. */
  List<Post> posts();

  record Post(WindowId window, List<QueueId> queues) {}

  /** A number of one queue. */
  record Given(TicketId ticket, QueueId queue) {}

  /** Why somebody gets a credit. */
  String REASON = "seen at the guide desk";

  /** Gives a number for each queue of the matters; none when the hall gives none any more. */
  Future<List<Given>> issue(PersonClass person, List<Matter> matters);

  /** Whether somebody who was missed waits again; false when it is too late for that. */
  Future<Boolean> rejoin(TicketId ticket);

  Future<Void> open(WindowId window);

  Future<Void> pause(WindowId window);

  /** The clerk is back from a break. */
  Future<Void> comeBack(WindowId window);

  Future<Void> close(WindowId window);

  /** The called number; empty when nobody waits. */
  Future<Optional<TicketId>> callNext(WindowId window);

  Future<Void> recall(WindowId window);

  Future<Void> miss(WindowId window);

  Future<Void> start(WindowId window);

  Future<Void> complete(WindowId window, List<MatterOutcome> outcomes);

  Future<Void> hold(WindowId window, String reason);

  /** Whether a parked service goes on; false while the person is at another window. */
  Future<Boolean> resume(WindowId window, TicketId ticket);

  /** The served person waits for another queue, as long as for this one. */
  Future<Void> transfer(WindowId window, QueueId queue);

  /** Begins a service without a number; the number it gets. */
  Future<TicketId> quickServe(WindowId window, QueueId queue);

  /** Tells when somebody begins to wait in a queue, as a clerk's screen would. */
  void onWaiting(Consumer<QueueId> listener);

  /** Least milliseconds of the hall's own clock between a call and a recall. */
  long recallAfterMillis();

  /** Least milliseconds of the hall's own clock between a call and a miss. */
  long missAfterMillis();
}
