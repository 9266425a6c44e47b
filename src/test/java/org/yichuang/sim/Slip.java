package org.yichuang.sim;

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
  record Step(String name, Set<Stage> from, Stage to) {
    static final Step POLICY_CALL = new Step("policy call", Set.of(Stage.WAITING), Stage.CALLED);
    static final Step CALL_BY_HAND =
        new Step("call by hand", Set.of(Stage.WAITING, Stage.HELD, Stage.MISSED), Stage.CALLED);
    static final Step RECALL = new Step("recall", Set.of(Stage.CALLED), Stage.CALLED);
    static final Step CANCEL =
        new Step("cancel", Set.of(Stage.WAITING, Stage.CALLED), Stage.CANCELLED);
    static final Step LAPSE =
        new Step(
            "lapse", Set.of(Stage.WAITING, Stage.CALLED, Stage.MISSED, Stage.HELD), Stage.LAPSED);
    static final Step START = new Step("start", Set.of(Stage.CALLED), Stage.SERVING);
    static final Step MISS = new Step("miss", Set.of(Stage.CALLED), Stage.MISSED);
    static final Step PUT_BACK = new Step("put back", Set.of(Stage.CALLED), Stage.WAITING);
    static final Step TRANSFER =
        new Step("transfer", Set.of(Stage.CALLED, Stage.SERVING), Stage.WAITING);
    static final Step REJOIN = new Step("rejoin", Set.of(Stage.MISSED), Stage.WAITING);
    static final Step COMPLETE = new Step("complete", Set.of(Stage.SERVING), Stage.COMPLETED);
    static final Step HOLD = new Step("hold", Set.of(Stage.SERVING), Stage.HELD);
    static final Step RESUME = new Step("resume", Set.of(Stage.HELD), Stage.SERVING);
    static final Step REOPEN = new Step("reopen", Set.of(Stage.COMPLETED), Stage.SERVING);

    @Override
    public String toString() {
      return name;
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

  /** What it was given for; null: a walk-in. */
  String appointment;

  /** Came in time for its appointment. */
  boolean booked;

  /** Until then it is called only when nobody else waits; null: at any time. */
  Long notBefore;

  /** A number that was printed in advance. */
  boolean stub;

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
