package org.yichuang.people;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.yichuang.hall.AccountId;

/**
 * Tells all nodes at once that a token is worth nothing, or that an account is to be looked up
 * anew. A notice may be lost: what is cached lasts 30 s at most. Any thread.
 */
final class Revocations {
  private static final String ADDRESS = "yichuang.sessions.revoked";
  private static final String TOKEN = "token ";
  private static final String ACCOUNT = "account ";

  private final Vertx vertx;
  private final SessionCache cache;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  Revocations(Vertx vertx, SessionCache cache) {
    this.vertx = vertx;
    this.cache = cache;
  }

  /** Starts to hear of what happens on other nodes. Once for each node. */
  Future<Void> listen() {
    return vertx
        .eventBus()
        .<String>consumer(ADDRESS, message -> heard(message.body()))
        .completion();
  }

  /** Called whenever something was revoked, on any thread. */
  void onRevoked(Runnable listener) {
    listeners.add(listener);
  }

  /** After the session was deleted. */
  void token(String hash) {
    tell(TOKEN + hash);
  }

  /** After the account was changed, or its sessions were deleted. */
  void account(AccountId account) {
    tell(ACCOUNT + account.value());
  }

  private void tell(String notice) {
    heard(notice);
    vertx.eventBus().publish(ADDRESS, notice);
  }

  private void heard(String notice) {
    if (notice.startsWith(TOKEN)) {
      cache.revoke(notice.substring(TOKEN.length()));
    } else if (notice.startsWith(ACCOUNT)) {
      cache.forget(new AccountId(Integer.parseInt(notice.substring(ACCOUNT.length()))));
    }
    listeners.forEach(Runnable::run);
  }
}
