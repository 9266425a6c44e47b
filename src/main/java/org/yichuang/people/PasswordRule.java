package org.yichuang.people;

import java.util.Locale;
import java.util.Optional;

/** What a password that somebody chooses must be; its length is the contract's. Any thread. */
public final class PasswordRule {
  private PasswordRule() {}

  /**
   * @param current the one before
   * @return what is wrong with the next one: expected, found, what to do; empty when it will do
   */
  public static Optional<String> unfit(String username, String current, String next) {
    if (next.equals(current)) {
      return Optional.of("expected another password, found the same; choose a new one");
    }
    if (next.toLowerCase(Locale.ROOT).contains(username.toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "expected a password without the account's name, found it inside; choose another");
    }
    return next.chars().distinct().count() < 4
        ? Optional.of("expected four different characters at least, found fewer; choose another")
        : Optional.empty();
  }
}
