package org.yichuang.persons;

/** A value that cannot be one; says why without repeating it. */
public final class InvalidPerson extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final transient PersonRefusal refusal;

  InvalidPerson(PersonRefusal refusal) {
    super(refusal.text());
    this.refusal = refusal;
  }

  InvalidPerson(PersonRefusal.Reason reason, String expected, String found, String remedy) {
    this(new PersonRefusal(reason, expected, found, remedy));
  }

  public PersonRefusal refusal() {
    return refusal;
  }
}
