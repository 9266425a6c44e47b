package org.yichuang.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yichuang.cases.CaseRefusal.Reason;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.Dated;
import org.yichuang.hall.AccountId;

/** The end of a case: decided, withdrawn, terminated; and mistakes put right. Pure functions. */
final class DecisionRules {
  private DecisionRules() {}

  static CaseOutcome decide(Occasion on, CaseCommand.DecideCase command) {
    boolean whole = command.branch().isEmpty();
    CaseItem item = on.item();
    Work work = on.state().work();
    Checks checks =
        on.checks()
            .that(
                !whole || item.kind() != CaseKind.JOINT,
                Reason.BRANCH_REQUIRED,
                "one of the branches " + work.branches(),
                "the case as a whole",
                "the last branch decides the case")
            .workable(command.branch());
    return substance(remits(authority(checks, on, whole), on, command.branch()), on, command)
        .document(command.document())
        .then(() -> whole ? concluded(on, command) : branchDecided(on, command));
  }

  private static Checks authority(Checks checks, Occasion on, boolean whole) {
    if (on.isHandledByOne()) {
      return checks;
    }
    if (whole && on.item().kind() == CaseKind.SPECIAL) {
      return checks.role(CaseRole.CENTRE);
    }
    return switch (on.item().practice().tier()) {
      case DIRECT -> checks.role(CaseRole.REVIEW, CaseRole.LEAD);
      case LEAD -> checks.role(CaseRole.LEAD);
      case COLLECTIVE ->
          checks
              .role(CaseRole.LEAD)
              .that(
                  on.state().work().hasMet(),
                  Reason.MEETING_REQUIRED,
                  "a meeting that decides on it",
                  "none was recorded",
                  "record the meeting first");
    };
  }

  /** Who accepted a case does not decide it (受审分离). */
  private static Checks remits(Checks checks, Occasion on, String branch) {
    boolean accepted =
        on.state().intake().acceptedBy().filter(on.author().account()::equals).isPresent();
    return checks
        .inChain(branch)
        .that(
            !accepted || on.isHandledByOne(),
            Reason.SEPARATION,
            "somebody else than who accepted it",
            "the same",
            "ask a reviewer of the department");
  }

  private static Checks substance(Checks checks, Occasion on, CaseCommand.DecideCase command) {
    Work work = on.state().work();
    List<CaseItem.Step> steps = on.item().stepsOf(command.branch());
    int done = work.track(command.branch()).map(Track::stepsDone).orElse(0);
    boolean denied = command.result() == Result.DENIED;
    boolean reply = on.item().kind() == CaseKind.REPLY;
    List<String> open = work.branches().stream().filter(id -> !work.isDecided(id)).toList();
    return checks
        .notAtUpperLevel()
        .that(
            on.item().kind() != CaseKind.SENT_UP || !work.upper().isEmpty(),
            Reason.NOT_SENT_UP,
            "a case that was at the upper level",
            "it was not sent up",
            "send it up first")
        .that(
            done >= steps.size(),
            Reason.STEPS_OPEN,
            "all steps done",
            steps.stream().skip(done).map(CaseItem.Step::id).toList(),
            "complete them in their order")
        .that(
            !command.branch().isEmpty() || open.isEmpty(),
            Reason.BRANCHES_OPEN,
            "all branches decided",
            open,
            "decide them first")
        .that(
            on.state().clocks().suspensions().stream()
                .noneMatch(
                    stop ->
                        stop.isOpen()
                            && (stop.branch().isEmpty() || stop.branch().equals(command.branch()))),
            Reason.SUSPENDED,
            "a case that is not suspended",
            "it is",
            "resume it first")
        .that(
            (command.result() == Result.REPLIED) == reply,
            Reason.WRONG_RESULT,
            reply ? "a reply" : "an approval or a denial",
            command.result().name(),
            "decide it as what it is")
        .that(
            !denied || command.reason() != null,
            Reason.REASON_REQUIRED,
            "a reason for a denial",
            "none",
            "state it; the applicant is told")
        .that(
            !denied || !command.remedies().isEmpty(),
            Reason.REMEDIES_REQUIRED,
            "what the applicant can do against a denial",
            "nothing",
            "name reconsideration and litigation");
  }

  private static CaseOutcome concluded(Occasion on, CaseCommand.DecideCase command) {
    Dated when = on.by(command.document());
    return delivering(on.endingAll(when), on, command.result(), when)
        .into(
            clocks ->
                new CaseEvent.CaseDecided(
                    command.document(),
                    when.date(),
                    command.result(),
                    command.reason(),
                    command.remedies().stream().sorted().toList(),
                    clocks));
  }

  /** What was approved is to be issued and delivered (行政许可法 art. 44). */
  static ClockScript delivering(ClockScript script, Occasion on, Result result, Dated decided) {
    return switch (result) {
      case APPROVED, PARTLY ->
          script.then(clocks -> on.clocks().startDelivery(clocks, on.item().law(), decided));
      case DENIED, REPLIED -> script;
    };
  }

  private static CaseOutcome branchDecided(Occasion on, CaseCommand.DecideCase command) {
    Dated when = on.by(command.document());
    ClockScript script = on.script();
    List<ClockId> ending =
        script.clocks().running().stream()
            .map(Clock::id)
            .filter(id -> id.branch().equals(command.branch()))
            .toList();
    ending.forEach(id -> script.then(clocks -> on.clocks().end(clocks, id, when)));
    Work after =
        on.state()
            .work()
            .with(
                command.branch(),
                track ->
                    track.decided(
                        new Track.Decision(command.result(), when.date(), on.author().account())));
    for (CaseItem.Branch waiting : on.item().branches()) {
      if (waiting.after().contains(command.branch())
          && waiting.after().stream().allMatch(after::isDecided)) {
        Acceptance.begin(script, on.clocks(), on.item(), waiting, when);
      }
    }
    CaseOutcome decided =
        script.into(
            clocks ->
                new CaseEvent.BranchDecided(
                    command.document(),
                    command.branch(),
                    command.result(),
                    command.reason(),
                    command.remedies().stream().sorted().toList(),
                    clocks));
    boolean last = after.branches().stream().allMatch(after::isDecided);
    return last && on.item().kind() == CaseKind.JOINT
        ? withConclusion(on, decided, script, after, when)
        : decided;
  }

  /** The last branch of a joint case decides it. */
  private static CaseOutcome withConclusion(
      Occasion on, CaseOutcome decided, ClockScript branch, Work after, Dated when) {
    if (!(decided instanceof CaseOutcome.Accepted accepted)) {
      return decided;
    }
    Result result =
        Result.of(
            after.branches().stream()
                .flatMap(id -> after.track(id).flatMap(Track::decision).stream())
                .map(Track.Decision::result)
                .toList());
    ClockScript whole =
        new ClockScript(branch.clocks()).then(clocks -> on.clocks().endAll(clocks, when));
    CaseOutcome conclusion =
        delivering(whole, on, result, when)
            .into(
                clocks ->
                    new CaseEvent.CaseDecided(null, when.date(), result, null, List.of(), clocks));
    return switch (conclusion) {
      case CaseOutcome.Refused refused -> refused;
      case CaseOutcome.Accepted also -> {
        List<CaseEvent> both = new ArrayList<>(accepted.events());
        both.addAll(also.events());
        yield new CaseOutcome.Accepted(both);
      }
    };
  }

  /** Who decided the case, or one of its branches. */
  static Stream<AccountId> deciders(Work work) {
    return work.tracks().values().stream()
        .flatMap(track -> track.decision().stream())
        .map(Track.Decision::by);
  }

  static CaseOutcome withdraw(Occasion on, CaseCommand.WithdrawCase command) {
    Checks checks =
        on.checks().role(CaseRole.APPLICANT, CaseRole.AGENT, CaseRole.INTAKE, CaseRole.REVIEW);
    Document document = command.document();
    return (document == null ? checks : checks.document(document))
        .then(
            () ->
                on.endingAll(document == null ? on.now() : on.by(document))
                    .into(clocks -> new CaseEvent.CaseWithdrawn(document, clocks)));
  }

  static CaseOutcome terminate(Occasion on, CaseCommand.TerminateCase command) {
    return on.checks()
        .role(CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE)
        .document(command.document())
        .then(
            () ->
                on.endingAll(on.by(command.document()))
                    .into(
                        clocks ->
                            new CaseEvent.CaseTerminated(
                                command.document(), command.ground(), command.reason(), clocks)));
  }

  static CaseOutcome correct(Occasion on, CaseCommand.CorrectDecision command) {
    return on.checks()
        .role(CaseRole.REVIEW, CaseRole.LEAD)
        .that(
            on.state().work().isDecided(command.branch()),
            Reason.UNKNOWN_BRANCH,
            "a decided branch of " + on.state().work().branches(),
            command.branch(),
            "look at the decisions of the case")
        .document(command.document())
        .then(
            () ->
                CaseOutcome.accepted(
                    new CaseEvent.DecisionCorrected(
                        command.document(), command.branch(), command.reason())));
  }
}
