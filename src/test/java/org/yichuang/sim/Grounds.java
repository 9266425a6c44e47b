package org.yichuang.sim;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.Matter;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Refusal;
import org.yichuang.hall.Stub;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;
import org.yichuang.sim.Slip.Stage;

/**
 * What an answer that changed nothing may say, as a day stands.
 *
 * @param actor who asked
 * @param earliest when it was decided at the earliest
 * @param latest when it was decided at the latest
 */
record Grounds(ReplayedDay day, int actor, long earliest, long latest) {
  /** Commands that need the window's clerk, and nobody in front of it. */
  private static final Set<Class<?>> NEED_FREE =
      Set.of(
          HallCommand.CallNext.class,
          HallCommand.CallTicket.class,
          HallCommand.PauseWindow.class,
          HallCommand.StoreNext.class,
          HallCommand.QuickServe.class,
          HallCommand.ResumeTicket.class,
          HallCommand.ReopenTicket.class);

  /** Commands that wait until the hall goes on. */
  private static final Set<Class<?>> NEED_A_RUNNING_HALL =
      Set.of(
          HallCommand.IssueTicket.class,
          HallCommand.RejoinTicket.class,
          HallCommand.CallNext.class,
          HallCommand.CallTicket.class,
          HallCommand.RecallTicket.class,
          HallCommand.MissTicket.class,
          HallCommand.StoreNext.class,
          HallCommand.QuickServe.class,
          HallCommand.ResumeTicket.class,
          HallCommand.ReopenTicket.class,
          HallCommand.TransferTicket.class);

  private static final Set<Class<?>> NEED_NO_CLERK =
      Set.of(
          HallCommand.OpenWindow.class,
          HallCommand.TakeOverWindow.class,
          HallCommand.ChangeWindowQueues.class);

  /** The stages that a command works on. */
  private static final Map<Class<?>, Set<Stage>> STAGES =
      Map.ofEntries(
          Map.entry(HallCommand.RecallTicket.class, Set.of(Stage.CALLED)),
          Map.entry(HallCommand.MissTicket.class, Set.of(Stage.CALLED)),
          Map.entry(HallCommand.StartService.class, Set.of(Stage.CALLED)),
          Map.entry(HallCommand.CompleteService.class, Set.of(Stage.SERVING)),
          Map.entry(HallCommand.HoldTicket.class, Set.of(Stage.SERVING)),
          Map.entry(HallCommand.TransferTicket.class, Set.of(Stage.CALLED, Stage.SERVING)),
          Map.entry(HallCommand.CancelTicket.class, Set.of(Stage.WAITING, Stage.CALLED)),
          Map.entry(HallCommand.RejoinTicket.class, Set.of(Stage.MISSED)),
          Map.entry(HallCommand.PutBackTicket.class, Set.of(Stage.CALLED)),
          Map.entry(HallCommand.CallTicket.class, Set.of(Stage.WAITING, Stage.MISSED, Stage.HELD)),
          Map.entry(HallCommand.ResumeTicket.class, Set.of(Stage.HELD)),
          Map.entry(HallCommand.ReopenTicket.class, Set.of(Stage.COMPLETED)),
          Map.entry(HallCommand.OpenCases.class, Set.of(Stage.SERVING, Stage.COMPLETED)));

  /** Whether there is nothing to do for the command. */
  boolean forNothing(HallCommand command) {
    if (day.ended() || (standsStill() && NEED_A_RUNNING_HALL.contains(command.getClass()))) {
      return false;
    }
    return switch (command) {
      case HallCommand.CallNext next -> free(next) && !day.somebodyFor(next.window());
      case HallCommand.StoreNext store -> free(store) && day.armed(store.window());
      case HallCommand.ChangeWindowQueues change ->
          List.copyOf(new LinkedHashSet<>(change.queues())).equals(day.served(change.window()));
      case HallCommand.EndDay end -> day.endedEarly();
      case HallCommand.ReconfigureHall reconfigure -> reconfigure.version() == config().version();
      case HallCommand.DeviceHeartbeat beat -> true;
      default -> false;
    };
  }

  /** Whether the command may be refused for that reason. */
  boolean forRefusal(HallCommand command, Refusal.Reason reason) {
    if (day.ended()) {
      return false;
    }
    if (standsStill() && NEED_A_RUNNING_HALL.contains(command.getClass())) {
      return reason == Refusal.Reason.HALL_PAUSED;
    }
    return switch (reason) {
      case UNKNOWN_QUEUE -> unknownQueue(command);
      case UNKNOWN_WINDOW ->
          unknown(window(command))
              || (command instanceof HallCommand.TransferTicket transfer && unknown(transfer.to()));
      case UNKNOWN_TICKET -> ticket(command).isPresent() && slip(command) == null;
      case UNKNOWN_ALARM ->
          command instanceof HallCommand.AcknowledgeAlarm seen
              && !day.conduct().known(seen.alarm());
      case ALREADY_ACKNOWLEDGED ->
          command instanceof HallCommand.AcknowledgeAlarm seen
              && day.conduct().acknowledged(seen.alarm());
      case NOT_ISSUING ->
          command instanceof HallCommand.IssueTicket && !day.withinHours(earliest, latest);
      case QUEUE_FULL ->
          stubs(command)
                  .anyMatch(
                      stub ->
                          day.waiting(stub.queue()).size() + stubs(command).count()
                              > config().rules().maxWaiting())
              || (command instanceof HallCommand.IssueTicket issue
                  && queues(issue).stream()
                      .anyMatch(
                          queue -> day.waiting(queue).size() >= config().rules().maxWaiting()));
      case TOO_MANY_MATTERS ->
          command instanceof HallCommand.IssueTicket issue
              && tooMany(issue)
              && config().policy().batchQueue() == null;
      case REASON_REQUIRED -> reasonRequired(command);
      case DAY_ENDED ->
          day.endedEarly()
              && (command instanceof HallCommand.IssueTicket
                  || command instanceof HallCommand.PauseHall
                  || command instanceof HallCommand.EnterStubs
                  || command instanceof HallCommand.OpenWindow);
      case WINDOW_NOT_OPEN ->
          closed(command)
              || (command instanceof HallCommand.TransferTicket transfer
                  && transfer.to() != null
                  && !unknown(transfer.to())
                  && day.post(transfer.to()) == null);
      case WINDOW_ALREADY_OPEN ->
          (command instanceof HallCommand.OpenWindow open && post(open) != null)
              || (command instanceof HallCommand.TakeOverWindow take
                  && post(take) != null
                  && post(take).clerk == actor);
      case WINDOW_OCCUPIED ->
          (needsFree(command) || command instanceof HallCommand.CloseWindow)
              && manned(command)
              && post(command).slip != null;
      case NOT_YOUR_WINDOW -> anotherClerk(command);
      case NO_TICKET_AT_WINDOW ->
          ticket(command).isEmpty()
              && STAGES.containsKey(command.getClass())
              && manned(command)
              && post(command).slip == null;
      case WRONG_TICKET_STATE -> wrongStage(command);
      case TOO_SOON -> tooSoon(command);
      case TOO_MANY_RECALLS ->
          command instanceof HallCommand.RecallTicket
              && inStage(command)
              && slip(command).announced > config().rules().maxRecalls();
      case TOO_LATE -> tooLate(command);
      case TOO_OFTEN ->
          command instanceof HallCommand.RejoinTicket
              && inStage(command)
              && slip(command).rejoins >= config().policy().maxRejoins();
      case WINDOW_PAUSED -> needsFree(command) && manned(command) && post(command).paused;
      case WINDOW_NOT_PAUSED ->
          command instanceof HallCommand.ResumeWindow && manned(command) && !post(command).paused;
      case WINDOW_NOT_ARMED ->
          command instanceof HallCommand.DisarmWindow disarm
              && manned(command)
              && !day.armed(disarm.window());
      case SOMEBODY_WAITS ->
          command instanceof HallCommand.StoreNext store
              && free(store)
              && !day.armed(store.window())
              && day.somebodyFor(store.window());
      case NOT_SERVED_HERE -> notServedHere(command);
      case HELD_ELSEWHERE ->
          (command instanceof HallCommand.CallTicket || command instanceof HallCommand.ResumeTicket)
              && free(command)
              && inStage(command)
              && day.heldElsewhere(slip(command), window(command));
      case UNKNOWN_CONFIGURATION ->
          command instanceof HallCommand.ReconfigureHall reconfigure
              && reconfigure.version() > SimulatedHalls.VERSIONS;
      case CONFIGURATION_DOES_NOT_FIT ->
          command instanceof HallCommand.ReconfigureHall reconfigure
              && reconfigure.version() <= SimulatedHalls.VERSIONS
              && day.misfits(reconfigure.version());
      case ALREADY_CHECKED_IN ->
          command instanceof HallCommand.IssueTicket issue
              && issue.booked() != null
              && day.checkedIn(issue.booked().appointment());
      case ANOTHER_DAY ->
          command instanceof HallCommand.IssueTicket issue
              && issue.booked() != null
              && !LocalDate.ofInstant(issue.booked().slot(), day.zone()).equals(day.day);
      case VISIT_AT_WINDOW ->
          needsFree(command)
              && free(command)
              && inStage(command)
              && day.siblingAtWindow(slip(command));
      case HALL_PAUSED -> standsStill() && command instanceof HallCommand.PauseHall;
      case HALL_NOT_PAUSED -> !standsStill() && command instanceof HallCommand.ResumeHall;
      case STUB_ENTERED ->
          stubs(command)
              .anyMatch(
                  stub ->
                      day.slip(new TicketId(day.day, "X", stub.number())) != null
                          || stubs(command).filter(it -> it.number() == stub.number()).count() > 1);
      case TOO_MANY_CASES -> false;
      case NOT_IN_A_PAUSE ->
          stubs(command)
              .map(stub -> stub.arrivedAt().toEpochMilli())
              .anyMatch(arrived -> arrived > earliest || !day.stoodStillAt(arrived));
    };
  }

  private boolean standsStill() {
    return day.pausedSince() != null;
  }

  private static Stream<Stub> stubs(HallCommand command) {
    return command instanceof HallCommand.EnterStubs enter ? enter.stubs().stream() : Stream.of();
  }

  private HallConfig config() {
    return day.config();
  }

  private static WindowId window(HallCommand command) {
    return command instanceof HallCommand.AtWindow at ? at.window() : null;
  }

  private ReplayedDay.Post post(HallCommand command) {
    return day.post(window(command));
  }

  private boolean unknown(WindowId window) {
    return window != null && config().window(window).isEmpty();
  }

  private boolean unknown(QueueId queue) {
    return queue != null && config().queue(queue).isEmpty();
  }

  private boolean unknownQueue(HallCommand command) {
    return switch (command) {
      case HallCommand.IssueTicket issue ->
          issue.matters().stream().map(Matter::queue).anyMatch(this::unknown);
      case HallCommand.ChangeWindowQueues change ->
          change.queues().stream().anyMatch(this::unknown);
      case HallCommand.TransferTicket transfer -> unknown(transfer.queue());
      case HallCommand.QuickServe quick -> unknown(quick.queue());
      case HallCommand.EnterStubs enter -> stubs(enter).anyMatch(stub -> unknown(stub.queue()));
      default -> false;
    };
  }

  private boolean tooMany(HallCommand.IssueTicket issue) {
    return issue.matters().stream().mapToInt(Matter::count).sum() > config().policy().maxMatters();
  }

  /** Where its numbers would wait. */
  private Set<QueueId> queues(HallCommand.IssueTicket issue) {
    QueueId batch = config().policy().batchQueue();
    return tooMany(issue) && batch != null
        ? Set.of(batch)
        : issue.matters().stream().map(Matter::queue).collect(Collectors.toSet());
  }

  private static boolean reasonRequired(HallCommand command) {
    return switch (command) {
      case HallCommand.IssueTicket issue ->
          issue.reason() == null && issue.person() != PersonClass.ORDINARY;
      case HallCommand.EnterStubs enter ->
          stubs(enter)
              .anyMatch(stub -> stub.reason() == null && stub.person() != PersonClass.ORDINARY);
      case HallCommand.TransferTicket transfer ->
          transfer.reason() == null && transfer.position() == HallCommand.Position.FRONT;
      default -> false;
    };
  }

  private boolean closed(HallCommand command) {
    return command instanceof HallCommand.AtWindow
        && !(command instanceof HallCommand.OpenWindow)
        && !(command instanceof HallCommand.ChangeWindowQueues)
        && !unknown(window(command))
        && post(command) == null;
  }

  private boolean manned(HallCommand command) {
    return command instanceof HallCommand.AtWindow
        && post(command) != null
        && post(command).clerk == actor;
  }

  private boolean free(HallCommand command) {
    return manned(command) && post(command).slip == null && !post(command).paused;
  }

  private static boolean needsFree(HallCommand command) {
    return NEED_FREE.contains(command.getClass());
  }

  private boolean anotherClerk(HallCommand command) {
    if (command instanceof HallCommand.PutBackTicket back) {
      return !back.supervising() && inStage(back) && day.post(slip(back).window).clerk != actor;
    }
    if (command instanceof HallCommand.OpenCases open) {
      return inStage(open)
          && slip(open).stage == Stage.SERVING
          && day.post(slip(open).window).clerk != actor;
    }
    return command instanceof HallCommand.AtWindow
        && !NEED_NO_CLERK.contains(command.getClass())
        && post(command) != null
        && post(command).clerk != actor;
  }

  /** The ticket that the command names. */
  private static Optional<TicketId> ticket(HallCommand command) {
    return Optional.ofNullable(
        switch (command) {
          case HallCommand.OfTicket ofTicket -> ofTicket.ticket();
          case HallCommand.CallTicket call -> call.ticket();
          case HallCommand.ResumeTicket resume -> resume.ticket();
          case HallCommand.ReopenTicket reopen -> reopen.ticket();
          case HallCommand.OpenCases open -> open.ticket();
          default -> null;
        });
  }

  /** The ticket that the command is about: named, or in front of its window. */
  private Slip slip(HallCommand command) {
    Optional<TicketId> named = ticket(command);
    if (named.isPresent()) {
      return day.slip(named.get());
    }
    return manned(command) ? post(command).slip : null;
  }

  private boolean inStage(HallCommand command) {
    Slip slip = slip(command);
    Set<Stage> stages = STAGES.get(command.getClass());
    return slip != null && stages != null && stages.contains(slip.stage);
  }

  private boolean wrongStage(HallCommand command) {
    return STAGES.containsKey(command.getClass())
        && slip(command) != null
        && !inStage(command)
        && (!needsFree(command) || free(command));
  }

  private boolean tooSoon(HallCommand command) {
    Slip slip = slip(command);
    if (!inStage(command)) {
      return false;
    }
    return switch (command) {
      case HallCommand.RecallTicket recall ->
          day.runningMillis(slip.announcedAt, earliest) < config().rules().recallAfterMillis();
      case HallCommand.MissTicket miss ->
          slip.announced < config().rules().missAnnouncements()
              || day.runningMillis(slip.calledAt, earliest) < config().rules().missAfterMillis();
      default -> false;
    };
  }

  private boolean tooLate(HallCommand command) {
    Slip slip = slip(command);
    if (!inStage(command)) {
      return false;
    }
    return switch (command) {
      case HallCommand.RejoinTicket rejoin ->
          day.callsSinceMiss(slip) > config().policy().rejoinWithinCalls()
              || day.openRunningMillis(slip.endedAt, latest)
                  > config().policy().rejoinWithinMillis();
      case HallCommand.ReopenTicket reopen ->
          free(reopen)
              && reopen.window().equals(slip.window)
              && day.runningMillis(slip.endedAt, latest) > config().policy().reopenWithinMillis();
      default -> false;
    };
  }

  private boolean notServedHere(HallCommand command) {
    if (!needsFree(command) || !free(command)) {
      return false;
    }
    return switch (command) {
      case HallCommand.QuickServe quick ->
          !unknown(quick.queue()) && !day.served(quick.window()).contains(quick.queue());
      case HallCommand.ResumeTicket resume ->
          inStage(resume)
              && !resume.window().equals(slip(resume).window)
              && !day.served(resume.window()).contains(slip(resume).queue);
      case HallCommand.ReopenTicket reopen ->
          inStage(reopen) && !reopen.window().equals(slip(reopen).window);
      default -> false;
    };
  }
}
