package org.yichuang.hall;

/** Who gave a command: an account's number; {@link #SYSTEM} for what falls due by itself. */
public record AccountId(int value) {
  public static final AccountId SYSTEM = new AccountId(0);

  public AccountId {
    if (value < 0) {
      throw new IllegalArgumentException("expected an account number, found " + value);
    }
  }
}
