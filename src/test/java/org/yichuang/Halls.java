package org.yichuang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.journal.JournalVerifier;
import org.yichuang.rehearsal.Rehearsal;

/** Halls of a test's database. */
final class Halls {
  private Halls() {}

  /**
   * A zone where it was about noon when the tests began: no day ends while one runs, and all agree
   * on it, whatever hour strikes meanwhile.
   */
  static String noon() {
    Instant began = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    int hours = 12 - began.atOffset(ZoneOffset.UTC).getHour();
    return "Etc/GMT" + (hours > 0 ? "-" + hours : "+" + -hours);
  }

  /** A hall with one queue, {@code all}, and windows {@code T1} …, before its server starts. */
  static void create(DatabaseAddress database, String slug, int windows) throws Exception {
    String file =
        """
        hall: %s
        name: { zh: 测试大厅, en: A hall for tests }
        time-zone: %s
        opening-hours: ["08:00-17:00"]
        zones:
          - { id: all, ticket-prefix: T, name: { zh: 综合, en: Everything }, windows: %d }
        """
            .formatted(slug, noon(), windows);
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue.importAbsent(
          connection, new StoredCatalogue.Import(HallFile.parse("test.yaml", file), true));
    }
  }

  /** The demonstration's halls where it is about noon, before its server would make them. */
  static void demonstrate(DatabaseAddress database) throws Exception {
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue.Import hall = BundledFiles.demonstration(demonstrationFile("hanjiang"), true);
      BundledFiles.demonstrationCentres().importAbsent(connection);
      StoredCatalogue.importAbsent(connection, hall);
      StoredCatalogue.importAbsent(
          connection,
          new StoredCatalogue.Import(
              hall.file().practice(Rehearsal.PRACTICE_FACTOR),
              hall.itemsSource(),
              hall.items(),
              true));
    }
  }

  /** The demonstration's hall and its items once more, under another name. */
  static void demonstrateAs(String slug, DatabaseAddress database) throws Exception {
    try (Connection connection = database.connect(database.running())) {
      BundledFiles.demonstrationCentres().importAbsent(connection);
      StoredCatalogue.Import hall = BundledFiles.demonstration(demonstrationFile("hanjiang"), true);
      StoredCatalogue.importAbsent(
          connection,
          new StoredCatalogue.Import(
              demonstrationFile(slug),
              hall.itemsSource().replace("hall: hanjiang", "hall: " + slug),
              hall.items(),
              true));
    }
  }

  private static HallFile demonstrationFile(String slug) throws Exception {
    try (InputStream resource =
        Objects.requireNonNull(Halls.class.getResourceAsStream("/demonstration/hanjiang.yaml"))) {
      String text =
          new String(resource.readAllBytes(), StandardCharsets.UTF_8)
              .replace("hall: hanjiang", "hall: " + slug)
              .replace("time-zone: Asia/Shanghai", "time-zone: " + noon());
      return HallFile.parse(slug + ".yaml", text);
    }
  }

  /** Reads the whole journal; fails with what is wrong in it. */
  static JournalVerifier.Report verified(DatabaseAddress database) throws Exception {
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue catalogue = StoredCatalogue.load(connection);
      JournalVerifier.Report report =
          new JournalVerifier(catalogue::version, JournalCommands.book(catalogue))
              .verify(connection);
      assertEquals(List.of(), report.problems());
      return report;
    }
  }

  /** The numbers that the journal's read table has of a prefix, in order. */
  static List<Integer> recorded(DatabaseAddress database, String prefix) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    try (Connection connection = database.connect(database.running());
        var query =
            connection.prepareStatement(
                "select number from ticket where prefix = ? order by day, number")) {
      query.setString(1, prefix);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getInt(1));
        }
      }
    }
    return numbers;
  }
}
