package org.yichuang.hall;

/**
 * Who gave a command: an account's number; {@link #SYSTEM} for what falls due by itself, {@link
 * #HOLDER} for whoever holds the code of what the command is about.
 */
public record AccountId(int value) {
  public static final AccountId SYSTEM = new AccountId(0);
  public static final AccountId HOLDER = new AccountId(Integer.MAX_VALUE);

  public AccountId {
    if (value < 0) {
      throw new IllegalArgumentException("expected an account number, found " + value);
    }
  }
}
