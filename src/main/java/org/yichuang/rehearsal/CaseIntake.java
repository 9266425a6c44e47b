package org.yichuang.rehearsal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeclineGround;
import org.yichuang.cases.Notice;
import org.yichuang.deadlines.Receipt.Channel;

/** What happens next until a case is accepted. Pure but for its draws. */
final class CaseIntake {
  private static final int DAYS_TO_ANSWER = 15;

  private final CaseCourse course;
  private final Draws draws;

  CaseIntake(CaseCourse course, Draws draws) {
    this.course = course;
    this.draws = draws;
  }

  /** Empty: nobody does anything until something falls due. */
  Optional<CaseAct> submitted() {
    return course.withdrawnEarly()
        ? Optional.of(withdraw(1, CasePeople.APPLICANT))
        : Optional.empty();
  }

  static CaseAct withdraw(double after, Author author) {
    return CaseAct.plain(after, author, new CaseCommand.WithdrawCase(null));
  }

  CaseAct received(CaseState state) {
    Optional<Notice> notice = state.intake().notice();
    if (notice.isPresent()) {
      return notice.get().version() <= course.unsettled()
          ? stillMissing()
          : accept(state, draws.exponential(120) * course.late());
    }
    if (course.withdrawnEarly()) {
      return withdraw(30, CasePeople.APPLICANT);
    }
    if (course.correctedOnSpot() && state.intake().corrected() == 0) {
      return CaseAct.plain(
          3, CasePeople.INTAKE, new CaseCommand.CorrectOnSpot(CaseAct.POINTS.subList(0, 1)));
    }
    if (course.objected() && state.intake().pending().isEmpty()) {
      return CaseAct.plain(
          60,
          CasePeople.clerk(CasePeople.CHAIN),
          new CaseCommand.ObjectToIntake(CaseAct.POINTS.subList(2, 3), CaseAct.REASON));
    }
    if (course.notice() || course.objected()) {
      return CaseAct.of(
          draws.exponential(200) * course.late(),
          CasePeople.INTAKE,
          today ->
              new CaseCommand.GiveNotice(
                  CaseAct.document(today),
                  CaseAct.POINTS.subList(0, 1 + (int) draws.below(2)),
                  today.plusDays(DAYS_TO_ANSWER)));
    }
    if (course.declined()) {
      return CaseAct.of(
          draws.exponential(200),
          CasePeople.INTAKE,
          today ->
              new CaseCommand.DeclineCase(
                  CaseAct.document(today),
                  DeclineGround.NOT_NEEDED,
                  null,
                  CaseAct.REASON,
                  CaseAct.REMEDIES));
    }
    return accept(state, acceptedAfter(state));
  }

  private double acceptedAfter(CaseState state) {
    if (course.forgotten()) {
      return draws.between(6, 20) * CaseCourse.WORKING_DAY_MINUTES;
    }
    double usual = state.item().kind() == CaseKind.IMMEDIATE ? 4 : 180;
    return draws.exponential(usual) * course.late();
  }

  private CaseAct accept(CaseState state, double after) {
    Map<String, Chain> branches = new HashMap<>();
    for (CaseItem.Branch branch : state.item().branches()) {
      branches.put(branch.id(), CasePeople.CHAIN);
    }
    return CaseAct.of(
        after,
        CasePeople.INTAKE,
        today -> new CaseCommand.AcceptCase(CaseAct.document(today), CasePeople.CHAIN, branches));
  }

  private CaseAct stillMissing() {
    return CaseAct.of(
        draws.exponential(120),
        CasePeople.INTAKE,
        today ->
            new CaseCommand.StillMissing(
                CaseAct.document(today), Set.of(1), today.plusDays(DAYS_TO_ANSWER)));
  }

  /** Empty: the applicant does not answer, and the day comes by itself. */
  Optional<CaseAct> noticeGiven(CaseState state) {
    Notice notice = state.intake().notice().orElseThrow();
    if (course.silent()) {
      return notice.closesAt() == null
          ? Optional.of(withdraw(60 * CaseCourse.WORKING_DAY_MINUTES, CasePeople.INTAKE))
          : Optional.empty();
    }
    SortedSet<Integer> outstanding = notice.outstanding();
    boolean part = course.inParts() && outstanding.size() > 1;
    Set<Integer> brought = part ? Set.copyOf(List.of(outstanding.first())) : outstanding;
    Channel channel = draws.chance(0.5) ? Channel.ONLINE : Channel.WINDOW;
    return Optional.of(
        CaseAct.plain(
            draws.exponential(3 * CaseCourse.WORKING_DAY_MINUTES),
            channel == Channel.WINDOW ? CasePeople.INTAKE : CasePeople.APPLICANT,
            new CaseCommand.ReceiveMaterials(channel, brought)));
  }
}
