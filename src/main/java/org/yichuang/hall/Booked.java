package org.yichuang.hall;

import java.time.Instant;

/**
 * An appointment that somebody came to.
 *
 * @param appointment its id
 * @param slot when its slot begins
 */
public record Booked(String appointment, Instant slot) {}
