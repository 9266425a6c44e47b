package org.yichuang.cases;

/** A person's or organisation's record, which is kept apart and can be erased; nothing of it. */
public record PersonRef(long value) {
  public PersonRef {
    if (value < 1) {
      throw new IllegalArgumentException("expected a record of at least 1, found " + value);
    }
  }
}
