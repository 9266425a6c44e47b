package org.yichuang.hall;

/**
 * How long somebody will wait, as far as the hall can tell when it gives the number.
 *
 * @param p50Millis half of all waits like this are shorter
 * @param p90Millis nine of ten are
 * @param afterClosing service before the hall closes is unlikely
 */
public record Estimate(long p50Millis, long p90Millis, boolean afterClosing) {}
