package org.yichuang.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;
import org.yichuang.journal.Timers;

/**
 * The way from an edge to a hall's owner. Follows the owner when it changes, repeats under the same
 * command id, and answers by the deadline whatever happens. Confined to one event loop.
 */
public final class HallGateway {

  /**
   * @param deadlineMillis after which every command and question is answered
   * @param attemptMillis after which an attempt without an answer is repeated
   * @param firstRetryMillis before the second attempt; doubled for each further one
   * @param maxRetryMillis at most between two attempts
   */
  public record Limits(
      long deadlineMillis, long attemptMillis, long firstRetryMillis, long maxRetryMillis) {
    public static final Limits DEFAULT = new Limits(10_000, 3_000, 20, 320);
  }

  private final Owners owners;
  private final HallBus bus;
  private final Timers timers;
  private final InstantSource clock;
  private final Limits limits;
  private final Set<Asking<?>> asking = new LinkedHashSet<>();

  /** Attempts that may take their whole time, oldest first; one timer is enough for all. */
  private final Deque<Attempt> patient = new ArrayDeque<>();

  private Timers.@Nullable Timer patience;

  /** One attempt and when it is given up. */
  private record Attempt(Asking<?> of, int number, long untilMillis) {
    boolean isOver() {
      return of.answered || of.attempt != number || of.asked == null;
    }
  }

  public HallGateway(
      Owners owners, HallBus bus, Timers timers, InstantSource clock, Limits limits) {
    this.owners = owners;
    this.bus = bus;
    this.timers = timers;
    this.clock = clock;
    this.limits = limits;
  }

  /** Gives a command; never answers {@link HallReply.NotOwner}. */
  public void command(
      HallId hall,
      AccountId actor,
      CommandStamp stamp,
      HallCommand command,
      Consumer<HallReply> answer) {
    command(hall, actor, stamp, new Order.OfHall(command), answer);
  }

  /** Gives an order; never answers {@link HallReply.NotOwner}. */
  public void command(
      HallId hall, AccountId actor, CommandStamp stamp, Order order, Consumer<HallReply> answer) {
    command(hall, actor, stamp, order, (reply, attempts) -> answer.accept(reply));
  }

  /** Told what came back and how often the order was sent: of one only there is no copy about. */
  @FunctionalInterface
  public interface Answered<R> {
    void with(R reply, int attempts);
  }

  /** The same. */
  public void command(
      HallId hall, AccountId actor, CommandStamp stamp, Order order, Answered<HallReply> answer) {
    Instant deadline = clock.instant().plusMillis(limits.deadlineMillis());
    HallRequest request = new HallRequest(hall, actor, stamp, order, deadline);
    new Asking<HallReply>(
            hall,
            deadline,
            new HallReply.NotNow("no answer in time"),
            (node, reply) ->
                bus.send(
                    node, request, r -> reply.accept(r instanceof HallReply.NotOwner ? null : r)),
            answer)
        .start();
  }

  /** Asks for something committed; {@link HallBus.Found.Unanswered} when nobody could say. */
  public <T> void ask(HallBus.HallQuery<T> query, Consumer<HallBus.Found<T>> answer) {
    ask(query, limits.deadlineMillis(), answer);
  }

  /** Asks, and waits no longer than that. */
  public <T> void ask(
      HallBus.HallQuery<T> query, long deadlineMillis, Consumer<HallBus.Found<T>> answer) {
    new Asking<HallBus.Found<T>>(
            query.hall(),
            clock.instant().plusMillis(deadlineMillis),
            new HallBus.Found.Unanswered<T>(),
            (node, reply) ->
                bus.ask(
                    node,
                    query,
                    found ->
                        reply.accept(found instanceof HallBus.Found.Unanswered ? null : found)),
            (found, attempts) -> answer.accept(found))
        .start();
  }

  /** Who owns the hall, as this node sees it now. */
  public Optional<NodeId> ownerOf(HallId hall) {
    return owners.ownerOf(hall);
  }

  /** The partition table changed: whoever waits for a node that lost its hall asks the new one. */
  public void ownersChanged() {
    new ArrayList<>(asking).forEach(Asking::followOwner);
  }

  /** Commands and questions without an answer yet. */
  public int inFlight() {
    return asking.size();
  }

  private void watch(Attempt attempt) {
    patient.addLast(attempt);
    if (patience == null) {
      patience = timers.after(limits.attemptMillis(), this::giveUp);
    }
  }

  private void giveUp() {
    long now = clock.millis();
    forgetAnswered();
    while (!patient.isEmpty() && patient.getFirst().untilMillis() <= now) {
      patient.removeFirst().of().attempt();
      forgetAnswered();
    }
    rest();
    if (!patient.isEmpty()) {
      long left = patient.getFirst().untilMillis() - now;
      patience = timers.after(Math.max(1, left), this::giveUp);
    }
  }

  private void rest() {
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
  }

  private void forgetAnswered() {
    while (!patient.isEmpty() && patient.getFirst().isOver()) {
      patient.removeFirst();
    }
    if (patient.isEmpty()) {
      rest();
    }
  }

  private final class Asking<R> {
    private final HallId hall;
    private final Instant deadline;
    private final R tooLate;
    private final BiConsumer<NodeId, Consumer<@Nullable R>> send;
    private final Answered<R> answer;
    private @Nullable NodeId asked;
    private Timers.@Nullable Timer timer;
    private int attempt;
    private boolean answered;

    Asking(
        HallId hall,
        Instant deadline,
        R tooLate,
        BiConsumer<NodeId, Consumer<@Nullable R>> send,
        Answered<R> answer) {
      this.hall = hall;
      this.deadline = deadline;
      this.tooLate = tooLate;
      this.send = send;
      this.answer = answer;
    }

    void start() {
      asking.add(this);
      attempt();
    }

    void attempt() {
      Optional<NodeId> owner = owners.ownerOf(hall);
      if (remaining() <= 0 || owner.isEmpty()) {
        finish(tooLate);
        return;
      }
      int mine = ++attempt;
      asked = owner.get();
      cancel();
      if (remaining() < limits.attemptMillis()) {
        wait(limits.attemptMillis(), this::attempt);
      } else {
        watch(new Attempt(this, mine, clock.millis() + limits.attemptMillis()));
      }
      send.accept(owner.get(), reply -> replied(mine, reply));
    }

    void replied(int attempted, @Nullable R reply) {
      if (reply != null) {
        finish(reply);
      } else if (!answered && attempted == attempt) {
        long doubled = limits.firstRetryMillis() << Math.min(attempt - 1, 10);
        asked = null;
        wait(Math.min(doubled, limits.maxRetryMillis()), this::attempt);
      }
    }

    void followOwner() {
      Optional<NodeId> owner = owners.ownerOf(hall);
      if (!answered && owner.isPresent() && !owner.get().equals(asked)) {
        attempt();
      }
    }

    void finish(R reply) {
      if (!answered) {
        answered = true;
        cancel();
        asking.remove(this);
        forgetAnswered();
        answer.with(reply, attempt);
      }
    }

    void wait(long millis, Runnable next) {
      cancel();
      timer = timers.after(Math.max(1, Math.min(millis, remaining())), next);
    }

    long remaining() {
      return deadline.toEpochMilli() - clock.millis();
    }

    void cancel() {
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    }
  }
}
