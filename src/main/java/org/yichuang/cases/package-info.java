/**
 * The life of a case (办件): one application, one number, one process, one subject.
 *
 * <p>Pure: knows the JDK, {@link org.yichuang.calendar}, {@link org.yichuang.deadlines} and the ids
 * of {@link org.yichuang.hall}; reads no clock, holds no personal data. Immutable; any thread.
 *
 * <p>How a shell uses it:
 *
 * <ol>
 *   <li>{@link org.yichuang.cases.CaseState#unregistered} begins a case's stream; {@link
 *       org.yichuang.cases.CaseState#apply} adds one recorded event and answers the next state. The
 *       items a state looks up are those of the versions that cases began with; one that is not
 *       known here throws {@link org.yichuang.cases.UnknownItem}: fetch it, read the stream again.
 *   <li>{@link org.yichuang.cases.CaseRules} is made once for each hall and version of its
 *       calendars. Before a command of some moment, apply what {@link
 *       org.yichuang.cases.CaseRules#due} answers, recorded as the system's, until it answers
 *       nothing; then {@link org.yichuang.cases.CaseRules#decide}; apply its events.
 *   <li>{@link org.yichuang.cases.CaseRules#armed} is what the case's rows among the deadlines
 *       shall be: all of them replace all of before, in the transaction of the events. A row that
 *       comes due only asks for {@code due}; whether something is recorded is decided here.
 *   <li>The shell gives a case its {@link org.yichuang.cases.CaseNumber} (1, 2, 3 … of hall and
 *       day), searches for others of the same applicant, item and subject, and puts people and
 *       subjects into records of its own: here they are numbers.
 *   <li>A new calendar: {@link org.yichuang.cases.CaseRules#reckonAnew} by the rules of the new
 *       one, for each open case.
 *   <li>{@link org.yichuang.cases.CaseVerb} is the closed table of what may be asked in which
 *       phase, for the contract's paths and for the buttons of pages.
 * </ol>
 *
 * A case of a ticket is two streams, the hall's and its own: {@link
 * org.yichuang.cases.CaseCommand.HandleAtOnce} or {@link
 * org.yichuang.cases.CaseCommand.RegisterCase} names the ticket; both streams' events belong into
 * one transaction. A batch is several registrations.
 */
@NullMarked
package org.yichuang.cases;

import org.jspecify.annotations.NullMarked;
