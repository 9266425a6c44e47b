package org.yichuang;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import org.yichuang.appointments.DatabaseAppointments;
import org.yichuang.catalogue.DatabaseCalendarYears;
import org.yichuang.catalogue.DatabaseNotices;
import org.yichuang.catalogue.LiveCatalogue;
import org.yichuang.catalogue.LiveCentres;
import org.yichuang.journal.CaseFigures;
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseRegister;
import org.yichuang.journal.PgCaseFigures;
import org.yichuang.journal.PgCaseReader;
import org.yichuang.journal.PgDayCourses;
import org.yichuang.journal.PgJournalReader;
import org.yichuang.journal.PgReckonedDeadlines;
import org.yichuang.journal.PgReckoningBook;
import org.yichuang.journal.PublishedRoots;
import org.yichuang.limits.LimitGauges;
import org.yichuang.people.AccountNames;
import org.yichuang.people.DatabasePeople;
import org.yichuang.persons.DatabasePersonVault;
import org.yichuang.persons.PersonVault;
import org.yichuang.usage.DatabaseItemUse;
import org.yichuang.web.SupervisionParts;

/**
 * All that a node reads and writes in PostgreSQL, apart from what lanes append.
 *
 * @param readers of streams and of what lies beside them
 * @param ownedCases streams of cases, for the owners of their halls
 * @param reckoned how far the owners have reckoned them by new calendars
 * @param alarmed lights and alarms, which no report keeps waiting
 */
record Stores(
    Pool readers,
    PgJournalReader streams,
    PgCaseReader ownedCases,
    PgReckoningBook reckoned,
    PgDayCourses courses,
    LiveCentres centres,
    DatabasePeople people,
    AccountNames names,
    LiveCatalogue catalogue,
    DatabaseNotices notices,
    DatabaseItemUse itemUse,
    DatabaseAppointments appointments,
    PersonVault persons,
    SupervisionParts supervision,
    CaseFigures alarmed,
    CaseFiles caseFiles,
    CaseRegister caseRegister,
    PublishedRoots roots) {
  private static final Duration SESSION_LIFETIME = Duration.ofHours(12);

  /** Connections; one is never for streams, however many halls are taken. */
  private static final int READERS = 4;

  /** Connections for cases, of owners and of requests each; one is never for their streams. */
  private static final int CASE_READERS = 4;

  /** Questions of requests about cases that wait. */
  private static final int CASES_WAITING = 500;

  /** Questions that an owner has at once: a clerk's cases, a herd's, and what falls due next. */
  private static final int QUESTIONS_OF_A_HALL = 3;

  static Stores open(
      ConnectionPools pools,
      Vertx vertx,
      Node.Parts parts,
      InstantSource clock,
      MeterRegistry metrics) {
    Pool readers = pools.open("readers", READERS, 2_000);
    Pool people = pools.open("people", 4, 1_000);
    Pool cases = pools.open("cases", CASE_READERS, CASES_WAITING);
    Pool herd = pools.open("herd", CASE_READERS, 2_000);
    Pool reports = pools.open("reports", 2, 200);
    LiveCentres centres = new LiveCentres(vertx, people);
    LiveCatalogue catalogue = new LiveCatalogue(vertx, people, parts.catalogue());
    int questions = QUESTIONS_OF_A_HALL * Math.max(1, catalogue.halls().size());
    return new Stores(
        readers,
        new PgJournalReader(readers, READERS - 1),
        caseReader(herd, "herd", questions, metrics),
        new PgReckoningBook(herd),
        new PgDayCourses(readers),
        centres,
        new DatabasePeople(
            vertx,
            people,
            clock,
            centres,
            new DatabasePeople.Lifetimes(
                SESSION_LIFETIME, Duration.ofDays(parts.settings().edge().deviceDays())),
            parts.secret().bytes(),
            metrics),
        new AccountNames(people),
        catalogue,
        new DatabaseNotices(people),
        new DatabaseItemUse(people, clock),
        new DatabaseAppointments(pools.open("appointments", 4, 500)),
        new DatabasePersonVault(pools.open("persons", 4, 500), parts.personKeys(), metrics),
        new SupervisionParts(
            new PgCaseFigures(reports),
            clock,
            new DatabaseCalendarYears(people, catalogue),
            new PgReckonedDeadlines(reports)),
        new PgCaseFigures(pools.open("alarms", 2, 200)),
        new CaseFiles(caseReader(cases, "cases", CASES_WAITING, metrics), catalogue::caseItems),
        new CaseRegister(cases),
        new PublishedRoots(cases));
  }

  private static PgCaseReader caseReader(
      Pool pool, String name, int waiting, MeterRegistry metrics) {
    PgCaseReader reader = new PgCaseReader(pool, CASE_READERS - 1, waiting);
    LimitGauges.register(metrics, "turns-of-" + name, waiting, reader::waiting);
    return reader;
  }
}
