package org.yichuang.live;

import java.util.List;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseFile;

/** What a flight made of the cases of a hall, as far as alarms go. */
record CaseNews(HallId hall, List<Now> cases) {
  CaseNews {
    cases = List.copyOf(cases);
  }

  /**
   * A case as it is now.
   *
   * @param alarm all null: none
   */
  record Now(CaseNumber number, String item, int itemVersion, CaseFile.Raised alarm) {
    static Now of(CaseFile file) {
      return new Now(file.number(), file.item(), file.itemVersion(), file.alarm());
    }
  }
}
