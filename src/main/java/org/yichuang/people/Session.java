package org.yichuang.people;

import java.time.Instant;

/** Somebody who is signed in, and until when. Immutable. */
public record Session(Principal principal, Instant expiresAt) {}
