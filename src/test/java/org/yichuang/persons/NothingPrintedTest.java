package org.yichuang.persons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yichuang.settings.PersonKeys;

/** Whatever ends up in a log line or a message says nothing of anybody. */
class NothingPrintedTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  /**
   * Records that print what they hold: words of the program, reasons, ids, and the values above.
   */
  private static final Set<String> IMPERSONAL =
      new TreeSet<>(
          List.of(
              "Cell",
              "Erased",
              "Everything",
              "Inspection",
              "Key",
              "Looked",
              "Made",
              "OfHalls",
              "PersonRefusal",
              "Read",
              "Refused",
              "Report",
              "Swept",
              "Wrong"));

  static Stream<Object> holders() {
    Person person = Canaries.person();
    Handler handler = Canaries.handler();
    return Stream.of(
        person,
        person.name(),
        person.number(),
        String.valueOf(person.phone()),
        handler,
        handler.authorisation(),
        Canaries.plate(),
        new PersonText(person, handler.authorisation()),
        new Unmasked(
            person.kind(),
            person.number().type(),
            person.name(),
            person.number(),
            person.phone(),
            handler.authorisation()),
        MaskedPerson.of(person),
        MaskedSubject.of(Canaries.plate()),
        new PersonReading.Read<>(person),
        List.of(handler));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void no_value_prints_what_it_holds(Object holder) {
    for (String canary : Canaries.ALL) {
      assertFalse(holder.toString().contains(canary), holder.getClass()::toString);
    }
    assertFalse(holder.toString().contains("金"), holder.getClass()::toString);
  }

  /** A new record must say what it prints, or be found impersonal. */
  @Test
  void every_record_of_the_package_says_what_it_prints() throws Exception {
    Set<String> silent = new TreeSet<>();
    for (JavaClass record :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.yichuang.persons")) {
      if (record.isRecord() && !writesItsText(record)) {
        silent.add(record.getSimpleName());
      }
    }
    assertEquals(IMPERSONAL, silent);
  }

  /** The compiler's own {@code toString} of a record is final; a written one here is not. */
  private static boolean writesItsText(JavaClass record) throws NoSuchMethodException {
    return !Modifier.isFinal(record.reflect().getMethod("toString").getModifiers());
  }

  @Test
  void a_refused_request_repeats_nothing() {
    JsonObject body =
        new JsonObject()
            .put("kind", "person")
            .put("idType", "resident-card")
            .put("idNumber", Canaries.NUMBER.substring(0, 17) + "Q")
            .put("name", Canaries.NAME + "1")
            .put("phone", Canaries.PHONE + "x")
            .put("authorisation", new JsonObject().put("document", Canaries.PROXY));
    PersonReading<Handler> reading = PersonJson.handler(body, TODAY);
    assertFalse(reading.toString().contains("金丝雀"), reading::toString);
    assertFalse(reading.toString().contains(Canaries.NUMBER.substring(0, 12)), reading::toString);
    assertFalse(reading.toString().contains(Canaries.PHONE), reading::toString);
  }

  @Test
  void keys_are_never_printed() {
    PersonKeys keys = PersonKeys.parse(PersonCipherTest.key("k1", 1));
    for (Object printed : List.of(keys, keys.first(), new PersonCipher(keys))) {
      assertFalse(printed.toString().contains("AQEB"), printed::toString);
      assertTrue(printed.toString().contains("k1"), printed::toString);
    }
  }
}
