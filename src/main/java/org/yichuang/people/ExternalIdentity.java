package org.yichuang.people;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who somebody is at an identity provider, as it proved. Immutable; not printed.
 *
 * @param issuer the provider
 * @param subject never given to anybody else there; 1…255 characters of ASCII, without blanks
 * @param username a claim that may name an account here; empty unless this was configured
 */
public record ExternalIdentity(String issuer, String subject, Optional<String> username) {
  private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,255}");

  public ExternalIdentity {
    if (!isSubject(subject)) {
      throw new IllegalArgumentException(
          "expected a subject of 1…255 characters of ASCII, found %d others"
              .formatted(subject.length()));
    }
  }

  static boolean isSubject(String text) {
    return SUBJECT.matcher(text).matches();
  }

  @Override
  public String toString() {
    return "an external identity";
  }
}
