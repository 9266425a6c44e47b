package org.yichuang.web;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yichuang.people.ExternalIdentities;
import org.yichuang.people.ExternalIdentity;
import org.yichuang.people.Principal;

/** Links in memory; the token of an account is its name. */
final class MemoryIdentities implements ExternalIdentities {
  static final Instant EXPIRES = Instant.parse("2026-11-23T12:00:00Z");
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final Map<String, String> idTokens = new ConcurrentHashMap<>();
  volatile boolean broken;

  void reset() {
    links.clear();
    idTokens.clear();
    broken = false;
  }

  void add(String username, String issuer, String subject) {
    links.put(username, new Link(username, issuer, subject, TestHall.NOW));
  }

  @Override
  public Future<Optional<Opened>> open(ExternalIdentity identity, String idToken) {
    if (broken) {
      return Future.failedFuture("no database");
    }
    Optional<String> username =
        links.values().stream()
            .filter(link -> link.issuer().equals(identity.issuer()))
            .filter(link -> link.subject().equals(identity.subject()))
            .map(Link::username)
            .findFirst()
            .or(identity::username);
    username.ifPresent(name -> idTokens.put(name, idToken));
    return Future.succeededFuture(username.map(name -> new Opened(name, EXPIRES)));
  }

  @Override
  public Future<Optional<String>> idToken(String token) {
    return Future.succeededFuture(Optional.ofNullable(idTokens.get(token)));
  }

  @Override
  public Future<Linking> link(String username, String issuer, String subject, Principal by) {
    boolean taken =
        links.values().stream()
            .anyMatch(link -> link.subject().equals(subject) && !link.username().equals(username));
    if (taken) {
      return Future.succeededFuture(new Linking.Taken());
    }
    add(username, issuer, subject);
    return linked(username, issuer, by);
  }

  @Override
  public Future<Linking> linked(String username, String issuer, Principal by) {
    Link link = links.get(username);
    return Future.succeededFuture(
        link == null ? new Linking.NotLinked() : new Linking.Linked(link));
  }

  @Override
  public Future<Linking> unlink(String username, String issuer, Principal by) {
    return Future.succeededFuture(
        links.remove(username) == null ? new Linking.NotLinked() : new Linking.Unlinked());
  }
}
