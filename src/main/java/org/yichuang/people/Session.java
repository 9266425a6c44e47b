package org.yichuang.people;

import java.time.Instant;

/**
 * Somebody who is signed in, and until when. Immutable.
 *
 * @param initial whether the password is one that somebody else chose: it is good for choosing
 *     another one, and for nothing else
 */
public record Session(Principal principal, Instant expiresAt, boolean initial) {}
