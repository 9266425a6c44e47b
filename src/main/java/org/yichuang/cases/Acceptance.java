package org.yichuang.cases;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yichuang.cases.CaseRefusal.Reason;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockRules;
import org.yichuang.deadlines.Dated;
import org.yichuang.deadlines.Limit;

/** Acceptance, by intake or by silence, and what begins with it. Pure functions. */
final class Acceptance {
  private Acceptance() {}

  static CaseOutcome accept(Occasion on, CaseCommand.AcceptCase command) {
    CaseItem item = on.item();
    List<String> branches = item.branches().stream().map(CaseItem.Branch::id).toList();
    Map<String, Chain> named = new TreeMap<>(command.branches());
    return on.checks()
        .role(CaseRole.INTAKE)
        .document(command.document())
        .that(
            branches.containsAll(named.keySet()),
            Reason.UNKNOWN_BRANCH,
            "branches among " + branches,
            named.keySet(),
            "look at the branches of the item")
        .that(
            named.keySet().containsAll(branches),
            Reason.CHAIN_NOT_NAMED,
            "lead, window and clerk of each of " + branches,
            named.keySet(),
            "name them")
        .then(
            () -> {
              Dated accepted = on.by(command.document());
              ClockScript script =
                  on.script().then(clocks -> on.clocks().accept(clocks, item.terms(), accepted));
              begin(script, on.clocks(), item, accepted);
              return script.into(
                  clocks ->
                      new CaseEvent.CaseAccepted(
                          command.document(),
                          command.chain(),
                          named.entrySet().stream()
                              .map(
                                  branch ->
                                      new CaseEvent.BranchChain(branch.getKey(), branch.getValue()))
                              .toList(),
                          clocks));
            });
  }

  /** The window passed in silence: accepted from the day of receipt. */
  static CaseEvent.CaseDeemedAccepted deemed(
      CaseState state, ClockScript afterSilence, ClockRules rules, Dated found) {
    CaseItem item = state.item();
    afterSilence.then(clocks -> rules.deemAccepted(clocks, item.terms(), found));
    begin(afterSilence, rules, item, found);
    return new CaseEvent.CaseDeemedAccepted(state.since(), afterSilence.events());
  }

  /** Steps and branches that wait for nothing. */
  private static void begin(ClockScript script, ClockRules rules, CaseItem item, Dated from) {
    firstStep(script, rules, item, Work.WHOLE, from);
    for (CaseItem.Branch branch : item.branches()) {
      if (branch.after().isEmpty()) {
        begin(script, rules, item, branch, from);
      }
    }
  }

  static void begin(
      ClockScript script, ClockRules rules, CaseItem item, CaseItem.Branch branch, Dated from) {
    Limit statutory = branch.statutory();
    if (statutory != null) {
      script.then(clocks -> rules.startBranch(clocks, branch.id(), branch.law(), statutory, from));
    }
    firstStep(script, rules, item, branch.id(), from);
  }

  private static void firstStep(
      ClockScript script, ClockRules rules, CaseItem item, String branch, Dated from) {
    item.stepsOf(branch).stream()
        .findFirst()
        .ifPresent(step -> begin(script, rules, item, branch, step, from));
  }

  static void begin(
      ClockScript script,
      ClockRules rules,
      CaseItem item,
      String branch,
      CaseItem.Step step,
      Dated from) {
    Limit limit = step.limit();
    if (limit != null) {
      script.then(
          clocks ->
              rules.startStep(
                  clocks,
                  item.branch(branch).map(CaseItem.Branch::law).orElse(item.law()),
                  ClockId.step(step.id()).in(branch),
                  limit,
                  from));
    }
  }
}
