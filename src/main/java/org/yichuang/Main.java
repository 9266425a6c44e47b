package org.yichuang;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.yichuang.archive.ArchiveRefused;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.InvalidHallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.DatabaseStart;
import org.yichuang.hall.HallConfig;
import org.yichuang.people.StartAccounts;
import org.yichuang.persons.PersonKeyCheck;
import org.yichuang.rehearsal.Rehearsal;
import org.yichuang.settings.Settings;
import org.yichuang.settings.StartRefused;

/** The program: the server, or one of its {@link Commands}; the only reader of the environment. */
public final class Main {
  /** Temporary failure, in the words of sysexits.h. */
  private static final int EXIT_START_ANEW = 75;

  private Main() {}

  public static void main(String[] args) {
    List<String> words = List.of(args);
    try {
      Settings settings = Settings.from(System.getenv());
      LogOutput.apply(settings.logging());
      if (words.isEmpty() || words.equals(List.of("server"))) {
        serve(settings);
      } else {
        System.exit(new Commands(settings, Main::say).run(words));
      }
    } catch (StartRefused refused) {
      System.err.println(refused.getMessage());
      System.exit(1);
    } catch (SQLException | IOException | InvalidHallFile | ArchiveRefused failure) {
      System.err.println(said(failure));
      System.exit(1);
    }
  }

  /** A sentence: exceptions about files say the path alone. */
  static String said(Exception failure) {
    return switch (failure) {
      case NoSuchFileException missing ->
          "expected a file that can be read, found none at " + missing.getFile();
      case AccessDeniedException closed ->
          "expected a file that this user may use, found %s, which it may not"
              .formatted(closed.getFile());
      case CharacterCodingException other -> "expected a file in UTF-8, found other bytes";
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static void serve(Settings settings)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    say("Yichuang 一窗 on Java " + Runtime.version().feature());
    settings.listing().forEach(Main::say);
    DatabaseStart database = DatabaseStart.start(settings, Main::say);
    CountDownLatch stopped = new CountDownLatch(1);
    Node node;
    String password = "";
    try {
      try (Connection connection = database.address().connect(database.address().running())) {
        PersonKeyCheck.atStart(connection, database.personKeys());
        if (settings.demonstration().on()) {
          password = demonstrate(connection, settings);
        } else {
          prepareProduction(connection, settings);
        }
      }
      StoredCatalogue catalogue = catalogue(database.address());
      if (catalogue.halls().isEmpty()) {
        throw new StartRefused(
            "the database has no hall: add one with the command import-hall FILE");
      }
      node =
          Node.start(
              new Node.Parts(
                  settings,
                  database.address(),
                  database.deployment(),
                  database.secret(),
                  database.personKeys(),
                  catalogue,
                  Main::startAnew),
              Main::say);
    } catch (StartRefused | SQLException | IOException | InvalidHallFile | RuntimeException e) {
      database.close();
      throw e;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  say("stopping");
                  node.close();
                  database.close();
                  say("stopped");
                  stopped.countDown();
                },
                "yichuang-stop"));
    announce(settings, node, database, password);
    awaitForever(stopped);
  }

  private static void startAnew() {
    say("the cluster went on without this node; it ends, so that its supervisor starts it anew");
    new Thread(() -> System.exit(EXIT_START_ANEW), "yichuang-start-anew").start();
  }

  private static void awaitForever(CountDownLatch stopped) {
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String demonstrate(Connection connection, Settings settings)
      throws SQLException, IOException, InvalidHallFile {
    say("preparing the demonstration hall");
    HallFile file = BundledFiles.demonstrationHall();
    BundledFiles.demonstrationCentres().importAbsent(connection);
    boolean roundTheClock = !settings.demonstration().realHours();
    StoredCatalogue.Import demonstration = BundledFiles.demonstration(file, roundTheClock);
    StoredCatalogue.importAbsent(connection, demonstration);
    StoredCatalogue.importAbsent(
        connection,
        new StoredCatalogue.Import(
            file.practice(Rehearsal.PRACTICE_FACTOR),
            demonstration.itemsSource(),
            demonstration.items(),
            true));
    String password =
        settings.demonstration().password().map(Settings.Password::value).orElseGet(Main::random);
    HallConfig hall = StoredCatalogue.load(connection).hall(file.slug()).orElseThrow();
    StartAccounts.demonstrate(connection, hall, password);
    return password;
  }

  private static void prepareProduction(Connection connection, Settings settings)
      throws SQLException, StartRefused {
    if (StartAccounts.demonstrationExists(connection)) {
      throw new StartRefused(
          "the database has demonstration accounts; expected none outside a demonstration: delete"
              + " them (delete from account where demonstration), or set YICHUANG_DEMO=true");
    }
    if (settings.firstAdmin().isPresent()
        && StartAccounts.makeFirstAdmin(connection, settings.firstAdmin().get().value())) {
      say("made the first account, admin");
    }
  }

  private static StoredCatalogue catalogue(DatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect(address.running())) {
      return StoredCatalogue.load(connection);
    }
  }

  private static String random() {
    byte[] bytes = new byte[9];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void announce(
      Settings settings, Node node, DatabaseStart database, String password) throws IOException {
    String scheme = settings.edge().tls().isPresent() ? "https" : "http";
    String base = "%s://%s:%d".formatted(scheme, settings.http().host(), node.port());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("  serving on              " + base + "/");
    lines.add("  the hall's board        " + base + "/api/v1/halls/hanjiang/board");
    lines.add("  who supervises          " + base + "/supervision, /admin/hanjiang");
    lines.add("  the contract            " + base + "/openapi.yaml and /asyncapi.yaml");
    if (settings.edge().metrics().isPresent()) {
      lines.add(
          "  the metrics             http://%s:%d/metrics"
              .formatted(settings.edge().metrics().get().host(), node.metricsPort()));
    }
    if (settings.demonstration().on()) {
      lines.add(
          "  demonstration accounts  kiosk, display, guide, clerk-A1 … clerk-P2, agent, reviewer, head,");
      lines.add(
          "                          issuer, cashier, supervisor, inspector, auditor, manager, admin");
      lines.add("  their password          " + password);
    }
    if (database.embedded().isPresent()) {
      Path file = SecondNode.write(settings, node.member(), database, password);
      lines.add("  the database            " + database.address().url());
      lines.add("  a second node           env $(cat " + file + ") mvn compile exec:exec");
    }
    lines.add("  Ctrl-C                  drains and stops");
    lines.add("");
    lines.forEach(System.out::println);
  }

  private static void say(String line) {
    System.out.println("· " + line);
  }
}
