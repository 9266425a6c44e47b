package org.yichuang.cluster;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallId;

/**
 * The halls of one node, each on the event loop that owns it. Any thread; what is handed in runs on
 * that loop, answers come back on the caller's.
 */
public final class NodeHalls {
  private record Place(Context context, HallOwner owner) {}

  private final Vertx vertx;
  private final NodeId node;
  private final Owners owners;
  private final Map<HallId, Place> places = new ConcurrentHashMap<>();
  private final AtomicBoolean reviewing = new AtomicBoolean();
  private volatile boolean mayOwn = true;

  public NodeHalls(Vertx vertx, NodeId node, Owners owners) {
    this.vertx = vertx;
    this.node = node;
    this.owners = owners;
  }

  /** An event loop offers to own the hall. */
  void offer(Context context, HallOwner owner) {
    places.put(owner.hall(), new Place(context, owner));
  }

  /** Forbids or allows this node to own anything: its clock is wrong, or it stops. */
  public void mayOwn(boolean allowed) {
    if (mayOwn != allowed) {
      mayOwn = allowed;
      review();
    }
  }

  /** Takes and releases halls as the partition table says now. */
  public void review() {
    if (reviewing.getAndSet(true)) {
      return;
    }
    vertx.runOnContext(
        unused -> {
          reviewing.set(false);
          places.forEach(
              (hall, place) -> {
                boolean mine = mayOwn && owners.ownerOf(hall).filter(node::equals).isPresent();
                place
                    .context()
                    .runOnContext(
                        go -> {
                          if (mine) {
                            place.owner().take();
                          } else {
                            place.owner().release();
                          }
                        });
              });
        });
  }

  /** Gives a command to the hall's owner here. */
  public void submit(HallRequest request, Consumer<HallReply> answer) {
    onOwner(request.hall(), HallOwner::submit, request, answer, new HallReply.NotOwner());
  }

  /** Reads committed facts of a hall owned here; {@code absent} when it is not. */
  public <R> void read(HallId hall, Function<HallOwner, R> question, R absent, Consumer<R> answer) {
    this.<Function<HallOwner, R>, R>onOwner(
        hall,
        (owner, asked, reply) -> reply.accept(owner.isServing() ? asked.apply(owner) : absent),
        question,
        answer,
        absent);
  }

  /** How the hall's owner here does, serving or not. */
  public void report(HallId hall, Consumer<Optional<OwnerReport>> answer) {
    this.<Boolean, Optional<OwnerReport>>onOwner(
        hall,
        (owner, unused, reply) -> reply.accept(Optional.of(owner.report())),
        true,
        answer,
        Optional.empty());
  }

  /** Whether the cluster says of every hall who owns it. */
  public boolean allHaveOwners() {
    return places.keySet().stream().allMatch(hall -> owners.ownerOf(hall).isPresent());
  }

  /** Counts the halls that this node should own. */
  public void census(Consumer<HallCensus> answer) {
    List<HallId> mine = new ArrayList<>();
    places.keySet().stream()
        .filter(hall -> mayOwn && owners.ownerOf(hall).filter(node::equals).isPresent())
        .forEach(mine::add);
    if (mine.isEmpty()) {
      answer.accept(HallCensus.NONE);
      return;
    }
    int[] counted = new int[2];
    List<HallId> quarantined = new ArrayList<>();
    for (HallId hall : mine) {
      this.<Boolean, Settled>onOwner(
          hall,
          (owner, unused, reply) -> reply.accept(Settled.of(owner)),
          true,
          settled -> {
            counted[0] += settled == Settled.SERVING ? 1 : 0;
            if (settled == Settled.QUARANTINED) {
              quarantined.add(hall);
            }
            if (++counted[1] == mine.size()) {
              answer.accept(new HallCensus(mine.size(), counted[0], quarantined));
            }
          },
          Settled.NOT_YET);
    }
  }

  private enum Settled {
    SERVING,
    QUARANTINED,
    NOT_YET;

    static Settled of(HallOwner owner) {
      return owner.isServing() ? SERVING : owner.isQuarantined() ? QUARANTINED : NOT_YET;
    }
  }

  @FunctionalInterface
  private interface OnOwner<Q, R> {
    void run(HallOwner owner, Q question, Consumer<R> answer);
  }

  private <Q, R> void onOwner(
      HallId hall, OnOwner<Q, R> action, Q question, Consumer<R> answer, R absent) {
    Place place = places.get(hall);
    if (place == null) {
      answer.accept(absent);
      return;
    }
    @Nullable Context caller = Vertx.currentContext();
    if (place.context().equals(caller)) {
      action.run(place.owner(), question, answer);
      return;
    }
    place
        .context()
        .runOnContext(
            go ->
                action.run(
                    place.owner(),
                    question,
                    caller == null
                        ? answer
                        : reply -> caller.runOnContext(back -> answer.accept(reply))));
  }
}
