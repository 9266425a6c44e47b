package org.yichuang.perf;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yichuang.cases.CaseRules;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.DatabaseStart;
import org.yichuang.journal.CaseBook;
import org.yichuang.journal.JournalVerifier;
import org.yichuang.settings.Settings;

/**
 * A hundred busy halls on one server, beside pgbench on the same database in the same run: the two
 * take turns, so that whatever else the machine does hits both.
 *
 * <pre>Load issue|visit WORK [rounds] [seconds] [jvm flags]</pre>
 *
 * <p>Each round also says what processor time a command cost in each part, which hardly depends on
 * what else the machine does.
 *
 * <p>Afterwards the whole journal is verified, numbers are compared with what clients were told,
 * and no display may have met a gap.
 */
public final class Load {
  private static final int HALLS = 100;
  private static final int WINDOWS = 2;
  private static final int KIOSKS = 256;
  private static final int BENCH_CLIENTS = 32;
  private static final int WARM_SECONDS = 45;
  private static final Pattern WRK_RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern WRK_COUNT = Pattern.compile("([0-9]+) requests in");
  private static final Pattern WRK_FAILED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");
  private static final Pattern WRK_TORN = Pattern.compile("Socket errors: (.*)");
  private static final Pattern WRK_QUANTILE = Pattern.compile("(50|99)% +([0-9.]+)(us|ms|s)");
  private static final Pattern BENCH_RATE = Pattern.compile("tps = ([0-9.]+)");

  private Load() {}

  /**
   * @param count requests in all
   * @param failed other than 2xx
   */
  record Round(double rate, long count, long failed, String p50, String p99) {}

  public static void main(String[] args) throws Exception {
    boolean visit = args[0].equals("visit");
    Path work = Path.of(args[1]);
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 15;
    List<String> flags = args.length > 4 ? List.of(args).subList(4, args.length) : List.of();
    Files.createDirectories(work);
    Settings settings =
        Settings.from(Map.of("YICHUANG_DATA", work.toString(), "YICHUANG_DEMO", "false"));
    try (DatabaseStart database = DatabaseStart.start(settings, Load::say)) {
      List<BusyHalls.Desk> desks;
      try (Connection connection = database.address().connect(database.address().running())) {
        desks = BusyHalls.make(connection, HALLS, WINDOWS);
      }
      Path tokens = work.resolve("tokens");
      BusyHalls.write(desks, tokens);
      psql(database.address(), Files.readString(Path.of("perf/ticket.sql")));
      try (ServerProcess server = ServerProcess.start(database.address(), flags);
          Displays displays = displays(server, desks)) {
        say("server %d on %s".formatted(server.pid(), server.address()));
        if (visit) {
          openWindows(server, desks);
        }
        Round warm = wrk(server, visit, tokens, WARM_SECONDS, "warm");
        long commands = warm.count();
        long failed = warm.failed();
        List<Double> ours = new ArrayList<>();
        List<Double> yardstick = new ArrayList<>();
        Round last = warm;
        long postmaster =
            Long.parseLong(
                Files.readAllLines(work.resolve("postgres/postmaster.pid")).getFirst().strip());
        for (int round = 1; round <= rounds; round++) {
          ProcessorTime idle = ProcessorTime.now(server.pid(), postmaster);
          double bench = pgbench(database.address(), seconds);
          ProcessorTime before = ProcessorTime.now(server.pid(), postmaster);
          last = wrk(server, visit, tokens, seconds, "r" + round);
          ProcessorTime after = ProcessorTime.now(server.pid(), postmaster);
          commands += last.count();
          failed += last.failed();
          ours.add(last.rate());
          yardstick.add(bench);
          say(
              "round %d: %.0f commands/s, p50 %s, p99 %s; pgbench %.0f/s; ratio %.2f"
                  .formatted(
                      round, last.rate(), last.p50(), last.p99(), bench, last.rate() / bench));
          say(after.since(before, last.count()));
          double transaction = before.besidesServer(idle, Math.round(bench * seconds));
          double command = after.all(before, last.count());
          say(
              "all parts %.0f µs a command, %.0f µs a transaction of pgbench: ratio %.2f"
                  .formatted(command, transaction, transaction / command));
        }
        server
            .metrics()
            .lines()
            .filter(line -> line.startsWith("yichuang_flight"))
            .filter(line -> line.contains("_sum") || line.contains("_count"))
            .forEach(Load::say);
        double mean = mean(ours);
        double bench = mean(yardstick);
        String result =
            "%.0f commands/s (p50 %s, p99 %s), pgbench %.0f transactions/s, **%.2f ×**; %d displays, %d frames, %d gaps; %d refused"
                .formatted(
                    mean,
                    last.p50(),
                    last.p99(),
                    bench,
                    mean / bench,
                    HALLS,
                    displays.frames(),
                    displays.gaps(),
                    failed);
        boolean well = check(database.address(), visit, commands, failed) && displays.gaps() == 0;
        System.out.println("result: " + result + (well ? "; journal verified" : "; NOT WELL"));
        if (!well) {
          System.exit(3);
        }
      }
    }
  }

  private static Displays displays(ServerProcess server, List<BusyHalls.Desk> desks) {
    return Displays.connect(
        server.address(), desks.stream().map(BusyHalls.Desk::hall).distinct().toList());
  }

  static void openWindows(ServerProcess server, List<BusyHalls.Desk> desks)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (BusyHalls.Desk desk : desks) {
        URI uri =
            URI.create(
                "http://%s/api/v1/halls/%s/windows/%s/open"
                    .formatted(server.address(), desk.hall(), desk.window()));
        HttpResponse<String> opened =
            client.send(
                HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + desk.clerk())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (opened.statusCode() != 200) {
          throw new IllegalStateException(opened.body());
        }
      }
    }
  }

  static Round wrk(ServerProcess server, boolean visit, Path tokens, int seconds, String name)
      throws Exception {
    int connections = visit ? HALLS * WINDOWS : KIOSKS;
    int threads = visit ? connections : 2;
    String said =
        run(
            Map.of(),
            "wrk",
            "-t" + threads,
            "-c" + connections,
            "-d" + seconds,
            "--latency",
            "-s",
            visit ? "perf/visit.lua" : "perf/issue.lua",
            "http://" + server.address(),
            "--",
            tokens.toString(),
            name);
    Matcher torn = WRK_TORN.matcher(said);
    if (torn.find()) {
      say("socket errors: " + torn.group(1));
    }
    Matcher failed = WRK_FAILED.matcher(said);
    return new Round(
        Double.parseDouble(found(WRK_RATE, said)),
        Long.parseLong(found(WRK_COUNT, said)),
        failed.find() ? Long.parseLong(failed.group(1)) : 0,
        quantile(said, "50"),
        quantile(said, "99"));
  }

  private static String quantile(String said, String percent) {
    Matcher quantile = WRK_QUANTILE.matcher(said);
    while (quantile.find()) {
      if (quantile.group(1).equals(percent)) {
        return quantile.group(2) + " " + quantile.group(3);
      }
    }
    return "?";
  }

  private static double pgbench(DatabaseAddress database, int seconds) throws Exception {
    String said =
        run(
            Map.of("PGPASSWORD", database.migrating().password()),
            "pgbench",
            "-h" + database.host(),
            "-p" + database.port(),
            "-U" + database.migrating().user(),
            "-n",
            "-c" + BENCH_CLIENTS,
            "-j2",
            "-Mprepared",
            "-T" + seconds,
            "-f",
            "perf/ticket.pgbench",
            database.database());
    return Double.parseDouble(found(BENCH_RATE, said));
  }

  private static void psql(DatabaseAddress database, String script) throws SQLException {
    try (Connection connection = database.connect(database.migrating());
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
  }

  /** Whether the record is what was answered, and holds together. */
  private static boolean check(DatabaseAddress database, boolean visit, long commands, long failed)
      throws SQLException {
    try (Connection connection = database.connect(database.running())) {
      StoredCatalogue catalogue = StoredCatalogue.load(connection);
      JournalVerifier.Report report =
          new JournalVerifier(
                  catalogue::version,
                  new CaseBook(
                      catalogue::caseItems, hall -> new CaseRules(catalogue.calendarsOf(hall))))
              .verify(connection);
      report.problems().forEach(Load::say);
      long tickets;
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select count(*) from ticket")) {
        row.next();
        tickets = row.getLong(1);
      }
      long answered = (commands - failed) / (visit ? 4 : 1);
      long slack = visit ? (long) HALLS * WINDOWS * 8 : KIOSKS * 8L;
      say(
          "%d tickets, about %d answered, %d events, %d problems"
              .formatted(tickets, answered, report.events(), report.problems().size()));
      return report.problems().isEmpty()
          && tickets >= answered - (visit ? slack : 0)
          && tickets <= answered + slack;
    }
  }

  private static String run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("expected " + pattern + " in: " + text);
    }
    return matcher.group(1);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  static void say(String line) {
    System.out.println(String.format(Locale.ROOT, "· %s", line));
  }
}
