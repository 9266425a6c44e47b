package org.yichuang.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.HallRequest;
import org.yichuang.cluster.Order;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Board;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;

/** Everything that was seen from outside, in the order of the true time. */
final class History {

  /** One command of one client, as it was given to one node. */
  static final class Attempt {
    final String client;
    final String node;
    final HallId hall;
    final AccountId actor;
    final CommandStamp stamp;
    final Order order;
    final long sentAt;
    long answeredAt;
    HallReply reply;

    /** The node ended before it answered. */
    boolean edgeLost;

    Attempt(
        String client,
        String node,
        HallId hall,
        AccountId actor,
        CommandStamp stamp,
        Order order,
        long sentAt) {
      this.client = client;
      this.node = node;
      this.hall = hall;
      this.actor = actor;
      this.stamp = stamp;
      this.order = order;
      this.sentAt = sentAt;
    }
  }

  /** One arrival of a request at an owner, and what the owner said to it. */
  static final class Delivery {
    final String node;
    final HallRequest request;
    final long arrivedAt;
    long repliedAt;
    HallReply reply;

    Delivery(String node, HallRequest request, long arrivedAt) {
      this.node = node;
      this.request = request;
      this.arrivedAt = arrivedAt;
    }
  }

  /**
   * A board that was shown.
   *
   * @param by the node whose owner or replica showed it
   */
  record Shown(String by, HallId hall, Board board, long at) {}

  /**
   * One thread stood still.
   *
   * @param node the start of a node
   */
  record Stall(String node, long from, long until) {
    long millisBetween(long begin, long end) {
      return Math.max(0, Math.min(until, end) - Math.max(from, begin));
    }
  }

  /** Nothing failed, and every node was up. */
  record Calm(long from, long until) {}

  final List<Stall> stalls = new ArrayList<>();
  final List<Calm> calms = new ArrayList<>();
  final List<Attempt> attempts = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<Shown> shown = new ArrayList<>();
  final Set<String> crashed = new HashSet<>();
  final Coverage coverage = new Coverage();
  private final List<String> lines = new ArrayList<>();
  private final SimulatedTime time;
  private final long start;

  History(SimulatedTime time) {
    this.time = time;
    start = time.now();
  }

  void line(String who, String what) {
    lines.add((time.now() - start) + " " + who + ": " + what);
  }

  List<String> lines() {
    return lines;
  }
}
