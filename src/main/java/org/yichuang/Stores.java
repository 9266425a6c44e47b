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
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseRegister;
import org.yichuang.journal.PgCaseFigures;
import org.yichuang.journal.PgCaseReader;
import org.yichuang.journal.PgDayCourses;
import org.yichuang.journal.PgJournalReader;
import org.yichuang.journal.PgReckonedDeadlines;
import org.yichuang.journal.PublishedRoots;
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
 */
record Stores(
    Pool readers,
    PgJournalReader streams,
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
    CaseFiles caseFiles,
    CaseRegister caseRegister,
    PublishedRoots roots) {
  private static final Duration SESSION_LIFETIME = Duration.ofHours(12);

  /** Connections; one is never for streams, however many halls are taken. */
  private static final int READERS = 4;

  static Stores open(
      ConnectionPools pools,
      Vertx vertx,
      Node.Parts parts,
      InstantSource clock,
      MeterRegistry metrics) {
    Pool readers = pools.open("readers", READERS, 2_000);
    Pool people = pools.open("people", 4, 1_000);
    Pool cases = pools.open("cases", 4, 500);
    Pool reports = pools.open("reports", 2, 200);
    LiveCentres centres = new LiveCentres(vertx, people);
    LiveCatalogue catalogue = new LiveCatalogue(vertx, people, parts.catalogue());
    return new Stores(
        readers,
        new PgJournalReader(readers, READERS - 1),
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
        new CaseFiles(new PgCaseReader(cases), catalogue::caseItems),
        new CaseRegister(cases),
        new PublishedRoots(cases));
  }
}
