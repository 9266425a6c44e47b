/**
 * The legal clocks of a case (办件): what day a period ends, why, and when to warn.
 *
 * <p>Pure: knows the JDK and {@link org.yichuang.calendar}, reads no clock. {@link
 * org.yichuang.deadlines.Reckoning} is the arithmetic of one period; {@link
 * org.yichuang.deadlines.ClockRules} decides what may change a case's clocks and answers with
 * events; {@link org.yichuang.deadlines.CaseClocks} is what the events add up to.
 */
@NullMarked
package org.yichuang.deadlines;

import org.jspecify.annotations.NullMarked;
