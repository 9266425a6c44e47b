/**
 * Which days the state works and when a hall is open.
 *
 * <p>Pure: knows the JDK alone, reads no clock. Two calendars that must not be mixed: {@link
 * org.yichuang.calendar.NationalCalendar} counts statutory and promised working days and knows no
 * hall; {@link org.yichuang.calendar.OpeningCalendar} measures a hall's opening time and never
 * moves a statutory date.
 */
@NullMarked
package org.yichuang.calendar;

import org.jspecify.annotations.NullMarked;
