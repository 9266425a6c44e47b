package org.yichuang.hall;

/** A hall's number in the journal's keys; its readable name is {@link HallConfig#slug()}. */
public record HallId(int value) {
  public HallId {
    if (value < 1) {
      throw new IllegalArgumentException("expected a hall number of at least 1, found " + value);
    }
  }

  @Override
  public String toString() {
    return "hall " + value;
  }
}
