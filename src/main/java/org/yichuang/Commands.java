package org.yichuang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yichuang.archive.ArchiveRefused;
import org.yichuang.archive.MonthFile;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.catalogue.CentresFile;
import org.yichuang.catalogue.HallFile;
import org.yichuang.catalogue.InvalidHallFile;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseStart;
import org.yichuang.rehearsal.RecordCheck;
import org.yichuang.rehearsal.Rehearsal;
import org.yichuang.settings.Settings;
import org.yichuang.settings.StartRefused;

/**
 * What the program does besides serving, one command a process. Blocking. Prints its results; the
 * exit codes are 0 when all is well, 2 for words it does not know, and 3 when it found something
 * wrong.
 */
final class Commands {
  static final String USAGE =
      """
      usage: server              the server (also without a word)
             import-hall FILE    adds a hall from its file; nodes serve it from their next start
             import-centres FILE adds the centres of a file that are absent
             verify-journal      reads the whole journal and says what is wrong with it
             publish-roots       publishes the roots of days that are over, as a server does by
                                 itself, and prints the newest
             rebuild             makes the read tables anew beside the live ones, and compares them
             export-month YYYY-MM DIRECTORY
                                 writes a past month of the journal to a file and reads it back
             verify-export FILE  reads such a file and computes its sums and chains
             detach-month YYYY-MM DIRECTORY
                                 takes an exported month, the oldest one, out of the tables
             restored            after a restore: boards that were seen before count no more
             rekey               encrypts the records of people anew under the first key
             erase-expired       removes and erases the records of people that are due, at once
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

  private static final int WELL = 0;
  private static final int USED_WRONGLY = 2;
  private static final int PROBLEMS = 3;

  /** A year whose holidays and make-up days are known. */
  private static final int REHEARSED_YEAR = 2026;

  private final Settings settings;
  private final Consumer<String> progress;

  Commands(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * @param words the command and its arguments; at least one
   * @return the exit code
   */
  int run(List<String> words)
      throws StartRefused, SQLException, IOException, InvalidHallFile, ArchiveRefused {
    List<String> arguments = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "import-hall" -> importHall(words);
      case "import-centres" -> importCentres(words);
      case "verify-journal" -> journal(arguments.isEmpty(), JournalCommands::verify);
      case "publish-roots" -> journal(arguments.isEmpty(), JournalCommands::publishRoots);
      case "rebuild" -> journal(arguments.isEmpty(), JournalCommands::rebuild);
      case "export-month" ->
          journal(arguments.size() == 2, commands -> commands.exportMonth(arguments));
      case "verify-export" -> verifyExport(arguments);
      case "detach-month" ->
          journal(arguments.size() == 2, commands -> commands.detachMonth(arguments));
      case "restored" -> journal(arguments.isEmpty(), JournalCommands::restored);
      case "rekey" -> persons(arguments, PersonCommands::rekey);
      case "erase-expired" -> persons(arguments, PersonCommands::eraseExpired);
      case "rehearse" -> rehearse(arguments);
      default -> usage();
    };
  }

  private static int usage() {
    System.err.print(USAGE);
    return USED_WRONGLY;
  }

  private int importHall(List<String> words)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    if (words.size() != 2) {
      return usage();
    }
    Path file = Path.of(words.get(1));
    HallFile hall = HallFile.parse(file.getFileName().toString(), Files.readString(file));
    try (DatabaseStart database = DatabaseStart.find(settings, progress);
        Connection connection = database.address().connect(database.address().running())) {
      boolean known = StoredCatalogue.load(connection).hall(hall.slug()).isPresent();
      StoredCatalogue.importAbsent(connection, new StoredCatalogue.Import(hall, false));
      System.out.println(
          known
              ? "hall %s is there already, and stays as it is".formatted(hall.slug())
              : "added hall %s; start the nodes anew to serve it".formatted(hall.slug()));
    }
    return WELL;
  }

  private int importCentres(List<String> words)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    if (words.size() != 2) {
      return usage();
    }
    Path file = Path.of(words.get(1));
    CentresFile centres = CentresFile.parse(file.getFileName().toString(), Files.readString(file));
    try (DatabaseStart database = DatabaseStart.find(settings, progress);
        Connection connection = database.address().connect(database.address().running())) {
      int added = centres.importAbsent(connection);
      System.out.printf(
          "added %d of %d centres; those that are there stay as they are%n",
          added, centres.entries().size());
    }
    return WELL;
  }

  private int rehearse(List<String> words)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    try {
      long seed = words.size() > 1 ? Long.parseLong(words.get(1)) : 1;
      switch (words.isEmpty() ? "" : words.getFirst()) {
        case "core" -> {
          Rehearsal.core(BundledFiles.demonstrationHall(), seed).forEach(System.out::println);
          return WELL;
        }
        case "year" -> {
          long began = System.nanoTime();
          Rehearsal.year(
                  BundledFiles.demonstration(BundledFiles.demonstrationHall(), false),
                  REHEARSED_YEAR,
                  seed)
              .forEach(System.out::println);
          System.err.printf("%.1f s%n", (System.nanoTime() - began) / 1e9);
          return WELL;
        }
        case "theory" -> {
          Rehearsal.Theory theory =
              Rehearsal.theory(BundledFiles.demonstrationHall(), REHEARSED_YEAR, seed);
          theory.report().forEach(System.out::println);
          return theory.agrees() ? WELL : PROBLEMS;
        }
        default -> {}
      }
      double factor =
          words.isEmpty() ? Rehearsal.PRACTICE_FACTOR : Double.parseDouble(words.getFirst());
      if (!(factor >= 1 && factor <= 1_000)) {
        throw new NumberFormatException(factor + " is not 1…1000");
      }
      return rehearse(factor, seed);
    } catch (NumberFormatException notANumber) {
      System.err.println("expected a factor and a seed, found " + words + "\n" + USAGE);
      return USED_WRONGLY;
    }
  }

  private int rehearse(double factor, long seed)
      throws StartRefused, SQLException, IOException, InvalidHallFile {
    HallFile practice = BundledFiles.demonstrationHall().practice(Rehearsal.PRACTICE_FACTOR);
    Rehearsal.Result seen;
    try {
      seen =
          Rehearsal.http(
              practice,
              settings.http().host(),
              settings.http().port(),
              "admin",
              demonstrationPassword(),
              factor,
              seed,
              progress);
    } catch (IllegalStateException stopped) {
      System.err.println("the rehearsal stopped: " + stopped.getMessage());
      return PROBLEMS;
    }
    seen.report().forEach(System.out::println);
    try (DatabaseStart database = DatabaseStart.find(settings, progress);
        Connection connection = database.address().connect(database.address().running())) {
      List<String> problems = RecordCheck.problems(connection, practice.slug(), seen.numbers());
      problems.forEach(System.out::println);
      System.out.printf(
          "%d confirmed numbers: %s%n",
          seen.numbers().size(),
          problems.isEmpty() ? "all are recorded as they were seen" : "see above");
      return problems.isEmpty() ? new JournalCommands(database.address()).verify() : PROBLEMS;
    }
  }

  /** As given, or as the server on this machine was started with. */
  private String demonstrationPassword() throws StartRefused {
    if (settings.demonstration().password().isPresent()) {
      return settings.demonstration().password().get().value();
    }
    Path file = settings.data().resolve(SecondNode.FILE);
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

  /** One of those that work on the database, whether a server runs or not. */
  @FunctionalInterface
  private interface OnJournal {
    int run(JournalCommands commands) throws SQLException, IOException, ArchiveRefused;
  }

  private int journal(boolean complete, OnJournal command)
      throws StartRefused, SQLException, IOException, ArchiveRefused {
    if (!complete) {
      return usage();
    }
    try (DatabaseStart database = DatabaseStart.find(settings, progress)) {
      return command.run(new JournalCommands(database.address()));
    }
  }

  /** One of those that work on the records of people, whether a server runs or not. */
  @FunctionalInterface
  private interface OnPersons {
    int run(PersonCommands commands) throws SQLException;
  }

  private int persons(List<String> arguments, OnPersons command) throws StartRefused, SQLException {
    if (!arguments.isEmpty()) {
      return usage();
    }
    try (DatabaseStart database = DatabaseStart.find(settings, progress);
        Connection connection = database.address().connect(database.address().running())) {
      return command.run(new PersonCommands(connection, database.personKeys(), progress));
    }
  }

  private static int verifyExport(List<String> arguments) throws IOException, ArchiveRefused {
    if (arguments.size() != 1) {
      return usage();
    }
    System.out.println(MonthFile.describe(JournalCommands.path(arguments.getFirst())));
    return WELL;
  }
}
