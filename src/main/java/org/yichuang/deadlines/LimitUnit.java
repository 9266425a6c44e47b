package org.yichuang.deadlines;

/**
 * What a legal or promised period is counted in. Working days are those of 行政许可法 art. 82.
 *
 * <p>The names are stored; they are never changed.
 */
public enum LimitUnit {
  /** Minutes while the hall is open; immediate items (即办件). */
  MINUTE("min", "minute"),
  HALF_WORKING_DAY("hwd", "half-working-day"),
  WORKING_DAY("wd", "working-day"),
  /** Every day counts (日 without 工作日). */
  CALENDAR_DAY("cd", "calendar-day"),
  MONTH("mo", "month");

  private final String symbol;
  private final String word;

  LimitUnit(String symbol, String word) {
    this.symbol = symbol;
    this.word = word;
  }

  /** As files spell it behind an amount: {@code wd}. */
  public String symbol() {
    return symbol;
  }

  /** As the contract spells it: {@code working-day}. */
  public String word() {
    return word;
  }

  /** Whether its periods end with a whole day. */
  public boolean countsDays() {
    return switch (this) {
      case WORKING_DAY, CALENDAR_DAY, MONTH -> true;
      case MINUTE, HALF_WORKING_DAY -> false;
    };
  }

  /**
   * @throws IllegalArgumentException for anything that is no symbol
   */
  static LimitUnit ofSymbol(String symbol) {
    for (LimitUnit unit : values()) {
      if (unit.symbol.equals(symbol)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("expected a unit of time, found " + symbol);
  }
}
