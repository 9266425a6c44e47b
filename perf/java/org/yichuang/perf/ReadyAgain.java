package org.yichuang.perf;

import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.DatabaseStart;
import org.yichuang.settings.Settings;

/**
 * How soon a server is ready after a start when a hundred halls have a full day behind them and
 * there are a million open cases, beside PostgreSQL giving the day's streams and the horizon's
 * deadlines by COPY.
 *
 * <pre>ReadyAgain WORK [cases] [events of a hall's day]</pre>
 */
public final class ReadyAgain {
  private static final int HALLS = 100;
  private static final int WINDOWS = 2;
  private static final int ROUNDS = 3;
  private static final int HORIZON_MILLIS = 120_000;

  private ReadyAgain() {}

  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    int cases = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int events = args.length > 2 ? Integer.parseInt(args[2]) : 1_500;
    Files.createDirectories(work);
    Settings settings =
        Settings.from(Map.of("YICHUANG_DATA", work.toString(), "YICHUANG_DEMO", "false"));
    try (DatabaseStart database = DatabaseStart.start(settings, Load::say)) {
      DatabaseAddress address = database.address();
      Path tokens = work.resolve("tokens");
      List<BusyHalls.Desk> desks;
      LocalDate today;
      try (Connection connection = address.connect(address.running())) {
        desks = BusyHalls.makeWithItems(connection, HALLS, WINDOWS);
        BusyHalls.write(desks, tokens);
        CaseStock stock = Herd.stock(connection);
        today = stock.today();
        stock.lasting(cases / HALLS);
      }
      Herd.analyze(address);
      try (ServerProcess server = ServerProcess.start(address, List.of())) {
        Load.openWindows(server, desks);
        for (int round = 1; ofToday(address, today) < (long) events * HALLS; round++) {
          Load.wrk(server, true, tokens, 5, "day" + round);
        }
      }
      double ready = 0;
      double given = 0;
      for (int round = 0; round < ROUNDS; round++) {
        double once = ready(address);
        double copied = copied(address, today);
        Load.say("ready after %.2f s, COPY %.2f s".formatted(once, copied));
        ready += once / ROUNDS;
        given += copied / ROUNDS;
      }
      boolean well = Herd.verified(address);
      System.out.println(
          "result: ready after %.2f s with %,d open cases and %,d events of the day in %d halls; COPY %.2f s, 2 × and 2 s: %.2f s%s"
              .formatted(
                  ready,
                  cases,
                  ofToday(address, today),
                  HALLS,
                  given,
                  2 * given + 2,
                  well ? "; journal verified" : "; NOT WELL"));
      if (!well) {
        System.exit(3);
      }
    }
  }

  /** From the start of the process until it says so itself. */
  private static double ready(DatabaseAddress address) throws Exception {
    long began = System.nanoTime();
    try (ServerProcess server = ServerProcess.start(address, List.of());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ask =
          HttpRequest.newBuilder(URI.create("http://%s/health/ready".formatted(server.address())))
              .build();
      while (client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
        Thread.sleep(20);
      }
      return (System.nanoTime() - began) / 1e9;
    }
  }

  private static double copied(DatabaseAddress address, LocalDate today) throws Exception {
    long until = System.currentTimeMillis() + HORIZON_MILLIS;
    long began = System.nanoTime();
    try (Connection connection = address.connect(address.running())) {
      for (String query :
          List.of(
              "select * from journal where day = '%s' order by hall, seq".formatted(today),
              "select hall, day, sequence, next_due from case_file where next_due <= " + until)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (%s) to stdout".formatted(query), OutputStream.nullOutputStream());
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static long ofToday(DatabaseAddress address, LocalDate today) throws SQLException {
    try (Connection connection = address.connect(address.running());
        var query = connection.prepareStatement("select count(*) from journal where day = ?")) {
      query.setObject(1, today);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
