package org.yichuang.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.AccountId;
import org.yichuang.journal.ManualTime;

class SessionCacheTest {
  private static final Session ANNA = until(Instant.parse("2026-11-24T01:00:00Z"));

  private final ManualTime time = new ManualTime(Instant.parse("2026-11-23T01:00:00Z"));
  private final SessionCache cache = new SessionCache(time);

  private static Session until(Instant end) {
    return new Session(
        new Principal(
            new AccountId(1),
            "anna",
            Set.of(Role.CLERK),
            new Scope.Everything(),
            Set.of(),
            Optional.empty()),
        end,
        false);
  }

  private void keep(String token, Optional<Session> session) {
    cache.put(token, session, cache.asking());
  }

  @Test
  void an_account_that_was_forgotten_is_looked_up_anew_whatever_a_late_answer_says() {
    long before = cache.asking();
    keep("token", Optional.of(ANNA));
    cache.forget(new AccountId(1));
    assertEquals(Optional.empty(), cache.get("token"));
    cache.put("token", Optional.of(ANNA), before);
    assertEquals(Optional.empty(), cache.get("token"));
    keep("token", Optional.of(ANNA));
    assertEquals(Optional.of(Optional.of(ANNA)), cache.get("token"));
  }

  @Test
  void an_account_that_was_forgotten_takes_no_other_with_it() {
    keep("token", Optional.of(ANNA));
    cache.forget(new AccountId(2));
    assertEquals(Optional.of(Optional.of(ANNA)), cache.get("token"));
  }

  @Test
  void a_token_that_was_never_looked_up_is_not_known() {
    assertEquals(Optional.empty(), cache.get("token"));
  }

  @Test
  void a_known_token_is_looked_up_again_after_thirty_seconds() {
    keep("token", Optional.of(ANNA));
    time.pass(30_000);
    assertEquals(Optional.of(Optional.of(ANNA)), cache.get("token"));
    time.pass(1);
    assertEquals(Optional.empty(), cache.get("token"));
  }

  @Test
  void reading_does_not_make_an_entry_live_longer() {
    keep("token", Optional.of(ANNA));
    time.pass(20_000);
    cache.get("token");
    time.pass(10_001);
    assertEquals(Optional.empty(), cache.get("token"));
  }

  @Test
  void nobodys_token_is_looked_up_again_after_three_seconds() {
    keep("token", Optional.empty());
    time.pass(3_000);
    assertEquals(Optional.of(Optional.empty()), cache.get("token"));
    time.pass(1);
    assertEquals(Optional.empty(), cache.get("token"));
  }

  @Test
  void a_session_that_ends_sooner_is_looked_up_when_it_has_ended() {
    Session ending = until(time.instant().plusSeconds(5));
    keep("token", Optional.of(ending));
    time.pass(4_999);
    assertEquals(Optional.of(Optional.of(ending)), cache.get("token"));
    time.pass(2);
    assertEquals(Optional.empty(), cache.get("token"));
  }

  @Test
  void a_revoked_token_is_nobodys_whatever_a_late_answer_says() {
    keep("token", Optional.of(ANNA));
    keep("other", Optional.of(ANNA));
    cache.revoke("token");
    assertEquals(Optional.of(Optional.empty()), cache.get("token"));
    keep("token", Optional.of(ANNA));
    assertEquals(Optional.of(Optional.empty()), cache.get("token"));
    assertEquals(Optional.of(Optional.of(ANNA)), cache.get("other"));
  }

  @Test
  void over_twenty_thousand_the_least_recently_used_is_forgotten() {
    for (int i = 0; i < 20_000; i++) {
      keep("token" + i, Optional.of(ANNA));
    }
    assertEquals(Optional.of(Optional.of(ANNA)), cache.get("token0"));
    keep("one more", Optional.of(ANNA));
    assertEquals(Optional.of(Optional.of(ANNA)), cache.get("token0"));
    assertEquals(Optional.empty(), cache.get("token1"));
    assertEquals(Optional.of(Optional.of(ANNA)), cache.get("token2"));
  }
}
