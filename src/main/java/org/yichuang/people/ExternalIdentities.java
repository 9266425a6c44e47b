package org.yichuang.people;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/**
 * Which account an external identity is linked to, and the sessions that begin so. Any event loop.
 * A failed future means that the database could not be asked.
 */
public interface ExternalIdentities {

  /**
   * A session like that of a password.
   *
   * @param token opaque, shown this once; stored hashed
   */
  record Opened(String token, Instant expiresAt) {}

  /**
   * A link.
   *
   * @param username of the account
   */
  record Link(String username, String issuer, String subject, Instant linkedAt) {}

  /** What became of a link, or of the wish to have one or none. */
  sealed interface Linking {
    record Linked(Link link) implements Linking {}

    /** It was linked, and is no more. */
    record Unlinked() implements Linking {}

    /** It has no identity of the provider. */
    record NotLinked() implements Linking {}

    /** Another account has the identity. */
    record Taken() implements Linking {}

    /** Nobody links an account whose password they could not reset. */
    record Refused(AccountRefusal refusal) implements Linking {}
  }

  /**
   * Empty when the identity is linked to no account; none is ever made.
   *
   * @param idToken kept as long as the session, to end the provider's session with it
   */
  Future<Optional<Opened>> open(ExternalIdentity identity, String idToken);

  /** The ID token that the session began with; empty when it began otherwise. */
  Future<Optional<String>> idToken(String token);

  /**
   * Links the account; another identity of the same provider that it had is forgotten, and sessions
   * that began at the provider end.
   */
  Future<Linking> link(String username, String issuer, String subject, Principal by);

  Future<Linking> linked(String username, String issuer, Principal by);

  /** Ends the sessions that began at the provider. */
  Future<Linking> unlink(String username, String issuer, Principal by);
}
