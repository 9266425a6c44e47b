package org.yichuang.catalogue;

/** A centre's number in the database; its readable name is {@link Centre#slug()}. */
public record CentreId(int value) {
  public CentreId {
    if (value < 1) {
      throw new IllegalArgumentException("expected a centre number of at least 1, found " + value);
    }
  }

  @Override
  public String toString() {
    return "centre " + value;
  }
}
