package org.yichuang;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.InvalidHallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.DatabaseStart;
import org.yichuang.hall.HallConfig;
import org.yichuang.journal.JournalVerifier;
import org.yichuang.people.StartAccounts;
import org.yichuang.rehearsal.RecordCheck;
import org.yichuang.rehearsal.Rehearsal;
import org.yichuang.settings.Settings;
import org.yichuang.settings.StartRefused;

/** The program: its commands, and the only reader of the environment. */
public final class Main {
  private static final String DEMONSTRATION = "demonstration/hanjiang.yaml";

  /** Temporary failure, in the words of sysexits.h. */
  private static final int EXIT_START_ANEW = 75;

  /** A year whose holidays and make-up days are known. */
  private static final int REHEARSED_YEAR = 2026;

  private static final String SECOND_NODE = "second-node.env";
  private static final String USAGE =
      """
      usage: server              the server (also without a word)
             import-hall FILE    adds a hall from its file; nodes serve it from their next start
             verify-journal      reads the whole journal and says what is wrong with it
             rehearse [factor] [seed]
                                 plays a day in the practice hall of the running server, 60 times
                                 as fast as planned, and compares the journal with what it saw
             rehearse core [seed]
                                 plays the day through the rules alone, under a virtual clock
             rehearse year [seed]
                                 plays the working days of a year so, and says how people waited
             rehearse theory [seed]
                                 compares the rules with queueing theory; takes a minute
      """;

  private Main() {}

  public static void main(String[] args) {
    List<String> words = List.of(args);
    String command = words.isEmpty() ? "server" : words.getFirst();
    try {
      Settings settings = Settings.from(System.getenv());
      LogOutput.apply(settings.logging());
      switch (command) {
        case "server" -> serve(settings);
        case "import-hall" -> System.exit(importHall(settings, words));
        case "verify-journal" -> System.exit(verify(settings));
        case "rehearse" -> System.exit(rehearse(settings, words.subList(1, words.size())));
        default -> {
          System.err.print(USAGE);
          System.exit(2);
        }
      }
    } catch (StartRefused refused) {
      System.err.println(refused.getMessage());
      System.exit(1);
    } catch (SQLException | IOException | InvalidHallFile failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
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
    HallFile file = demonstration();
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

  private static HallFile demonstration() throws IOException, InvalidHallFile {
    try (InputStream file = Main.class.getClassLoader().getResourceAsStream(DEMONSTRATION)) {
      if (file == null) {
        throw new IOException("the program lacks " + DEMONSTRATION);
      }
      return HallFile.parse(
          "hanjiang.yaml", new String(file.readAllBytes(), StandardCharsets.UTF_8));
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
    lines.add("  the contract            " + base + "/openapi.yaml and /asyncapi.yaml");
    if (settings.edge().metrics().isPresent()) {
      lines.add(
          "  the metrics             http://%s:%d/metrics"
              .formatted(settings.edge().metrics().get().host(), node.metricsPort()));
    }
    if (settings.demonstration().on()) {
      lines.add("  demonstration accounts  kiosk, display, clerk-A1 … clerk-P2, manager, admin");
      lines.add("  their password          " + password);
    }
    if (database.embedded().isPresent()) {
      Path file = secondNode(settings, node, database, password);
      lines.add("  the database            " + database.address().url());
      lines.add("  a second node           env $(cat " + file + ") mvn compile exec:exec");
    }
    lines.add("  Ctrl-C                  drains and stops");
    lines.add("");
    lines.forEach(System.out::println);
  }

  /** The environment of a second node on this machine, for its owner's eyes only. */
  private static Path secondNode(
      Settings settings, Node node, DatabaseStart database, String password) throws IOException {
    Map<String, String> environment =
        new java.util.TreeMap<>(
            Map.of(
                "YICHUANG_DATABASE_URL",
                database.address().url(),
                "YICHUANG_DATABASE_USER",
                database.address().running().user(),
                "YICHUANG_DATABASE_PASSWORD",
                database.address().running().password(),
                "YICHUANG_MIGRATION_USER",
                database.address().migrating().user(),
                "YICHUANG_MIGRATION_PASSWORD",
                database.address().migrating().password(),
                "YICHUANG_SECRET_KEY",
                Base64.getEncoder().encodeToString(database.secret().bytes()),
                "YICHUANG_HTTP_PORT",
                "0"));
    environment.put("YICHUANG_CLUSTER_HOST", settings.cluster().host());
    environment.put("YICHUANG_CLUSTER_MEMBERS", node.member());
    environment.put(
        "YICHUANG_CLUSTER_MINIMUM_MEMBERS", Integer.toString(settings.cluster().minimumMembers()));
    settings.cluster().name().ifPresent(name -> environment.put("YICHUANG_CLUSTER_NAME", name));
    if (settings.demonstration().on()) {
      environment.put("YICHUANG_DEMO", "true");
      environment.put("YICHUANG_DEMO_PASSWORD", password);
    }
    Path file = settings.data().resolve(SECOND_NODE);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(
        file,
        environment.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList());
    return file;
  }

  private static int importHall(Settings settings, List<String> words)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    if (words.size() != 2) {
      System.err.print(USAGE);
      return 2;
    }
    Path file = Path.of(words.get(1));
    HallFile hall = HallFile.parse(file.getFileName().toString(), Files.readString(file));
    try (DatabaseStart database = DatabaseStart.find(settings, Main::say);
        Connection connection = database.address().connect(database.address().running())) {
      boolean known = StoredCatalogue.load(connection).hall(hall.slug()).isPresent();
      StoredCatalogue.importAbsent(connection, new StoredCatalogue.Import(hall, false));
      System.out.println(
          known
              ? "hall %s is there already, and stays as it is".formatted(hall.slug())
              : "added hall %s; start the nodes anew to serve it".formatted(hall.slug()));
    }
    return 0;
  }

  private static int rehearse(Settings settings, List<String> words)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    try {
      long seed = words.size() > 1 ? Long.parseLong(words.get(1)) : 1;
      switch (words.isEmpty() ? "" : words.getFirst()) {
        case "core" -> {
          Rehearsal.core(demonstration(), seed).forEach(System.out::println);
          return 0;
        }
        case "year" -> {
          Rehearsal.year(demonstration(), REHEARSED_YEAR, seed).forEach(System.out::println);
          return 0;
        }
        case "theory" -> {
          Rehearsal.Theory theory = Rehearsal.theory(demonstration(), REHEARSED_YEAR, seed);
          theory.report().forEach(System.out::println);
          return theory.agrees() ? 0 : 3;
        }
        default -> {}
      }
      double factor =
          words.isEmpty() ? Rehearsal.PRACTICE_FACTOR : Double.parseDouble(words.getFirst());
      if (!(factor >= 1 && factor <= 1_000)) {
        throw new NumberFormatException(factor + " is not 1…1000");
      }
      return rehearse(settings, factor, seed);
    } catch (NumberFormatException notANumber) {
      System.err.println("expected a factor and a seed, found " + words + "\n" + USAGE);
      return 2;
    }
  }

  private static int rehearse(Settings settings, double factor, long seed)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    HallFile practice = demonstration().practice(Rehearsal.PRACTICE_FACTOR);
    Rehearsal.Result seen;
    try {
      seen =
          Rehearsal.http(
              practice,
              settings.http().host(),
              settings.http().port(),
              "admin",
              demonstrationPassword(settings),
              factor,
              seed,
              Main::say);
    } catch (IllegalStateException stopped) {
      System.err.println("the rehearsal stopped: " + stopped.getMessage());
      return 3;
    }
    seen.report().forEach(System.out::println);
    try (DatabaseStart database = DatabaseStart.find(settings, Main::say);
        Connection connection = database.address().connect(database.address().running())) {
      List<String> problems = RecordCheck.problems(connection, practice.slug(), seen.numbers());
      problems.forEach(System.out::println);
      System.out.printf(
          "%d confirmed numbers: %s%n",
          seen.numbers().size(),
          problems.isEmpty() ? "all are recorded as they were seen" : "see above");
      return problems.isEmpty() ? verify(connection) : 3;
    }
  }

  /** As given, or as the server on this machine was started with. */
  private static String demonstrationPassword(Settings settings) throws StartRefused {
    if (settings.demonstration().password().isPresent()) {
      return settings.demonstration().password().get().value();
    }
    Path file = settings.data().resolve(SECOND_NODE);
    String name = "YICHUANG_DEMO_PASSWORD=";
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException | NoSuchElementException unknown) {
      throw new StartRefused(
          "no password is known: start the demonstration first, or set YICHUANG_DEMO_PASSWORD",
          unknown);
    }
  }

  private static int verify(Settings settings) throws StartRefused, SQLException {
    try (DatabaseStart database = DatabaseStart.find(settings, Main::say);
        Connection connection = database.address().connect(database.address().running())) {
      return verify(connection);
    }
  }

  private static int verify(Connection connection) throws SQLException {
    Catalogue catalogue = StoredCatalogue.load(connection);
    JournalVerifier.Report report = new JournalVerifier(catalogue::version).verify(connection);
    report.problems().forEach(System.out::println);
    System.out.printf(
        "the journal: %d halls, %d days, %d events, %d tickets: %s%n",
        report.halls(),
        report.days(),
        report.events(),
        report.tickets(),
        report.problems().isEmpty() ? "all is well" : report.problems().size() + " problems");
    return report.problems().isEmpty() ? 0 : 3;
  }

  private static void say(String line) {
    System.out.println("· " + line);
  }
}
