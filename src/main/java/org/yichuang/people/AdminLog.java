package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * What administrators and managers did: accounts, devices, centres, configurations. Written in the
 * transaction of what was done; holds no secrets. Any event loop.
 */
public interface AdminLog {

  /**
   * One thing that was done.
   *
   * @param by the account's name
   * @param action its word, such as {@code account-created}
   * @param target the name of the account, device, centre or hall
   */
  record Entry(long id, Instant at, String by, String action, String target, JsonObject detail) {}

  /**
   * The newest first.
   *
   * @param within only what lies there
   * @param before only entries with a smaller id
   */
  Future<List<Entry>> newest(Scope within, long before, int limit);
}
