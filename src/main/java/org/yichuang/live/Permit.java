package org.yichuang.live;

import io.vertx.core.Future;

/** Whether somebody may still look. Asked on the event loop of their socket, answers there. */
@FunctionalInterface
public interface Permit {

  /** Fails when nobody can say; the socket then stays. */
  Future<Boolean> holds();
}
