package org.yichuang.sim;

import java.util.EnumSet;
import java.util.Set;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/** A ticket as this package understands it. */
final class Slip {

  /** Where a ticket stands. */
  enum Stage {
    WAITING("Waiting"),
    CALLED("Called"),
    SERVING("Serving"),
    MISSED("Missed"),
    HELD("Held"),
    COMPLETED("Completed"),
    CANCELLED("Cancelled"),
    LAPSED("Lapsed");

    final String word;

    Stage(String word) {
      this.word = word;
    }

    boolean atWindow() {
      return this == CALLED || this == SERVING;
    }

    boolean ended() {
      return this == COMPLETED || this == CANCELLED || this == LAPSED;
    }
  }

  /** What may happen to it, and where that leads. */
  enum Step {
    POLICY_CALL(Stage.CALLED, Stage.WAITING),
    CALL_BY_HAND(Stage.CALLED, Stage.WAITING, Stage.HELD, Stage.MISSED),
    RECALL(Stage.CALLED, Stage.CALLED),
    CANCEL(Stage.CANCELLED, Stage.WAITING, Stage.CALLED),
    LAPSE(Stage.LAPSED, Stage.WAITING, Stage.CALLED, Stage.MISSED, Stage.HELD),
    START(Stage.SERVING, Stage.CALLED),
    MISS(Stage.MISSED, Stage.CALLED),
    PUT_BACK(Stage.WAITING, Stage.CALLED),
    TRANSFER(Stage.WAITING, Stage.CALLED, Stage.SERVING),
    REJOIN(Stage.WAITING, Stage.MISSED),
    COMPLETE(Stage.COMPLETED, Stage.SERVING),
    HOLD(Stage.HELD, Stage.SERVING),
    RESUME(Stage.SERVING, Stage.HELD),
    REOPEN(Stage.SERVING, Stage.COMPLETED);

    final Stage to;
    final Set<Stage> from;

    Step(Stage to, Stage first, Stage... more) {
      this.to = to;
      from = EnumSet.of(first, more);
    }
  }

  final TicketId id;
  final TicketId visit;
  final long issuedAt;
  final long credit;
  QueueId queue;
  long key;
  int seq;

  /** Its key is still its arrival less its credit. */
  boolean keptKey = true;

  WindowId only;
  Stage stage = Stage.WAITING;
  WindowId window;
  boolean hereOnly;
  int announced;
  int calls;
  int rejoins;
  int queueCallsAtMiss;
  Long calledAt;
  Long announcedAt;
  Long startedAt;
  Long endedAt;

  Slip(TicketId id, TicketId visit, QueueId queue, long issuedAt, long credit, int seq) {
    this.id = id;
    this.visit = visit;
    this.queue = queue;
    this.issuedAt = issuedAt;
    this.credit = credit;
    this.seq = seq;
    key = issuedAt - credit;
  }

  @Override
  public String toString() {
    return id + " " + stage.word + " in " + queue + " at " + window;
  }
}
