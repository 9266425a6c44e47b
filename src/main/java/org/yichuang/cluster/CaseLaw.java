package org.yichuang.cluster;

import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.CaseRules;
import org.yichuang.catalogue.CalendarEdition;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.deadlines.Calendars;
import org.yichuang.hall.HallId;

/** By what a hall's cases are handled. Confined to the event loop of the hall's owner. */
final class CaseLaw {
  private final HallId hall;
  private final Catalogue catalogue;
  private final CaseItems items;
  private @Nullable Calendars calendars;
  private @Nullable CaseRules rules;

  CaseLaw(HallId hall, Catalogue catalogue) {
    this.hall = hall;
    this.catalogue = catalogue;
    items = catalogue.caseItems(hall);
  }

  /** Every version of an item that a case of the hall may have begun with. */
  CaseItems items() {
    return items;
  }

  /** Which calendars the rules go by. */
  CalendarEdition edition() {
    return catalogue.calendarEdition(hall);
  }

  /** Looks for newer ones; then goes on. */
  void look(Runnable then) {
    catalogue.refresh(then);
  }

  /** With the calendars that are known now. */
  CaseRules rules() {
    Calendars now = catalogue.calendarsOf(hall);
    CaseRules known = rules;
    if (known == null || !now.equals(calendars)) {
      known = new CaseRules(now);
      rules = known;
      calendars = now;
    }
    return known;
  }
}
