package org.yichuang.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Recipient;
import org.yichuang.cases.Work;

/** What happens next to a decided case, until it is archived. Pure but for its draws. */
final class CaseHanding {
  private final CaseCourse course;
  private final Draws draws;

  CaseHanding(CaseCourse course, Draws draws) {
    this.course = course;
    this.draws = draws;
  }

  CaseAct decided() {
    return CaseAct.of(
        draws.exponential(300) * course.late(),
        CasePeople.ISSUER,
        today -> new CaseCommand.IssueResult(CaseAct.document(today), course.told()));
  }

  /** Empty: nobody comes for it; whoever does not is reminded by itself. */
  Optional<CaseAct> issued(CaseState state) {
    boolean again = state.handing().round() > 1;
    if (!state.handing().notified()) {
      return Optional.of(
          CaseAct.plain(
              draws.exponential(600) * course.late(),
              CasePeople.ISSUER,
              new CaseCommand.NotifyReady()));
    }
    if (course.uncollected()) {
      return Optional.empty();
    }
    DeliveryMethod method = method(state.item().practice().delivery(), again);
    boolean collected = method == DeliveryMethod.WINDOW;
    return Optional.of(
        CaseAct.plain(
            draws.exponential((collected ? 3 : 1) * CaseCourse.WORKING_DAY_MINUTES),
            method == DeliveryMethod.AGENT ? CasePeople.AGENT : CasePeople.ISSUER,
            new CaseCommand.DeliverResult(
                method,
                switch (method) {
                  case WINDOW -> Recipient.APPLICANT;
                  case POST -> Recipient.AT_ADDRESS;
                  case AGENT -> Recipient.AGENT;
                },
                null)));
  }

  private DeliveryMethod method(Set<DeliveryMethod> allowed, boolean again) {
    List<DeliveryMethod> methods = new ArrayList<>(allowed.stream().sorted().toList());
    if (again && methods.size() > 1) {
      methods.remove(DeliveryMethod.POST);
    }
    return draws.oneOf(
        methods,
        method ->
            switch (method) {
              case WINDOW -> 6;
              case POST -> 3;
              case AGENT -> 1;
            });
  }

  CaseAct delivered(CaseState state) {
    boolean posted = state.handing().delivered().filter(DeliveryMethod.POST::equals).isPresent();
    if (posted && course.returned() && state.handing().round() == 1) {
      return CaseAct.plain(
          4 * CaseCourse.WORKING_DAY_MINUTES,
          CasePeople.ISSUER,
          new CaseCommand.ReturnParcel(CaseAct.REASON));
    }
    if (course.corrected()
        && state.handing().corrections() == 0
        && state.work().isDecided(Work.WHOLE)) {
      return CaseAct.of(
          2 * CaseCourse.WORKING_DAY_MINUTES,
          CasePeople.LEAD,
          today ->
              new CaseCommand.CorrectDecision(CaseAct.document(today), Work.WHOLE, CaseAct.REASON));
    }
    return ended();
  }

  CaseAct ended() {
    return CaseAct.plain(
        draws.between(1, 8) * CaseCourse.WORKING_DAY_MINUTES,
        CasePeople.ISSUER,
        new CaseCommand.ArchiveCase("2026"));
  }
}
