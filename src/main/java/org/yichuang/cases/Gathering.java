package org.yichuang.cases;

import java.time.LocalDate;
import java.util.List;

/**
 * A joint site visit or a meeting of the departments, as it was recorded. It does not stop a clock.
 *
 * @param branches whose departments took part
 */
public record Gathering(Kind kind, LocalDate date, List<String> branches, String note) {
  public Gathering {
    branches = List.copyOf(branches);
  }

  /** The names are stored. */
  public enum Kind {
    /** 联合踏勘. */
    SITE_VISIT,
    /** 联席会议, 集体研究. */
    MEETING
  }
}
