package org.yichuang.people;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.yichuang.hall.AccountId;

/**
 * The accounts of people, as administrators and managers see and change them. Whatever is changed
 * holds at all nodes at once. Any event loop. A failed future: the database could not be reached,
 * and perhaps it is done.
 */
public interface Accounts {

  /** How long a password is good that somebody else chose, and was not changed. */
  Duration INITIAL_LIFETIME = Duration.ofDays(7);

  /**
   * An account.
   *
   * @param initial whether somebody else chose its password, and it was not changed yet
   */
  record Account(AccountId id, String username, Grant grant, boolean disabled, boolean initial) {}

  /** What became of a change. */
  sealed interface Changing {
    record Changed(Account account) implements Changing {}

    /**
     * It has a new password.
     *
     * @param password shown this once; good for choosing another one
     */
    record NewPassword(Account account, String password) implements Changing {}

    record Refused(AccountRefusal refusal) implements Changing {}

    /** Too many passwords are being hashed; try again. */
    record Busy() implements Changing {}
  }

  /**
   * By name.
   *
   * @param within only accounts that are good for nothing outside
   * @param after only names behind it
   */
  Future<List<Account>> list(Scope within, String after, int limit);

  Future<Changing> create(String username, Grant grant, Principal by);

  /** Gives other roles, windows, or another place. */
  Future<Changing> change(String username, Grant grant, Principal by);

  /** Ends every session and refuses new ones, or lets it sign in again. */
  Future<Changing> disable(String username, boolean disabled, Principal by);

  /** Gives a new password and ends every session. */
  Future<Changing> resetPassword(String username, Principal by);
}
