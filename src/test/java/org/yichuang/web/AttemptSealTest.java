package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.yichuang.people.SignInSecrets;

/** A sign-in under way inside its cookie. */
class AttemptSealTest {
  private static final AttemptSeal SEAL = new AttemptSeal(new byte[32]);
  private static final AttemptSeal.Pending PENDING =
      new AttemptSeal.Pending("state", "nonce", "verifier", "/window/hanjiang", 1_764_000_000_000L);

  @Test
  void what_was_closed_is_opened_by_every_node_and_never_looks_the_same() {
    String closed = SEAL.close(PENDING);
    assertEquals(PENDING, new AttemptSeal(new byte[32]).open(closed));
    assertNotEquals(closed, SEAL.close(PENDING));
    assertFalse(
        new String(Base64.getUrlDecoder().decode(closed), java.nio.charset.StandardCharsets.UTF_8)
            .contains("verifier"));
  }

  @Test
  void whoever_changes_a_bit_has_nothing() {
    byte[] bytes = Base64.getUrlDecoder().decode(SEAL.close(PENDING));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertNull(SEAL.open(Base64.getUrlEncoder().encodeToString(changed)), "byte " + i);
    }
  }

  @Test
  void another_deployments_cookie_is_nothing() {
    byte[] other = new byte[32];
    other[0] = 1;
    assertNull(SEAL.open(new AttemptSeal(other).close(PENDING)));
    for (String text : new String[] {"", "A", "%%", "A".repeat(16), "A".repeat(2_000)}) {
      assertNull(SEAL.open(text), text);
    }
  }

  @Test
  void while_keys_change_cookies_of_both_are_opened_and_new_ones_are_of_the_first() {
    byte[] next = new byte[32];
    next[0] = 1;
    AttemptSeal both = new AttemptSeal(next, new byte[32]);
    assertEquals(PENDING, both.open(SEAL.close(PENDING)));
    assertEquals(PENDING, new AttemptSeal(next).open(both.close(PENDING)));
    assertNull(SEAL.open(both.close(PENDING)));
  }

  @Test
  void the_longest_one_fits_in_a_cookie() {
    AttemptSeal.Pending longest =
        new AttemptSeal.Pending(
            SignInSecrets.fresh(),
            SignInSecrets.fresh(),
            SignInSecrets.fresh(),
            "/a".repeat(4) + "b".repeat(248),
            Long.MAX_VALUE);
    String closed = SEAL.close(longest);
    assertTrue(closed.length() <= AttemptSeal.MAX_TEXT, "length " + closed.length());
    assertEquals(longest, SEAL.open(closed));
  }
}
