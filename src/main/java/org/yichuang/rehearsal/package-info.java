/**
 * A day of a hall, played: visitors come and clerks work as the hall's figures say, against a
 * running server over HTTP and WebSocket, or against the core alone under a virtual clock.
 */
@NullMarked
package org.yichuang.rehearsal;

import org.jspecify.annotations.NullMarked;
