package org.yichuang.cluster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a node does with a hall that it was asked about. Immutable.
 *
 * @param phase released, loading, adopting, serving or quarantined
 * @param day the open business day as it is committed; null while the stream is not read
 * @param seq of the last committed event; 0 while the stream is not read
 * @param pending commands that wait
 */
public record OwnerReport(
    String node, String phase, @Nullable LocalDate day, int seq, int pending) {}
