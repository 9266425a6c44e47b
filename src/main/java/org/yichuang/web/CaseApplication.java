package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.persons.Handler;
import org.yichuang.persons.Person;
import org.yichuang.persons.PersonJson;
import org.yichuang.persons.PersonReading;
import org.yichuang.persons.Subject;

/**
 * Whom and what an application is about, as it was said; kept by the vault, never printed.
 *
 * @param handler null when nobody acts for the applicant
 * @param subject null when the item has none
 */
record CaseApplication(Person applicant, @Nullable Handler handler, @Nullable Subject subject) {

  /** What a body says, or what is wrong with it. */
  sealed interface Read {
    record Application(CaseApplication said) implements Read {}

    record Bad(Problem problem) implements Read {}
  }

  /**
   * @param place of the registration within the body; empty: it is the body
   * @param today the hall's date
   */
  static Read read(JsonObject registration, String place, LocalDate today) {
    List<Problem> problems = new ArrayList<>();
    Person applicant =
        value(
            PersonJson.person(registration.getJsonObject("applicant"), today),
            place + "applicant",
            problems);
    JsonObject acts = registration.getJsonObject("handler");
    Handler handler =
        acts == null ? null : value(PersonJson.handler(acts, today), place + "handler", problems);
    JsonObject about = registration.getJsonObject("subject");
    Subject subject =
        about == null ? null : value(PersonJson.subject(about), place + "subject", problems);
    return applicant == null || !problems.isEmpty()
        ? new Read.Bad(problems.getFirst())
        : new Read.Application(new CaseApplication(applicant, handler, subject));
  }

  private static <T> @Nullable T value(
      PersonReading<T> reading, String place, List<Problem> problems) {
    return switch (reading) {
      case PersonReading.Read<T> read -> read.value();
      case PersonReading.Refused<T> refused -> {
        problems.add(CaseProblems.unfit(place, refused.wrong()));
        yield null;
      }
    };
  }

  @Override
  public String toString() {
    return "an application";
  }
}
