package org.yichuang.people;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Signing in and out, and who a token belongs to. Any event loop. A failed future means that the
 * database could not be asked.
 */
public interface Access {

  /** The outcome of signing in. */
  sealed interface Login {
    /**
     * @param token opaque, 256 random bits, shown this once; stored hashed
     */
    record Granted(String token, Session session) implements Login {}

    /** No such account, or another password: not said which. */
    record Denied() implements Login {}

    /**
     * Too many attempts failed for the account, or from the address: not said which.
     *
     * @param pause whole seconds until the next attempt
     */
    record Paused(Duration pause) implements Login {}

    /** Too many sign-ins are being checked; try again. */
    record Busy() implements Login {}
  }

  /**
   * @param address where the attempt comes from
   */
  Future<Login> signIn(String username, String password, String address);

  /**
   * Changes one's own password: every session of the account ends, and a new one begins.
   *
   * @param current checked as at a sign-in, with the same pauses
   */
  Future<Login> changePassword(Principal who, String current, String next, String address);

  /** Called whenever a session or an account was revoked at any node, on any thread. */
  default void onRevoked(Runnable listener) {}

  /** Ends the session; without effect when there is none. */
  Future<Void> signOut(String token);

  /** Empty when the token is unknown, expired or revoked. */
  Future<Optional<Session>> whoIs(String token);
}
