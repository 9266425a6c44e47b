package org.yichuang.rehearsal;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.HallRules;
import org.yichuang.hall.HallState;
import org.yichuang.hall.Outcome;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.hall.WindowId;

/** A hall that is nothing but its rules: no journal, no network. Single-threaded. */
final class CoreFloor implements HallFloor {
  private static final AccountId CLERK = new AccountId(1);

  private final HallConfig config;
  private final InstantSource clock;
  private final HallState state;
  private int events;

  CoreFloor(HallConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    state = new HallState(config.id(), version -> config);
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
  public Future<String> issue(QueueId queue) {
    return give(new HallCommand.IssueTicket(queue))
        .map(
            event ->
                event instanceof HallEvent.TicketIssued issued ? issued.ticket().display() : "");
  }

  @Override
  public Future<Void> open(WindowId window) {
    return give(new HallCommand.OpenWindow(window)).mapEmpty();
  }

  @Override
  public Future<Void> close(WindowId window) {
    return give(new HallCommand.CloseWindow(window)).mapEmpty();
  }

  @Override
  public Future<Optional<String>> callNext(WindowId window) {
    return give(new HallCommand.CallNext(window))
        .map(
            event ->
                event instanceof HallEvent.TicketCalled called
                    ? Optional.of(called.ticket().display())
                    : Optional.empty());
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
  public Future<Void> complete(WindowId window) {
    return give(new HallCommand.CompleteService(window, List.of())).mapEmpty();
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

  /** The last event of the command; absent when there was nothing to do. */
  private Future<@Nullable HallEvent> give(HallCommand command) {
    Instant at = clock.instant();
    if (state.day().isEmpty()) {
      apply(HallRules.founding(LocalDate.ofInstant(at, config.zone()), config), at);
    }
    HallRules.due(state, config, at).forEach(event -> apply(event, at));
    return switch (HallRules.decide(state, command, CLERK, at)) {
      case Outcome.Refused refused ->
          Future.failedFuture(new IllegalStateException(command + ": " + refused.refusal()));
      case Outcome.Accepted accepted -> {
        accepted.events().forEach(event -> apply(event, at));
        yield Future.succeededFuture(
            accepted.events().isEmpty() ? null : accepted.events().getLast());
      }
    };
  }

  private void apply(HallEvent event, Instant at) {
    LocalDate day =
        event instanceof HallEvent.DayOpened opened ? opened.day() : state.day().orElseThrow();
    int seq = event instanceof HallEvent.DayOpened ? 1 : state.seq() + 1;
    state.apply(new RecordedEvent(day, seq, at, CLERK, null, event));
    events++;
  }
}
