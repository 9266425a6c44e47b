package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yichuang.cases.CaseRefusal.Reason;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.ClockRules;

/**
 * What a command does to a case. A pure function of state, command, author, time and calendars;
 * immutable, any thread.
 */
public final class CaseRules {
  /** Beyond it nothing is recorded that does not bring a case nearer to its end. */
  public static final int MAX_EVENTS = 2_000;

  private static final Set<CaseVerb> REPEATABLE =
      EnumSet.of(
          CaseVerb.CORRECT_ON_SPOT,
          CaseVerb.STILL_MISSING,
          CaseVerb.OBJECT,
          CaseVerb.ASSIGN_CHAIN,
          CaseVerb.REASSIGN,
          CaseVerb.RECORD_GATHERING,
          CaseVerb.SUSPEND,
          CaseVerb.SEND_UP,
          CaseVerb.CORRECT,
          CaseVerb.RETURN_PARCEL);

  private final Calendars calendars;
  private final ClockRules clocks;
  private final CaseDeadlines deadlines;

  /**
   * @param calendars of the hall where the case was registered
   */
  public CaseRules(Calendars calendars) {
    this.calendars = calendars;
    clocks = new ClockRules(calendars);
    deadlines = new CaseDeadlines(calendars, clocks);
  }

  /** The date at the hall. */
  public LocalDate today(Instant at) {
    return LocalDate.ofInstant(at, calendars.zone());
  }

  /** For the derivation of dates. */
  public ClockRules clocks() {
    return clocks;
  }

  /**
   * Events of the first thing that fell due at or before {@code at} without anybody's command. To
   * be applied before any command of that time is decided; again until there are none.
   */
  public List<CaseEvent> due(CaseState state, Instant at) {
    return deadlines.due(state, at);
  }

  /** When {@link #due} will have something, if nothing happens before; empty: never. */
  public Optional<Instant> nextDue(CaseState state) {
    return deadlines.next(state);
  }

  /** All that will fall due if nothing happens before; replaces all of before. */
  public List<ArmedDeadline> armed(CaseState state) {
    return deadlines.armed(state);
  }

  /**
   * What another calendar, these rules', makes of the case's deadlines; empty: nothing.
   *
   * @param calendar version of the national calendar whose arrival is the cause; 0: another cause
   */
  public Optional<CaseEvent> reckonAnew(CaseState state, int calendar) {
    return clocks
        .reckonAnew(state.clocks())
        .map(reckoned -> new CaseEvent.DeadlinesReckoned(calendar, List.of(reckoned)));
  }

  /**
   * Decides one command.
   *
   * @param at not before the state's own time, whole milliseconds
   */
  public CaseOutcome decide(CaseState state, CaseCommand command, Author author, Instant at) {
    CaseVerb verb = command.verb();
    if (!verb.mayBeAskedIn(state.phase())) {
      return CaseOutcome.refused(
          Reason.WRONG_PHASE,
          "a case that is " + verb.expected(),
          "it is " + state.phase().word(),
          "look at the case");
    }
    if (state.seq() >= MAX_EVENTS && REPEATABLE.contains(verb)) {
      return CaseOutcome.refused(
          Reason.TOO_MANY_EVENTS,
          "fewer than %d events".formatted(MAX_EVENTS),
          state.seq() + " events",
          "bring the case to its end");
    }
    return decide(new Occasion(state, author, at, calendars, clocks), command);
  }

  private CaseOutcome decide(Occasion on, CaseCommand command) {
    return switch (command) {
      case CaseCommand.RegisterCase register -> IntakeRules.register(on, register);
      case CaseCommand.HandleAtOnce atOnce -> handleAtOnce(on, atOnce);
      case CaseCommand.CorrectOnSpot correct -> IntakeRules.correctOnSpot(on, correct);
      case CaseCommand.GiveNotice notice -> IntakeRules.giveNotice(on, notice);
      case CaseCommand.StillMissing missing -> IntakeRules.stillMissing(on, missing);
      case CaseCommand.ReceiveMaterials received -> IntakeRules.receiveMaterials(on, received);
      case CaseCommand.AcceptCase accept -> Acceptance.accept(on, accept);
      case CaseCommand.DeclineCase decline -> IntakeRules.decline(on, decline);
      case CaseCommand.ObjectToIntake objection -> IntakeRules.object(on, objection);
      case CaseCommand.AssignChain assign -> WorkRules.assignChain(on, assign);
      case CaseCommand.Reassign reassign -> WorkRules.reassign(on, reassign);
      case CaseCommand.CompleteStep step -> WorkRules.completeStep(on, step);
      case CaseCommand.RecordGathering gathering -> WorkRules.recordGathering(on, gathering);
      case CaseCommand.CallIn callIn -> WorkRules.callIn(on, callIn);
      case CaseCommand.SuspendCase suspend -> PausingRules.suspend(on, suspend);
      case CaseCommand.ResumeCase resume -> PausingRules.resume(on, resume);
      case CaseCommand.ExtendCase extend -> PausingRules.extend(on, extend);
      case CaseCommand.SendUp up -> PausingRules.sendUp(on, up);
      case CaseCommand.ReturnDown down -> PausingRules.returnDown(on, down);
      case CaseCommand.DecideCase decision -> DecisionRules.decide(on, decision);
      case CaseCommand.IssueResult issue -> HandingRules.issue(on, issue);
      case CaseCommand.NotifyReady ready -> HandingRules.notifyReady(on);
      case CaseCommand.DeliverResult deliver -> HandingRules.deliver(on, deliver);
      case CaseCommand.ReturnParcel parcel -> HandingRules.returnParcel(on, parcel);
      case CaseCommand.WithdrawCase withdraw -> DecisionRules.withdraw(on, withdraw);
      case CaseCommand.TerminateCase terminate -> DecisionRules.terminate(on, terminate);
      case CaseCommand.CorrectDecision correct -> DecisionRules.correct(on, correct);
      case CaseCommand.ArchiveCase archive -> HandingRules.archive(on, archive);
    };
  }

  private CaseOutcome handleAtOnce(Occasion on, CaseCommand.HandleAtOnce command) {
    Optional<CaseItem> item = on.state().items().find(command.register().item());
    if (item.isPresent() && item.get().kind() != CaseKind.IMMEDIATE) {
      return CaseOutcome.refused(
          Reason.NOT_THIS_KIND,
          "an immediate item",
          item.get().kind().word(),
          "register it; the department decides");
    }
    List<CaseEvent> events = new ArrayList<>();
    CaseState state = on.state();
    for (CaseCommand part :
        List.of(
            command.register(),
            command.accept(),
            command.decide(),
            command.issue(),
            command.deliver())) {
      switch (decide(state, part, on.author(), on.at())) {
        case CaseOutcome.Refused refused -> {
          return refused;
        }
        case CaseOutcome.Accepted accepted -> {
          events.addAll(accepted.events());
          for (CaseEvent event : accepted.events()) {
            state =
                state.apply(
                    new RecordedCaseEvent(
                        state.seq() + 1, on.at(), on.author().account(), null, event));
          }
        }
      }
    }
    return new CaseOutcome.Accepted(events);
  }
}
