package org.yichuang.web;

import java.time.InstantSource;
import org.yichuang.journal.CaseFigures;

/**
 * What supervising many halls needs.
 *
 * @param clock says what day it is
 */
public record SupervisionParts(CaseFigures figures, InstantSource clock) {}
