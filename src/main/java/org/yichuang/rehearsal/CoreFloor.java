package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.Matter;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.Outcome;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.Refusal;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/** A hall that is nothing but its rules: no journal, no network. Single-threaded. */
final class CoreFloor implements HallFloor {
  private static final AccountId CLERK = new AccountId(1);

  private final HallConfig config;
  private final InstantSource clock;
  private final HallState state;
  private final LineMeter lines = new LineMeter();
  private int events;

  CoreFloor(HallConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    state = new HallState(config.id(), version -> config);
  }

  /** How long the hall's lines are. */
  LineMeter lines() {
    return lines;
  }

  /** Events so far. */
  int events() {
    return events;
  }

  @Override
  public List<Post> posts() {
    return config.windows().stream().map(window -> new Post(window.id(), window.queues())).toList();
  }

  @Override
  public Future<List<Given>> issue(PersonClass person, List<Matter> matters) {
    String reason = person == PersonClass.ORDINARY ? null : REASON;
    return given(new HallCommand.IssueTicket(matters, person, reason, null));
  }

  private Future<List<Given>> given(HallCommand command) {
    List<Given> given = new ArrayList<>();
    return switch (ask(command)) {
      case Outcome.Refused refused ->
          refused.refusal().reason() == Refusal.Reason.NOT_ISSUING
              ? Future.succeededFuture(given)
              : unexpected(command, refused);
      case Outcome.Accepted accepted -> {
        for (HallEvent event : accepted.events()) {
          if (event instanceof HallEvent.TicketIssued issued) {
            given.add(new Given(issued.ticket(), issued.queue()));
          }
        }
        yield Future.succeededFuture(given);
      }
    };
  }

  @Override
  public Future<Boolean> rejoin(TicketId ticket) {
    return unless(Refusal.Reason.TOO_LATE, new HallCommand.RejoinTicket(ticket));
  }

  @Override
  public Future<Void> open(WindowId window) {
    return give(new HallCommand.OpenWindow(window)).mapEmpty();
  }

  @Override
  public Future<Void> pause(WindowId window) {
    return give(new HallCommand.PauseWindow(window)).mapEmpty();
  }

  @Override
  public Future<Void> comeBack(WindowId window) {
    return give(new HallCommand.ResumeWindow(window)).mapEmpty();
  }

  @Override
  public Future<Void> close(WindowId window) {
    return give(new HallCommand.CloseWindow(window)).mapEmpty();
  }

  @Override
  public Future<Optional<TicketId>> callNext(WindowId window) {
    return give(new HallCommand.CallNext(window))
        .map(
            events ->
                events.stream()
                    .filter(HallEvent.TicketCalled.class::isInstance)
                    .map(event -> ((HallEvent.TicketCalled) event).ticket())
                    .findFirst());
  }

  @Override
  public Future<Void> recall(WindowId window) {
    return give(new HallCommand.RecallTicket(window)).mapEmpty();
  }

  @Override
  public Future<Void> miss(WindowId window) {
    return give(new HallCommand.MissTicket(window)).mapEmpty();
  }

  @Override
  public Future<Void> start(WindowId window) {
    return give(new HallCommand.StartService(window)).mapEmpty();
  }

  @Override
  public Future<Void> complete(WindowId window, List<MatterOutcome> outcomes) {
    return give(new HallCommand.CompleteService(window, outcomes)).mapEmpty();
  }

  @Override
  public Future<Void> hold(WindowId window, String reason) {
    return give(new HallCommand.HoldTicket(window, reason, true)).mapEmpty();
  }

  @Override
  public Future<Boolean> resume(WindowId window, TicketId ticket) {
    return unless(Refusal.Reason.VISIT_AT_WINDOW, new HallCommand.ResumeTicket(window, ticket));
  }

  @Override
  public Future<Void> transfer(WindowId window, QueueId queue) {
    return give(new HallCommand.TransferTicket(
            window, queue, null, HallCommand.Position.KEEP, null))
        .mapEmpty();
  }

  @Override
  public Future<TicketId> quickServe(WindowId window, QueueId queue) {
    return give(new HallCommand.QuickServe(window, queue))
        .map(events -> ((HallEvent.QuickServed) events.getFirst()).ticket());
  }

  @Override
  public void onWaiting(Consumer<QueueId> listener) {
    // the rehearsal itself tells its clerks of each number that was given
  }

  @Override
  public long recallAfterMillis() {
    return config.rules().recallAfterMillis();
  }

  @Override
  public long missAfterMillis() {
    return config.rules().missAfterMillis();
  }

  private Future<List<HallEvent>> give(HallCommand command) {
    return switch (ask(command)) {
      case Outcome.Refused refused -> unexpected(command, refused);
      case Outcome.Accepted accepted -> Future.succeededFuture(accepted.events());
    };
  }

  /** False for the one refusal that can happen. */
  private Future<Boolean> unless(Refusal.Reason reason, HallCommand command) {
    return switch (ask(command)) {
      case Outcome.Refused refused ->
          refused.refusal().reason() == reason
              ? Future.succeededFuture(false)
              : unexpected(command, refused);
      case Outcome.Accepted accepted -> Future.succeededFuture(true);
    };
  }

  private static <T> Future<T> unexpected(HallCommand command, Outcome.Refused refused) {
    return Future.failedFuture(new IllegalStateException(command + ": " + refused.refusal()));
  }

  private Outcome ask(HallCommand command) {
    Instant at = clock.instant();
    if (state.day().isEmpty()) {
      apply(HallRules.founding(LocalDate.ofInstant(at, config.zone()), config), at);
    }
    List<HallEvent> due = HallRules.due(state, config, at);
    while (!due.isEmpty()) {
      due.forEach(event -> apply(event, at));
      due = HallRules.due(state, config, at);
    }
    Outcome outcome = HallRules.decide(state, command, CLERK, at);
    if (outcome instanceof Outcome.Accepted accepted) {
      accepted.events().forEach(event -> apply(event, at));
    }
    return outcome;
  }

  private void apply(HallEvent event, Instant at) {
    LocalDate day =
        event instanceof HallEvent.DayOpened opened ? opened.day() : state.day().orElseThrow();
    int seq = event instanceof HallEvent.DayOpened ? 1 : state.seq() + 1;
    state.apply(new RecordedEvent(day, seq, at, CLERK, null, event));
    events++;
    for (HallConfig.Queue queue : config.queues()) {
      lines.observe(queue.id(), state.waiting(queue.id()), at.toEpochMilli());
    }
  }
}
