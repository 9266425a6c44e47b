package org.yichuang.persons;

import java.util.Set;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;

/**
 * Of which looks somebody may hear. A record is shared by the cases of all halls whose people said
 * the same, so who looked for a case elsewhere is not theirs to know. Immutable.
 */
public sealed interface Purview {

  /** All of them, also those for no case. */
  record Everything() implements Purview {}

  /**
   * Those for cases that were registered in one of the halls, and for one case besides.
   *
   * @param besides which somebody may see wherever it was registered
   */
  record OfHalls(Set<HallId> halls, CaseNumber besides) implements Purview {
    public OfHalls {
      halls = Set.copyOf(halls);
    }
  }
}
