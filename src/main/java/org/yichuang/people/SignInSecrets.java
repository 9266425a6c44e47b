package org.yichuang.people;

import java.util.Base64;

/** Texts of a sign-in that nobody can guess, and what is told of them instead. Any thread. */
public final class SignInSecrets {
  private SignInSecrets() {}

  /** 256 random bits as 43 characters. */
  public static String fresh() {
    return Tokens.fresh();
  }

  /** What PKCE's S256 tells the provider of a verifier (RFC 7636). */
  static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Tokens.hash(verifier).getBytes());
  }
}
