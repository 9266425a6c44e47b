package org.yichuang.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.yichuang.cases.Author;
import org.yichuang.cases.CaseOutcome;
import org.yichuang.cases.CaseRules;
import org.yichuang.cases.CaseState;
import org.yichuang.cases.CaseVerb;

/**
 * Which verbs somebody can ask of a case now, for buttons: those of which the rules themselves
 * accept a command that fits the case. Pure functions; any thread.
 */
final class CaseMoves {
  private CaseMoves() {}

  /**
   * In the order of a case's life.
   *
   * @param at now; what has fallen due by then is not looked at
   */
  static List<String> of(CaseState state, Author author, CaseRules rules, Instant at) {
    Instant moment = at.isBefore(state.at()) ? state.at() : at;
    FittingCommands commands = new FittingCommands(state, rules.today(moment));
    return Arrays.stream(CaseVerb.values())
        .filter(verb -> verb.mayBeAskedIn(state.phase()))
        .filter(
            verb ->
                commands.of(verb).stream()
                    .anyMatch(
                        command ->
                            rules.decide(state, command, author, moment)
                                instanceof CaseOutcome.Accepted))
        .map(CaseVerb::word)
        .toList();
  }
}
