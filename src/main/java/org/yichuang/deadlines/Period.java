package org.yichuang.deadlines;

import java.util.List;

/**
 * A period to be reckoned. Immutable.
 *
 * @param basis why it is so long: the law, the agency's promise, a step
 * @param limit without its extension, which is not granted by being allowed
 * @param extended what granted extensions add, in the same unit; 0 when there are none
 * @param uncounted may overlap; a day is uncounted once
 */
public record Period(
    ClockLaw law,
    LegalRule basis,
    Limit limit,
    int extended,
    Dated start,
    List<Uncounted> uncounted) {
  public Period {
    uncounted = List.copyOf(uncounted);
    if (extended < 0) {
      throw new IllegalArgumentException("expected no less than no extension, found " + extended);
    }
  }

  int amount() {
    return limit.amount() + extended;
  }
}
