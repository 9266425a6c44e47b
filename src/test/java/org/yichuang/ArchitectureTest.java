package org.yichuang;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * Arrows point inward: web → live → cluster → journal → hall. Hall and calendar know the JDK alone,
 * deadlines knows calendar besides, cases both and the ids of hall.
 */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.yichuang");

  @ParameterizedTest
  @CsvSource({"hall, hall", "calendar, calendar", "deadlines, calendar"})
  void the_core_knows_the_jdk_and_itself_alone(String pure, String other) {
    classes()
        .that()
        .resideInAPackage("org.yichuang." + pure + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "org.yichuang." + pure + "..",
                "org.yichuang." + other + "..",
                "java.lang..",
                "java.util..",
                "java.time..",
                "java.math..",
                "org.jspecify.annotations.."))
        .check(PRODUCT);
  }

  @Test
  void cases_know_their_clocks_and_the_ids_of_a_hall() {
    classes()
        .that()
        .resideInAPackage("org.yichuang.cases..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "org.yichuang.cases..",
                    "org.yichuang.deadlines..",
                    "org.yichuang.calendar..",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..",
                    "org.jspecify.annotations..")
                .or(
                    belongToAnyOf(
                        AccountId.class,
                        CommandStamp.class,
                        HallId.class,
                        TicketId.class,
                        WindowId.class)))
        .check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hall", "calendar", "deadlines", "cases"})
  void the_core_reads_no_clock(String pure) {
    noClasses()
        .that()
        .resideInAPackage("org.yichuang." + pure + "..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "live", "people", "persons", "usage", "appointments"})
  void whatever_serves_goes_by_the_clock_it_is_given(String serving) {
    noClasses()
        .that()
        .resideInAPackage("org.yichuang." + serving + "..")
        .should()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(PRODUCT);
  }

  @ParameterizedTest(name = "{0} does not know {1}")
  @CsvSource({
    "journal, cluster live web people persons catalogue appointments",
    "catalogue, cluster live web people persons appointments",
    "archive, cluster live web people persons appointments catalogue",
    "people, cluster live web persons appointments",
    "persons, cluster live web people appointments journal catalogue calendar deadlines database",
    "appointments, cluster live web people persons catalogue journal",
    "cluster, live web people persons appointments",
    "live, web people persons appointments",
    "settings, hall calendar deadlines cases journal catalogue people persons appointments cluster"
        + " live web",
    "database, hall calendar deadlines cases journal catalogue people persons appointments cluster"
        + " live web",
  })
  void arrows_point_inward(String inner, String outer) {
    String[] packages =
        java.util.Arrays.stream(outer.split(" "))
            .map(name -> "org.yichuang." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("org.yichuang." + inner + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void records_of_people_know_the_numbers_of_cases_and_halls_and_nothing_else_of_them() {
    classes()
        .that()
        .resideInAPackage("org.yichuang.persons..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "org.yichuang.persons..",
                    "org.yichuang.settings..",
                    "org.yichuang.limits..",
                    "io.vertx.core..",
                    "io.vertx.sqlclient..",
                    "io.micrometer.core.instrument..",
                    "java..",
                    "javax.crypto..",
                    "org.slf4j..",
                    "org.jspecify.annotations..")
                .or(
                    belongToAnyOf(
                        AccountId.class,
                        CaseNumber.class,
                        HallId.class,
                        PersonRef.class,
                        SubjectRef.class)))
        .check(PRODUCT);
  }

  @Test
  void nothing_that_serves_asks_for_the_address_of_a_name() {
    noClasses()
        .that()
        .resideInAnyPackage("org.yichuang.web..", "org.yichuang.print..", "org.yichuang.live..")
        .should()
        .callMethod(InetAddress.class, "getByName", String.class)
        .orShould()
        .callMethod(InetAddress.class, "getAllByName", String.class)
        .orShould()
        .callConstructor(InetSocketAddress.class, String.class, int.class)
        .check(PRODUCT);
  }

  @Test
  void only_main_reads_the_environment() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.yichuang.Main")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(PRODUCT);
  }

  @Test
  void only_main_ends_the_program() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.yichuang.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(PRODUCT);
  }
}
