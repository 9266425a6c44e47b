/**
 * The journal: every event of every hall, once, in order, durable before anybody is answered.
 *
 * <p>{@link org.yichuang.journal.Lane} batches what halls decided into flights; {@link
 * org.yichuang.journal.FlightPort} carries one flight to PostgreSQL and says honestly what became
 * of it.
 */
@NullMarked
package org.yichuang.journal;

import org.jspecify.annotations.NullMarked;
