package org.yichuang.people;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.yichuang.people.SignInThrottle.Admission;
import org.yichuang.people.SignInThrottle.Verdict;

/**
 * An access whose passwords cannot be guessed at will. Who has to pause costs neither a question to
 * the database nor a hash, and is told the same whether the account exists or not. Any event loop.
 */
public final class ThrottledAccess implements Access {
  private final Access access;
  private final SignInThrottle throttle;

  public ThrottledAccess(Access access, InstantSource clock, MeterRegistry metrics) {
    this.access = access;
    throttle = new SignInThrottle(clock, metrics);
  }

  @Override
  public Future<Login> signIn(String username, String password, String address) {
    return admitted(username, address, () -> access.signIn(username, password, address));
  }

  @Override
  public Future<Login> changePassword(Principal who, String current, String next, String address) {
    return admitted(
        who.username(), address, () -> access.changePassword(who, current, next, address));
  }

  private Future<Login> admitted(String username, String address, Supplier<Future<Login>> attempt) {
    return switch (throttle.admit(username, address)) {
      case Admission.Paused paused ->
          Future.succeededFuture(new Login.Paused(wholeSeconds(paused.pause())));
      case Admission.Admitted admitted ->
          attempt
              .get()
              .onComplete(
                  asked ->
                      throttle.settle(
                          admitted, asked.succeeded() ? verdict(asked.result()) : Verdict.UNKNOWN));
    };
  }

  private static Duration wholeSeconds(Duration pause) {
    return Duration.ofSeconds(Math.max(1, pause.plusMillis(999).toSeconds()));
  }

  private static Verdict verdict(Login login) {
    return switch (login) {
      case Login.Granted granted -> Verdict.RIGHT;
      case Login.Denied denied -> Verdict.WRONG;
      case Login.Paused paused -> Verdict.UNKNOWN;
      case Login.Busy busy -> Verdict.UNKNOWN;
    };
  }

  @Override
  public void onRevoked(Runnable listener) {
    access.onRevoked(listener);
  }

  @Override
  public Future<Void> signOut(String token) {
    return access.signOut(token);
  }

  @Override
  public Future<Optional<Session>> whoIs(String token) {
    return access.whoIs(token);
  }
}
