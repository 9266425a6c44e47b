package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;

/** What every vault does alike, with a database or without. Blocking. */
final class VaultStory {
  private static final CaseNumber CASE =
      new CaseNumber(new HallId(1), LocalDate.of(2026, 11, 24), 17);
  private static final Inspection WHY =
      new Inspection(new AccountId(7), "asked at the window", CASE);

  private VaultStory() {}

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** How cases come to name somebody. */
  @FunctionalInterface
  interface Naming {
    /**
     * @param until the last day of retention; {@link Retention#OPEN}: the case is not archived
     */
    void person(PersonRef ref, LocalDate until) throws Exception;
  }

  /**
   * @param today as the vault counts days
   */
  static void tell(PersonVault vault, LocalDate today, Naming naming) throws Exception {
    Person person = Canaries.person();
    PersonRef applicant = await(vault.keep(person, new Fresh()));
    PersonRef handler = await(vault.keep(Canaries.handler(), new Fresh()));
    assertEquals(applicant, await(vault.keep(person, new Fresh())));
    assertEquals(handler, await(vault.keep(Canaries.handler(), new Fresh())));
    assertEquals(List.of(handler, applicant), await(vault.findByNumber(person.number())));
    PersonRef nobody = new PersonRef(999_999);
    assertEquals(
        Map.of(applicant, MaskedPerson.of(person)),
        await(vault.masked(List.of(applicant, nobody))));
    List<PersonRef> many = new ArrayList<>();
    for (int i = 1; i <= PersonVault.MAX_REFS + 1; i++) {
      many.add(new PersonRef(i));
    }
    assertThrows(IllegalArgumentException.class, () -> vault.masked(many));

    Set<PersonField> fields = Set.of(PersonField.PHONE, PersonField.AUTHORISATION);
    assertEquals(
        Map.of(
            handler,
            new Unmasked(
                PersonKind.PERSON,
                IdType.RESIDENT_CARD,
                null,
                null,
                person.phone(),
                Canaries.handler().authorisation())),
        await(vault.unmasked(List.of(handler, nobody), fields, WHY)));
    assertEquals(
        List.of(List.of("phone", "authorisation")),
        await(vault.looks(handler, new Purview.Everything(), Long.MAX_VALUE, 10)).stream()
            .map(Looked::fields)
            .toList());
    CaseNumber another = new CaseNumber(new HallId(2), LocalDate.of(2026, 11, 24), 1);
    Purview ofItsHall = new Purview.OfHalls(Set.of(new HallId(3), new HallId(1)), another);
    Purview ofAnotherHall = new Purview.OfHalls(Set.of(new HallId(2)), another);
    Purview ofTheCaseAlone = new Purview.OfHalls(Set.of(), CASE);
    assertEquals(1, await(vault.looks(handler, ofItsHall, Long.MAX_VALUE, 10)).size());
    assertEquals(List.of(), await(vault.looks(handler, ofAnotherHall, Long.MAX_VALUE, 10)));
    assertEquals(1, await(vault.looks(handler, ofTheCaseAlone, Long.MAX_VALUE, 10)).size());
    assertEquals(
        List.of(), await(vault.looks(applicant, new Purview.Everything(), Long.MAX_VALUE, 10)));

    SubjectRef plate = await(vault.keep(Canaries.plate(), new Fresh()));
    assertEquals(plate, await(vault.keep(Canaries.plate(), new Fresh())));
    assertEquals(List.of(plate), await(vault.find(new Subject(Subject.Kind.PLATE, "鄂x·9q7k5"))));
    assertEquals(
        Map.of(plate, MaskedSubject.of(Canaries.plate())),
        await(vault.maskedSubjects(List.of(plate))));
    assertEquals(
        Map.of(plate, Canaries.plate()), await(vault.unmaskedSubjects(List.of(plate), WHY)));
    assertEquals(
        List.of(List.of("text")),
        await(vault.looks(plate, ofItsHall, Long.MAX_VALUE, 10)).stream()
            .map(Looked::fields)
            .toList());
    assertEquals(List.of(), await(vault.looks(plate, ofAnotherHall, Long.MAX_VALUE, 10)));

    naming.person(handler, Retention.OPEN);
    assertEquals(
        new Erasing.Refused(Retention.retained(Retention.OPEN)), await(vault.erase(handler, WHY)));
    naming.person(applicant, today.minusDays(1));
    assertInstanceOf(Erasing.Erased.class, await(vault.erase(applicant, WHY)));
    assertInstanceOf(Erasing.Erased.class, await(vault.erase(applicant, WHY)));
    assertInstanceOf(Erasing.Erased.class, await(vault.erase(plate, WHY)));
    assertEquals(new Erasing.Refused(Retention.unknown()), await(vault.erase(nobody, WHY)));
    assertEquals(List.of(handler), await(vault.findByNumber(person.number())));
    assertEquals(Set.of(handler), await(vault.masked(List.of(applicant, handler))).keySet());
    assertEquals(
        List.of(List.of("erased")),
        await(vault.looks(applicant, new Purview.Everything(), Long.MAX_VALUE, 10)).stream()
            .map(Looked::fields)
            .toList());
    assertEquals(Swept.NOTHING, await(vault.sweep()));

    Fresh fresh = new Fresh();
    Subject shop = new Subject(Subject.Kind.UNIT, "老王面馆");
    Person stranger = new Person(person.name(), new IdNumber(IdType.PASSPORT, "E12345678"), null);
    PersonRef made = await(vault.keep(stranger, fresh));
    SubjectRef about = await(vault.keep(shop, fresh));
    assertEquals(handler, await(vault.keep(Canaries.handler(), fresh)));
    await(vault.forget(fresh));
    await(vault.forget(fresh));
    assertEquals(List.of(), await(vault.findByNumber(stranger.number())));
    assertEquals(Map.of(), await(vault.maskedSubjects(List.of(about))));
    assertEquals(new Erasing.Refused(Retention.unknown()), await(vault.erase(made, WHY)));
    assertEquals(Set.of(handler), await(vault.masked(List.of(made, handler))).keySet());
  }
}
