package org.yichuang.cases;

/**
 * What a case is about (标的: a unit, a project, a number plate), as a record that is kept apart: a
 * number plate leads to a person.
 */
public record SubjectRef(long value) {
  public SubjectRef {
    if (value < 1) {
      throw new IllegalArgumentException("expected a record of at least 1, found " + value);
    }
  }
}
