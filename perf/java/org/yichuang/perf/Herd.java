package org.yichuang.perf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yichuang.cases.CaseRules;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.DatabaseStart;
import org.yichuang.hall.HallConfig;
import org.yichuang.journal.CaseBook;
import org.yichuang.journal.JournalVerifier;
import org.yichuang.settings.Settings;

/**
 * Many armed deadlines on one node, a herd of them due at one instant while clerks go on calling,
 * beside db-scheduler on the same database in the same run.
 *
 * <pre>Herd WORK [armed] [due at once] [seconds] [lead]</pre>
 *
 * <p>First a few thousand fall due that are not measured: what runs is to be compiled by then.
 * Before the herd a thousand deadlines a second fall due for ten seconds: ordinary load. At the end
 * every deadline must have been recorded once, and the whole journal is verified. The lead is how
 * many seconds there are from the end of the loading of what lasts until the first falls due: the
 * others are written and the server starts meanwhile. A run that is late is none.
 */
public final class Herd {
  private static final int HALLS = 100;
  private static final int WINDOWS = 2;

  private static final int LEAD_SECONDS = 75;

  /** Deadlines of each hall that are not measured, and how long before the first that is. */
  private static final int WARM_PER_HALL = 40;

  private static final int WARM_SECONDS = 20;

  /** From ordinary load to the herd, beside the clerks' quiet round. */
  private static final long QUIET_SECONDS = 15;

  private static final int STEADY_PER_SECOND = 1_000;
  private static final int STEADY_SECONDS = 10;

  /** Deadlines that are due at the same millisecond in ordinary load. */
  private static final int STEADY_AT_ONCE = 20;

  private static final Pattern RECORDED =
      Pattern.compile("(?m)^yichuang_deadlines_lateness_seconds_count(?:\\{[^}]*})? ([0-9.E+]+)");
  private static final Pattern LATEST =
      Pattern.compile("(?m)^yichuang_deadlines_lateness_seconds_max(?:\\{[^}]*})? ([0-9.E+-]+)");
  private static final Pattern IN_TIME =
      Pattern.compile(
          "(?m)^yichuang_deadlines_lateness_seconds_bucket\\{[^}]*le=\"0\\.1\"[^}]*} ([0-9.E+]+)");

  private Herd() {}

  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    int armed = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int herd = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
    int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 15;
    int lead = args.length > 4 ? Integer.parseInt(args[4]) : LEAD_SECONDS;
    Files.createDirectories(work);
    Settings settings =
        Settings.from(Map.of("YICHUANG_DATA", work.toString(), "YICHUANG_DEMO", "false"));
    try (DatabaseStart database = DatabaseStart.start(settings, Load::say)) {
      DatabaseAddress address = database.address();
      long postmaster =
          Long.parseLong(
              Files.readAllLines(work.resolve("postgres/postmaster.pid")).getFirst().strip());
      ProcessorTime before = ProcessorTime.now(ProcessHandle.current().pid(), postmaster);
      double yardstick = PollingScheduler.rate(address, armed, herd);
      ProcessorTime after = ProcessorTime.now(ProcessHandle.current().pid(), postmaster);
      PollingScheduler.forget(address);
      Load.say(
          "db-scheduler: %.0f a second, %.0f µs of processor time each"
              .formatted(yardstick, after.all(before, herd)));
      String result = measured(address, work, armed, herd, seconds, lead, yardstick);
      boolean well = verified(address);
      System.out.println("result: " + result + (well ? "; journal verified" : "; NOT WELL"));
      if (!well) {
        System.exit(3);
      }
    }
  }

  private static String measured(
      DatabaseAddress address,
      Path work,
      int armed,
      int herd,
      int seconds,
      int lead,
      double yardstick)
      throws Exception {
    long postmaster =
        Long.parseLong(
            Files.readAllLines(work.resolve("postgres/postmaster.pid")).getFirst().strip());
    Path tokens = work.resolve("tokens");
    List<BusyHalls.Desk> desks;
    Instant first;
    Instant together;
    int steady = STEADY_PER_SECOND * STEADY_SECONDS;
    try (Connection connection = address.connect(address.running())) {
      desks = BusyHalls.makeWithItems(connection, HALLS, WINDOWS);
      BusyHalls.write(desks, tokens);
      CaseStock stock = stock(connection);
      long began = System.nanoTime();
      stock.lasting((armed - herd - steady) / HALLS - WARM_PER_HALL);
      analyze(address);
      first = Instant.ofEpochSecond(Instant.now().getEpochSecond() + lead);
      stock.dueAt(first.minusSeconds(WARM_SECONDS), WARM_PER_HALL);
      for (int i = 0; i < steady / STEADY_AT_ONCE; i++) {
        Instant due = first.plusMillis(1_000L * STEADY_AT_ONCE * i / STEADY_PER_SECOND);
        stock.dueAt(i % HALLS, due, STEADY_AT_ONCE);
      }
      together = first.plusSeconds(STEADY_SECONDS + QUIET_SECONDS + seconds);
      stock.dueAt(together, herd / HALLS);
      Load.say("loaded in %.0f s".formatted((System.nanoTime() - began) / 1e9));
    }
    analyze(address);
    try (ServerProcess server = ServerProcess.start(address, List.of())) {
      Load.openWindows(server, desks);
      Load.wrk(server, true, tokens, 10, "warm");
      await(first.minusSeconds(1));
      String warm = server.metrics();
      ProcessorTime idle = ProcessorTime.now(server.pid(), postmaster);
      await(first.plusSeconds(STEADY_SECONDS + 2L));
      ProcessorTime busied = ProcessorTime.now(server.pid(), postmaster);
      String ordinary = lateness(warm, server.metrics(), steady);
      Load.say(ordinary);
      Load.say(busied.since(idle, steady).replace("a command", "a deadline"));
      Load.Round quiet = Load.wrk(server, true, tokens, seconds, "quiet");
      long before = recorded(server);
      await(together.minusMillis(500));
      CompletableFuture<Load.Round> calling =
          CompletableFuture.supplyAsync(() -> round(server, tokens, seconds));
      await(together);
      long began = System.nanoTime();
      while (recorded(server) - before < herd) {
        if (System.nanoTime() - began > Duration.ofMinutes(10).toNanos()) {
          throw new IllegalStateException(
              "after ten minutes %d are recorded".formatted(recorded(server) - before));
        }
        Thread.sleep(500);
      }
      double polled = (System.nanoTime() - began) / 1e9;
      double rate = herd / Math.min(polled, value(LATEST, server.metrics()));
      Load.Round busy = calling.join();
      int twice =
          notOnce(address, first.minusSeconds(WARM_SECONDS), herd + steady + HALLS * WARM_PER_HALL);
      return "%,d armed, %,d at once: %.0f a second recorded, db-scheduler %.0f, **%.2f ×**; clerks' p99 %s (quiet %s); %s; %d not recorded once"
          .formatted(
              armed,
              herd,
              rate,
              yardstick,
              rate / yardstick,
              busy.p99(),
              quiet.p99(),
              ordinary,
              twice);
    }
  }

  static CaseStock stock(Connection connection) throws SQLException {
    StoredCatalogue catalogue = StoredCatalogue.load(connection);
    connection.setAutoCommit(true);
    List<HallConfig> halls =
        IntStream.rangeClosed(1, HALLS)
            .mapToObj(hall -> catalogue.hall(BusyHalls.slug(hall)).orElseThrow())
            .toList();
    return new CaseStock(connection, catalogue, halls);
  }

  private static Load.Round round(ServerProcess server, Path tokens, int seconds) {
    try {
      return Load.wrk(server, true, tokens, seconds, "herd");
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  static void analyze(DatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect(address.migrating());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute("analyze journal, case_journal, case_file");
    }
  }

  private static void await(Instant moment) throws InterruptedException {
    Duration left = Duration.between(Instant.now(), moment);
    if (left.isNegative() && left.abs().compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalStateException(
          "late by %d s: give it a longer lead".formatted(left.abs().toSeconds()));
    }
    Thread.sleep(Math.max(0, left.toMillis()));
  }

  private static long recorded(ServerProcess server) throws Exception {
    return Math.round(value(RECORDED, server.metrics()));
  }

  private static String lateness(String before, String after, int expected) {
    double all = value(RECORDED, after) - value(RECORDED, before);
    double inTime = value(IN_TIME, after) - value(IN_TIME, before);
    return String.format(
        Locale.ROOT,
        "1,000 a second: %.2f %% of %.0f (of %d) within 100 ms",
        100 * inTime / Math.max(1, all),
        all,
        expected);
  }

  private static double value(Pattern pattern, String metrics) {
    Matcher found = pattern.matcher(metrics);
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  /** Cases of today whose last alarm was not recorded, or more than once. */
  private static int notOnce(DatabaseAddress address, Instant from, int expected)
      throws SQLException {
    try (Connection connection = address.connect(address.running());
        var query =
            connection.prepareStatement(
                """
                select count(*), count(distinct (hall, day, sequence)) from case_journal
                 where type = 'DeadlineReached' and at >= ?
                """)) {
      query.setLong(1, from.toEpochMilli());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Math.abs(row.getInt(1) - row.getInt(2)) + Math.abs(expected - row.getInt(2));
      }
    }
  }

  static boolean verified(DatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue catalogue = StoredCatalogue.load(connection);
      JournalVerifier.Report report =
          new JournalVerifier(
                  catalogue::version,
                  new CaseBook(
                      catalogue::caseItems, hall -> new CaseRules(catalogue.calendarsOf(hall))))
              .verify(connection);
      report.problems().stream().limit(20).forEach(Load::say);
      Load.say("%,d events, %d problems".formatted(report.events(), report.problems().size()));
      return report.problems().isEmpty();
    }
  }
}
