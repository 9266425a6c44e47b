/**
 * The rules of a hall's queues: what a command does to a business day, and nothing else.
 *
 * <p>Pure: knows the JDK alone, reads no clock, starts no thread. Commands in the imperative
 * ({@link org.yichuang.hall.HallCommand}), events in the past tense ({@link
 * org.yichuang.hall.HallEvent}); {@link org.yichuang.hall.HallRules} decides, {@link
 * org.yichuang.hall.HallState} applies.
 */
@NullMarked
package org.yichuang.hall;

import org.jspecify.annotations.NullMarked;
