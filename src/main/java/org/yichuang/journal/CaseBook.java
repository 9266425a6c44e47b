package org.yichuang.journal;

import java.util.function.Function;
import org.yichuang.cases.CaseItems;
import org.yichuang.cases.CaseRules;
import org.yichuang.hall.HallId;

/**
 * By what the cases of each hall are read again.
 *
 * @param items every version that a case may have begun with
 * @param rules with the hall's calendars
 */
public record CaseBook(Function<HallId, CaseItems> items, Function<HallId, CaseRules> rules) {}
