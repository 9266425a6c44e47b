package org.yichuang.journal;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.yichuang.cases.CasePhase;

/** The phases in which somebody still waits for a decision, for statements. */
final class OpenPhases {
  /** Behind a column's name. The schema's partial indexes say the same, or they are not used. */
  static final String SQL =
      Arrays.stream(CasePhase.values())
          .filter(CasePhase::isOpen)
          .map(phase -> "'" + phase.word() + "'")
          .collect(Collectors.joining(", ", "in (", ")"));

  private OpenPhases() {}
}
