package org.yichuang.web;

import java.time.InstantSource;
import org.yichuang.catalogue.CalendarYears;
import org.yichuang.journal.CaseFigures;
import org.yichuang.journal.ReckonedDeadlines;

/**
 * What supervising many halls, and the calendar of them all, needs.
 *
 * @param clock says what day it is
 * @param reckoned what new notices of years moved
 */
public record SupervisionParts(
    CaseFigures figures, InstantSource clock, CalendarYears years, ReckonedDeadlines reckoned) {}
