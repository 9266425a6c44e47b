package org.yichuang.persons;

/** Who acts for an applicant (经办人), and by what. Never printed. Immutable. */
public record Handler(Person person, Authorisation authorisation) {

  /**
   * @throws InvalidPerson for an organisation: somebody of it acts
   */
  public Handler {
    if (person.kind() != PersonKind.PERSON) {
      throw new InvalidPerson(
          PersonRefusal.Reason.INVALID_IDENTITY,
          "a person who acts",
          "an organisation",
          "name who of it is here");
    }
  }

  @Override
  public String toString() {
    return "a handler";
  }
}
