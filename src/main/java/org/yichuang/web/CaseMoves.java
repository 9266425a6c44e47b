package org.yichuang.web;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseKind;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.CaseVerb;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.deadlines.Suspension;

/**
 * Which verbs somebody can usefully ask of a case now, for buttons. What else must hold depends on
 * what is asked, and the rules say it. Pure functions; any thread.
 */
final class CaseMoves {
  private CaseMoves() {}

  /** In the order of a case's life. */
  static List<String> of(CaseState state, Set<CaseRole> roles) {
    return Arrays.stream(CaseVerb.values())
        .filter(verb -> verb.mayBeAskedIn(state.phase()))
        .filter(verb -> !Collections.disjoint(askers(verb, state), roles))
        .filter(verb -> makesSense(verb, state))
        .map(CaseVerb::word)
        .toList();
  }

  private static Set<CaseRole> askers(CaseVerb verb, CaseState state) {
    Set<CaseRole> askers =
        switch (verb) {
          case REGISTER, HANDLE_AT_ONCE -> EnumSet.noneOf(CaseRole.class);
          case CORRECT_ON_SPOT, GIVE_NOTICE, STILL_MISSING, ACCEPT -> EnumSet.of(CaseRole.INTAKE);
          case RECEIVE_MATERIALS -> EnumSet.of(CaseRole.INTAKE, CaseRole.AGENT, CaseRole.APPLICANT);
          case DECLINE -> EnumSet.of(CaseRole.INTAKE, CaseRole.REVIEW);
          case OBJECT, CORRECT -> EnumSet.of(CaseRole.REVIEW, CaseRole.LEAD);
          case ASSIGN_CHAIN -> EnumSet.of(CaseRole.LEAD, CaseRole.CENTRE);
          case REASSIGN -> EnumSet.complementOf(EnumSet.of(CaseRole.APPLICANT));
          case COMPLETE_STEP, RECORD_GATHERING, SUSPEND, RESUME, EXTEND, TERMINATE ->
              EnumSet.of(CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE);
          case CALL_IN -> EnumSet.of(CaseRole.CENTRE);
          case SEND_UP, RETURN_DOWN -> EnumSet.of(CaseRole.REVIEW, CaseRole.LEAD);
          case DECIDE -> EnumSet.of(CaseRole.REVIEW, CaseRole.LEAD, CaseRole.CENTRE);
          case ISSUE, NOTIFY_READY, RETURN_PARCEL -> EnumSet.of(CaseRole.ISSUE);
          case DELIVER -> EnumSet.of(CaseRole.ISSUE, CaseRole.AGENT);
          case WITHDRAW ->
              EnumSet.of(CaseRole.APPLICANT, CaseRole.AGENT, CaseRole.INTAKE, CaseRole.REVIEW);
          case ARCHIVE -> EnumSet.of(CaseRole.ISSUE, CaseRole.INTAKE, CaseRole.CENTRE);
        };
    boolean byOne = state.item().practice().handledByOne();
    if (byOne && EnumSet.of(CaseVerb.DECIDE, CaseVerb.ISSUE, CaseVerb.DELIVER).contains(verb)) {
      askers.add(CaseRole.INTAKE);
    }
    return askers;
  }

  private static boolean makesSense(CaseVerb verb, CaseState state) {
    boolean told = state.intake().notice().isPresent();
    boolean answered = state.intake().isAnswered();
    CaseKind kind = state.item().kind();
    return switch (verb) {
      case GIVE_NOTICE -> !told;
      case STILL_MISSING -> told;
      case DECLINE -> !answered;
      case CALL_IN -> kind == CaseKind.SPECIAL;
      case SEND_UP -> kind == CaseKind.SENT_UP && !state.work().isAtUpperLevel();
      case RETURN_DOWN -> state.work().isAtUpperLevel();
      case RECORD_GATHERING ->
          kind == CaseKind.JOINT
              || kind == CaseKind.SPECIAL
              || state.item().practice().tier() == CaseItem.Tier.COLLECTIVE;
      case RESUME -> state.clocks().suspensions().stream().anyMatch(Suspension::isOpen);
      case EXTEND -> state.item().law().extension() != null || !state.work().branches().isEmpty();
      case NOTIFY_READY -> !state.handing().notified();
      case RETURN_PARCEL ->
          state.handing().delivered().filter(DeliveryMethod.POST::equals).isPresent();
      case REGISTER,
          HANDLE_AT_ONCE,
          CORRECT_ON_SPOT,
          RECEIVE_MATERIALS,
          ACCEPT,
          OBJECT,
          ASSIGN_CHAIN,
          REASSIGN,
          COMPLETE_STEP,
          SUSPEND,
          DECIDE,
          ISSUE,
          DELIVER,
          WITHDRAW,
          TERMINATE,
          CORRECT,
          ARCHIVE ->
          true;
    };
  }
}
