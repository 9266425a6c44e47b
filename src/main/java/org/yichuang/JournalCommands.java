package org.yichuang;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.yichuang.archive.ArchiveRefused;
import org.yichuang.archive.MonthExport;
import org.yichuang.archive.MonthFile;
import org.yichuang.cases.CaseRules;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.journal.CaseBook;
import org.yichuang.journal.DayRoot;
import org.yichuang.journal.DayRoots;
import org.yichuang.journal.JournalRebuild;
import org.yichuang.journal.JournalVerifier;

/** What operators do with the journal of a database, running or not. Blocking. */
final class JournalCommands {
  static final int WELL = 0;
  static final int PROBLEMS = 3;

  /** Whatever rules say, this much of the past stays in the tables. */
  private static final int LEAST_DAYS_KEPT = 31;

  private static final int ROOTS_SHOWN = 31;

  private final DatabaseAddress address;

  JournalCommands(DatabaseAddress address) {
    this.address = address;
  }

  /** Reads the whole journal. */
  int verify() throws SQLException {
    try (Connection connection = address.connect(address.running())) {
      Catalogue catalogue = StoredCatalogue.load(connection);
      JournalVerifier.Report report =
          new JournalVerifier(catalogue::version, book(catalogue)).verify(connection);
      report.problems().forEach(System.out::println);
      System.out.printf(
          "the journal: %d halls, %d days, %d events, %d tickets; %d cases, %d events; %d roots:"
              + " %s%n",
          report.halls(),
          report.days(),
          report.events(),
          report.tickets(),
          report.cases(),
          report.caseEvents(),
          report.roots(),
          report.problems().isEmpty() ? "all is well" : report.problems().size() + " problems");
      return report.problems().isEmpty() ? WELL : PROBLEMS;
    }
  }

  /** Publishes the roots of days that are over, as a server does, and prints the newest. */
  int publishRoots() throws SQLException {
    try (Connection connection = address.connect(address.running())) {
      DayRoots roots = new DayRoots(connection);
      roots.publish(Integer.MAX_VALUE);
      for (DayRoot root : roots.newest(ROOTS_SHOWN)) {
        System.out.printf("%s %s, over %d streams%n", root.day(), root.hash(), root.leaves());
      }
      long behind = roots.behind();
      if (behind < 0) {
        System.out.printf(
            "expected roots of days that are over, found %d of days that are not: set the"
                + " database's clock right; nothing is published until they are over%n",
            -behind);
      }
      return behind < 0 ? PROBLEMS : WELL;
    }
  }

  /** By what cases are read again. */
  static CaseBook book(Catalogue catalogue) {
    return new CaseBook(catalogue::caseItems, hall -> new CaseRules(catalogue.calendarsOf(hall)));
  }

  /** Makes the read tables anew beside the live ones. */
  int rebuild() throws SQLException {
    try (Connection connection = address.connect(address.migrating())) {
      Catalogue catalogue = StoredCatalogue.load(connection);
      JournalRebuild.Report report =
          new JournalRebuild(catalogue::version, System.out::println).run(connection);
      System.out.printf(
          "the read tables, made anew in the schema %s from %d events: %d rows, %s%n",
          JournalRebuild.SCHEMA,
          report.events(),
          report.rows(),
          report.differences() == 0 ? "all as they are" : report.differences() + " differences");
      return report.differences() == 0 ? WELL : PROBLEMS;
    }
  }

  /**
   * @param words the month and the directory of its file
   */
  int exportMonth(List<String> words) throws SQLException, IOException, ArchiveRefused {
    try (Connection connection = address.connect(address.migrating())) {
      Path file = months(connection).export(month(words.get(0)), path(words.get(1)));
      System.out.println("exported and read back " + MonthFile.describe(file));
      return WELL;
    }
  }

  /**
   * @param words the month and the directory of its file
   */
  int detachMonth(List<String> words) throws SQLException, IOException, ArchiveRefused {
    try (Connection connection = address.connect(address.migrating())) {
      List<String> tables = months(connection).detach(month(words.get(0)), path(words.get(1)));
      System.out.printf(
          "detached %s; its rows are in %s, which may be dropped when the file is kept twice%n",
          words.get(0), String.join(" and ", tables));
      return WELL;
    }
  }

  /** After a restore: clients that saw more than the back-up holds must not believe it. */
  int restored() throws SQLException {
    try (Connection connection = address.connect(address.migrating());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "update deployment set incarnation = incarnation + 1 returning incarnation")) {
      rows.next();
      System.out.printf(
          "this is incarnation %d: start the nodes anew, and displays forget what they saw"
              + " before%n",
          rows.getInt(1));
      return WELL;
    }
  }

  private static MonthExport months(Connection connection) throws SQLException {
    int rules =
        StoredCatalogue.load(connection).halls().stream()
            .mapToInt(hall -> hall.booking().noShowDays() + 1)
            .max()
            .orElse(0);
    return new MonthExport(
        connection, LocalDate.now(ZoneOffset.UTC), Math.max(LEAST_DAYS_KEPT, rules));
  }

  static YearMonth month(String word) throws ArchiveRefused {
    try {
      return YearMonth.parse(word);
    } catch (DateTimeParseException notAMonth) {
      throw new ArchiveRefused("expected a month as 2026-01, found " + word);
    }
  }

  static Path path(String word) throws ArchiveRefused {
    try {
      return Path.of(word);
    } catch (InvalidPathException notAPath) {
      throw new ArchiveRefused("expected a path, found " + word);
    }
  }
}
