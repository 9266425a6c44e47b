package org.yichuang.cluster;

import java.time.Instant;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;

/**
 * An order on its way to the owner of its hall. Immutable.
 *
 * @param deadline after which nobody waits for the answer; the owner does not decide it any more
 */
public record HallRequest(
    HallId hall, AccountId actor, CommandStamp stamp, Order order, Instant deadline) {

  public HallRequest(
      HallId hall, AccountId actor, CommandStamp stamp, HallCommand command, Instant deadline) {
    this(hall, actor, stamp, new Order.OfHall(command), deadline);
  }
}
