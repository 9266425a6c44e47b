package org.yichuang.sim;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.Order;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;

/** Where people's orders come in: whatever is asked and answered becomes history. */
final class SimulatedEdge {

  /** An order under its id. */
  record Asked(CommandStamp stamp, Order order) {
    static Asked of(UUID id, Order order) {
      return new Asked(stamp(id, order), order);
    }

    private static CommandStamp stamp(UUID id, Order order) {
      String content = order instanceof Order.OfHall(var command) ? "" + command : "" + order;
      return new CommandStamp(id, UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)));
    }

    private String shortId() {
      return stamp.id().toString().substring(0, 8);
    }
  }

  private final World world;

  SimulatedEdge(World world) {
    this.world = world;
  }

  /** Gives it to the node; the listener hears what that answers, if it answers. */
  void give(
      String client,
      HallId hall,
      AccountId actor,
      Asked asked,
      SimulatedCluster.Node node,
      Consumer<HallReply> listener) {
    History.Attempt attempt =
        new History.Attempt(
            client, node.name, hall, actor, asked.stamp(), asked.order(), world.time.now());
    world.history.attempts.add(attempt);
    node.inFlight.add(attempt);
    Object said = asked.order() instanceof Order.OfHall(var command) ? command : asked.order();
    world.line(client, node.name + " " + said + " " + asked.shortId());
    node.gateway.command(
        hall,
        actor,
        asked.stamp(),
        asked.order(),
        reply -> {
          node.inFlight.remove(attempt);
          attempt.reply = reply;
          attempt.answeredAt = world.time.now();
          world.line(client, node.name + " answers " + asked.shortId() + " " + reply);
          listener.accept(reply);
        });
  }
}
