package org.yichuang.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.Chain;
import org.yichuang.cases.Gathering;
import org.yichuang.cases.Result;
import org.yichuang.cases.TerminationGround;
import org.yichuang.cases.Track;
import org.yichuang.cases.Work;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Suspension;

/** What happens next to an accepted case. Remembers what was tried; single-threaded. */
final class CaseWork {
  private static final Limit EXPECTED = Limit.parse("5wd");

  private final CaseCourse course;
  private final Draws draws;
  private boolean extensionAsked;
  private boolean handedOver;
  private int suspended;

  CaseWork(CaseCourse course, Draws draws) {
    this.course = course;
    this.draws = draws;
  }

  CaseAct next(CaseState state) {
    Work work = state.work();
    for (String branch : work.tracks().keySet()) {
      if (chain(state, branch).isEmpty()) {
        return CaseAct.plain(
            20, CasePeople.LEAD, new CaseCommand.AssignChain(branch, CasePeople.CHAIN, null));
      }
    }
    double pace = pace(state);
    if (course.withdrawn()) {
      return CaseIntake.withdraw(pace, CasePeople.APPLICANT);
    }
    if (course.terminated()) {
      return CaseAct.of(
          pace,
          CasePeople.LEAD,
          today ->
              new CaseCommand.TerminateCase(
                  CaseAct.document(today), TerminationGround.APPLICANT_GONE, CaseAct.REASON));
    }
    return together(state, pace)
        .or(() -> paused(state, pace))
        .or(() -> extended(state, pace))
        .or(() -> upward(state, pace))
        .orElseGet(() -> stepOrDecision(state, pace));
  }

  /** Opening minutes between two moves. */
  private double pace(CaseState state) {
    CaseItem item = state.item();
    int moves =
        1
            + item.steps().size()
            + item.branches().stream().mapToInt(branch -> 1 + branch.steps().size()).sum();
    return CaseCourse.workMinutes(item) / moves * course.late() * draws.between(0.5, 1.5);
  }

  private Optional<CaseAct> together(CaseState state, double pace) {
    CaseKind kind = state.item().kind();
    boolean several = kind == CaseKind.JOINT || kind == CaseKind.SPECIAL;
    boolean meeting = state.item().practice().tier() == CaseItem.Tier.COLLECTIVE;
    if (kind == CaseKind.SPECIAL && course.gathered() && state.work().branches().isEmpty()) {
      return Optional.of(
          CaseAct.plain(
              30, CasePeople.CENTRE, new CaseCommand.CallIn("called-in", CasePeople.CHAIN)));
    }
    if (meeting ? !state.work().hasMet() : gathers(state, several)) {
      Gathering.Kind how = meeting ? Gathering.Kind.MEETING : Gathering.Kind.SITE_VISIT;
      return Optional.of(
          CaseAct.of(
              pace / 2,
              CasePeople.LEAD,
              today ->
                  new CaseCommand.RecordGathering(
                      how, today, Set.copyOf(state.work().branches()), CaseAct.REASON)));
    }
    if (course.handedOver() && !handedOver) {
      handedOver = true;
      String branch = workable(state).getFirst();
      return Optional.of(
          CaseAct.plain(
              15,
              clerk(state, branch),
              new CaseCommand.Reassign(CaseCommand.Post.CLERK, branch, null, CaseAct.REASON)));
    }
    return Optional.empty();
  }

  private boolean gathers(CaseState state, boolean several) {
    return several && course.gathered() && state.work().gatherings().isEmpty();
  }

  private Optional<CaseAct> paused(CaseState state, double pace) {
    List<Suspension> open =
        state.clocks().suspensions().stream().filter(Suspension::isOpen).toList();
    if (suspended < course.suspensions()) {
      for (String branch : workable(state)) {
        ClockLaw law = law(state, branch);
        boolean runs =
            state.clocks().running().stream()
                .anyMatch(
                    clock -> clock.id().kind().suspendable() && clock.id().branch().equals(branch));
        if (runs && suspended < law.grounds().size()) {
          String ground = law.grounds().get(suspended++).id();
          return Optional.of(
              CaseAct.of(
                  pace / 2,
                  clerkOrLead(state, branch),
                  today ->
                      new CaseCommand.SuspendCase(
                          CaseAct.document(today), branch, ground, EXPECTED, CaseAct.REASON)));
        }
      }
      suspended = course.suspensions();
    }
    return open.stream()
        .findFirst()
        .map(
            stop ->
                CaseAct.of(
                    course.unresumed()
                        ? 70 * CaseCourse.WORKING_DAY_MINUTES
                        : draws.between(1, 8) * CaseCourse.WORKING_DAY_MINUTES,
                    clerkOrLead(state, stop.branch()),
                    today ->
                        new CaseCommand.ResumeCase(
                            CaseAct.document(today), stop.branch(), stop.ground())));
  }

  /** The whole of a joint case is stopped by its lead. */
  private static Author clerkOrLead(CaseState state, String branch) {
    return branch.isEmpty() ? CasePeople.LEAD : clerk(state, branch);
  }

  private Optional<CaseAct> extended(CaseState state, double pace) {
    ClockLaw.Extension extension = state.item().law().extension();
    Limit statutory = state.item().terms().statutory();
    if (!course.extended()
        || extensionAsked
        || extension == null
        || statutory == null
        || (statutory.extension() == 0 && statutory.unit() != extension.length().unit())) {
      return Optional.empty();
    }
    extensionAsked = true;
    return Optional.of(
        CaseAct.of(
            pace,
            CasePeople.LEAD,
            today ->
                new CaseCommand.ExtendCase(
                    CaseAct.document(today), Work.WHOLE, extension.rank(), CaseAct.REASON)));
  }

  private Optional<CaseAct> upward(CaseState state, double pace) {
    if (state.item().kind() != CaseKind.SENT_UP) {
      return Optional.empty();
    }
    if (state.work().isAtUpperLevel()) {
      return Optional.of(
          CaseAct.of(
              2 * pace,
              clerk(state, Work.WHOLE),
              today -> new CaseCommand.ReturnDown(CaseAct.document(today))));
    }
    boolean ready = stepsLeft(state, Work.WHOLE).isEmpty();
    return ready && state.work().upper().isEmpty()
        ? Optional.of(
            CaseAct.of(
                pace / 2,
                clerk(state, Work.WHOLE),
                today -> new CaseCommand.SendUp(CaseAct.document(today), "市级主管部门")))
        : Optional.empty();
  }

  private CaseAct stepOrDecision(CaseState state, double pace) {
    List<String> open = workable(state);
    String branch = open.get((int) draws.below(open.size()));
    List<CaseItem.Step> left = stepsLeft(state, branch);
    if (!left.isEmpty()) {
      CaseItem.Step step = left.getFirst();
      return CaseAct.plain(
          pace,
          inRole(state, branch, step.role()),
          new CaseCommand.CompleteStep(branch, step.id()));
    }
    CaseKind kind = state.item().kind();
    Result result =
        kind == CaseKind.REPLY ? Result.REPLIED : course.denied() ? Result.DENIED : Result.APPROVED;
    Author author =
        kind == CaseKind.SPECIAL && branch.isEmpty()
            ? CasePeople.CENTRE
            : state.item().practice().tier() == CaseItem.Tier.DIRECT
                ? clerk(state, branch)
                : CasePeople.LEAD;
    @Nullable String reason = result == Result.DENIED ? CaseAct.REASON : null;
    return CaseAct.of(
        pace,
        author,
        today ->
            new CaseCommand.DecideCase(
                CaseAct.document(today), branch, result, reason, CaseAct.REMEDIES));
  }

  private static Author inRole(CaseState state, String branch, CaseRole role) {
    return switch (role) {
      case LEAD -> CasePeople.LEAD;
      case CENTRE -> CasePeople.CENTRE;
      default -> clerk(state, branch);
    };
  }

  /** Branches that can be worked on; the whole, when there are none, or none is open. */
  private static List<String> workable(CaseState state) {
    Work work = state.work();
    List<String> branches = new ArrayList<>();
    for (String branch : work.branches()) {
      if (state.isWorkable(branch)) {
        branches.add(branch);
      }
    }
    if (branches.isEmpty()) {
      branches.add(Work.WHOLE);
    }
    return branches;
  }

  private static List<CaseItem.Step> stepsLeft(CaseState state, String branch) {
    CaseItem item = state.item();
    List<CaseItem.Step> steps =
        branch.isEmpty()
            ? item.steps()
            : item.branch(branch).map(CaseItem.Branch::steps).orElse(List.of());
    int done = state.work().track(branch).map(Track::stepsDone).orElse(0);
    return steps.subList(done, steps.size());
  }

  private static ClockLaw law(CaseState state, String branch) {
    return state.item().branch(branch).map(CaseItem.Branch::law).orElse(state.item().law());
  }

  private static Optional<Chain> chain(CaseState state, String branch) {
    return state.work().track(branch).flatMap(Track::chain);
  }

  private static Author clerk(CaseState state, String branch) {
    return CasePeople.clerk(chain(state, branch).orElse(CasePeople.CHAIN));
  }
}
