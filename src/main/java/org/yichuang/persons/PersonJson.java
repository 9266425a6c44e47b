package org.yichuang.persons;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yichuang.persons.PersonReading.Wrong;

/**
 * People and subjects as requests have them: {@code {kind, idType, idNumber, name, phone?}}, {@code
 * {kind: "organisation", creditCode, name, phone?}}, a handler with {@code authorisation:
 * {document, date}}, a subject {@code {kind, text}}; and as answers show them. The contract has
 * looked at forms before; what it says nothing of is found here. Any thread.
 */
public final class PersonJson {
  private final JsonObject body;
  private final List<Wrong> wrong = new ArrayList<>();

  private PersonJson(JsonObject body) {
    this.body = body;
  }

  /**
   * Reads an applicant.
   *
   * @param today no birthday is later
   */
  public static PersonReading<Person> person(JsonObject body, LocalDate today) {
    PersonJson json = new PersonJson(body);
    return json.reading(json.person(today));
  }

  /**
   * Reads whoever acts for an applicant.
   *
   * @param today no birthday is later, nor the date of the authorisation
   */
  public static PersonReading<Handler> handler(JsonObject body, LocalDate today) {
    PersonJson json = new PersonJson(body);
    Person person = json.person(today);
    Authorisation authorisation = json.authorisation(today);
    return json.reading(
        person == null || authorisation == null
            ? null
            : json.value("kind", () -> new Handler(person, authorisation)));
  }

  public static PersonReading<Subject> subject(JsonObject body) {
    PersonJson json = new PersonJson(body);
    Subject.Kind kind = json.word("kind", Subject.Kind::of, PersonRefusal.Reason.INVALID_SUBJECT);
    String text = json.text("text", PersonRefusal.Reason.INVALID_SUBJECT);
    return json.reading(
        kind == null || text == null ? null : json.value("text", () -> new Subject(kind, text)));
  }

  /** As lists show it. */
  public static JsonObject json(MaskedPerson person) {
    return json(person.kind(), person.idType(), person.name(), person.number(), person.phone());
  }

  /** What was asked for of a person. */
  public static JsonObject json(Unmasked person) {
    JsonObject json =
        json(
            person.kind(),
            person.idType(),
            person.name() == null ? null : person.name().value(),
            person.number() == null ? null : person.number().value(),
            person.phone() == null ? null : person.phone().value());
    Authorisation authorisation = person.authorisation();
    return authorisation == null
        ? json
        : json.put(
            "authorisation",
            new JsonObject()
                .put("document", authorisation.document())
                .put("date", authorisation.date().toString()));
  }

  public static JsonObject json(MaskedSubject subject) {
    return new JsonObject().put("kind", subject.kind().word()).put("text", subject.text());
  }

  public static JsonObject json(Subject subject) {
    return new JsonObject().put("kind", subject.kind().word()).put("text", subject.text());
  }

  private static JsonObject json(
      PersonKind kind,
      IdType type,
      @Nullable String name,
      @Nullable String number,
      @Nullable String phone) {
    JsonObject json = new JsonObject().put("kind", kind.word()).put("idType", type.word());
    put(json, "name", name);
    put(json, kind == PersonKind.PERSON ? "idNumber" : "creditCode", number);
    put(json, "phone", phone);
    return json;
  }

  private static void put(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private <T> PersonReading<T> reading(@Nullable T value) {
    return value == null || !wrong.isEmpty()
        ? new PersonReading.Refused<>(wrong)
        : new PersonReading.Read<>(value);
  }

  private @Nullable Person person(LocalDate today) {
    PersonKind kind = word("kind", PersonKind::of, PersonRefusal.Reason.INVALID_IDENTITY);
    if (kind == null) {
      return null;
    }
    Name name = named("name", kind);
    IdNumber number = kind == PersonKind.PERSON ? identity(today) : creditCode();
    Phone phone = phone();
    return name == null || number == null
        ? null
        : value("idType", () -> new Person(name, number, phone));
  }

  private @Nullable Name named(String place, PersonKind kind) {
    String text = text(place, PersonRefusal.Reason.INVALID_NAME);
    return text == null ? null : value(place, () -> new Name(kind, text));
  }

  private @Nullable IdNumber identity(LocalDate today) {
    IdType type = word("idType", IdType::of, PersonRefusal.Reason.INVALID_IDENTITY);
    String text = text("idNumber", PersonRefusal.Reason.INVALID_IDENTITY);
    IdNumber number =
        type == null || text == null ? null : value("idNumber", () -> new IdNumber(type, text));
    if (number != null && number.born().filter(today::isBefore).isPresent()) {
      refuse(
          "idNumber",
          PersonRefusal.Reason.INVALID_IDENTITY,
          "a birthday that has been",
          "a later one");
    }
    return number;
  }

  private @Nullable IdNumber creditCode() {
    String text = text("creditCode", PersonRefusal.Reason.INVALID_IDENTITY);
    return text == null ? null : value("creditCode", () -> new IdNumber(IdType.CREDIT_CODE, text));
  }

  private @Nullable Phone phone() {
    if (!body.containsKey("phone")) {
      return null;
    }
    String text = text("phone", PersonRefusal.Reason.INVALID_PHONE);
    return text == null ? null : value("phone", () -> new Phone(text));
  }

  private @Nullable Authorisation authorisation(LocalDate today) {
    PersonRefusal.Reason reason = PersonRefusal.Reason.INVALID_AUTHORISATION;
    if (!(body.getValue("authorisation") instanceof JsonObject given)) {
      refuse("authorisation", reason, "a document and its date", "none");
      return null;
    }
    LocalDate date = null;
    try {
      date = given.getValue("date") instanceof String text ? LocalDate.parse(text) : null;
    } catch (DateTimeException noDate) {
      // said below
    }
    if (date == null || date.isAfter(today)) {
      refuse("authorisation.date", reason, "a date of today or before", "another, or none");
      return null;
    }
    LocalDate day = date;
    if (given.getValue("document") instanceof String document) {
      return value("authorisation", () -> new Authorisation(document, day));
    }
    refuse("authorisation.document", reason, "a document", "none");
    return null;
  }

  private <T> @Nullable T word(
      String place, Function<String, Optional<T>> find, PersonRefusal.Reason reason) {
    String text = body.getValue(place) instanceof String given ? given : "";
    T found = find.apply(text).orElse(null);
    if (found == null) {
      refuse(place, reason, "one of the contract's words", "another, or none");
    }
    return found;
  }

  private @Nullable String text(String place, PersonRefusal.Reason reason) {
    if (body.getValue(place) instanceof String text) {
      return text;
    }
    refuse(place, reason, "a text", "none");
    return null;
  }

  private <T> @Nullable T value(String place, Supplier<T> made) {
    try {
      return made.get();
    } catch (InvalidPerson refused) {
      wrong.add(new Wrong(place, refused.refusal()));
      return null;
    }
  }

  private void refuse(String place, PersonRefusal.Reason reason, String expected, String found) {
    wrong.add(
        new Wrong(place, new PersonRefusal(reason, expected, found, "look at the document again")));
  }
}
