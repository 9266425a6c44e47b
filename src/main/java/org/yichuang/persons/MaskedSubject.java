package org.yichuang.persons;

/**
 * What lists show of a subject; see {@link Masking}. Immutable.
 *
 * @param text of units and projects as it is
 */
public record MaskedSubject(Subject.Kind kind, String text) {
  static MaskedSubject of(Subject subject) {
    return new MaskedSubject(subject.kind(), Masking.subject(subject));
  }

  @Override
  public String toString() {
    return "a masked " + kind.word();
  }
}
