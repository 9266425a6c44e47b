package org.yichuang.live;

/**
 * Limits of a node's sockets.
 *
 * @param maxSockets of the node
 * @param heartbeatMillis between two heartbeats, and two renewals of a watch
 * @param slowMillis a socket that takes nothing for so long is closed
 * @param queueBytes written to a socket and not taken, above which it counts as slow
 * @param requestsPerHeartbeat snapshots that one socket may ask for
 */
public record LiveLimits(
    int maxSockets,
    long heartbeatMillis,
    long slowMillis,
    int queueBytes,
    int requestsPerHeartbeat) {
  public static final LiveLimits DEFAULT = new LiveLimits(20_000, 5_000, 10_000, 65_536, 5);
}
