package org.yichuang;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yichuang.database.DatabaseAddress;

/** A whole server in a process of its own, with the demonstration hall, where it is noon. */
final class TestServer implements AutoCloseable {
  static final String PASSWORD = "rehearsed-1";
  private static final String PERSON_KEYS =
      "it:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final Pattern SERVING = Pattern.compile("serving on +(https?://\\S+)/");
  private static final Pattern METRICS = Pattern.compile("the metrics +(http://\\S+)");
  private static final int START_SECONDS = 90;

  /** Half of what a start costs otherwise is the second compiler, for code that soon ends. */
  private static final List<String> SHORT_LIFE =
      List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final String base;
  private final CompletableFuture<String> metrics;
  private final Path log;

  private TestServer(Process process, String base, CompletableFuture<String> metrics, Path log) {
    this.log = log;
    this.metrics = metrics;
    this.process = process;
    this.base = base;
  }

  /**
   * Starts a server and waits until it serves.
   *
   * @param cluster servers of the same name, database and run are one cluster
   */
  static TestServer start(DatabaseAddress database, String cluster) throws Exception {
    return start(database, cluster, Map.of());
  }

  /**
   * The same.
   *
   * @param more of the environment
   */
  static TestServer start(DatabaseAddress database, String cluster, Map<String, String> more)
      throws Exception {
    Halls.demonstrate(database);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(SHORT_LIFE);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("YICHUANG_DATABASE_URL", database.url()),
                Map.entry("YICHUANG_DATABASE_USER", database.running().user()),
                Map.entry("YICHUANG_DATABASE_PASSWORD", database.running().password()),
                Map.entry("YICHUANG_MIGRATION_USER", database.migrating().user()),
                Map.entry("YICHUANG_MIGRATION_PASSWORD", database.migrating().password()),
                Map.entry("YICHUANG_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32])),
                Map.entry("YICHUANG_PERSON_KEYS", PERSON_KEYS),
                Map.entry("YICHUANG_HTTP_PORT", "0"),
                Map.entry("YICHUANG_METRICS_PORT", "0"),
                Map.entry("YICHUANG_LOG", "json"),
                Map.entry("YICHUANG_ACCOUNT_RATE", "100000"),
                Map.entry("YICHUANG_PRINTERS", "127.0.0.0/8"),
                Map.entry("YICHUANG_DEMO", "true"),
                Map.entry("YICHUANG_DEMO_PASSWORD", PASSWORD)));
    builder.environment().putAll(TestClusters.environment(cluster));
    builder.environment().putAll(more);
    Process process = builder.start();
    CompletableFuture<String> serving = new CompletableFuture<>();
    CompletableFuture<String> metrics = new CompletableFuture<>();
    Path log = Path.of("target", "servers", cluster + "-" + process.pid() + ".log");
    Files.createDirectories(log.getParent());
    Thread.ofVirtual().start(() -> follow(process, log, serving, metrics));
    try {
      return new TestServer(process, serving.get(START_SECONDS, TimeUnit.SECONDS), metrics, log);
    } catch (Exception failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  /** Keeps all that the server says, so that it never waits for a reader. */
  private static void follow(
      Process process,
      Path log,
      CompletableFuture<String> serving,
      CompletableFuture<String> metrics) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader output = process.inputReader();
        PrintWriter kept = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        kept.println(line);
        Matcher read = METRICS.matcher(line);
        if (read.find()) {
          metrics.complete(read.group(1));
        }
        Matcher found = SERVING.matcher(line);
        if (found.find()) {
          serving.complete(found.group(1));
        } else if (!serving.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException ended) {
      said.append(ended);
    }
    serving.completeExceptionally(new IllegalStateException("no server: " + said));
  }

  /** Its address, without a path. */
  String base() {
    return base;
  }

  /** Where its metrics are read. */
  String metrics() throws Exception {
    return metrics.get(START_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for the line of its log that holds the words. */
  String logged(String words) throws IOException {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      for (String line : Files.readAllLines(log)) {
        if (line.contains(words)) {
          return line;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new IllegalStateException("the log does not say " + words);
  }

  /**
   * Lines of its log that say ERROR, hold a stack trace, or repeat one of these words; what it says
   * to whoever starts it is left out.
   */
  List<String> complaints(String... secrets) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(
            line ->
                line.contains("\"level\":\"ERROR\"")
                    || line.contains("\"stack_trace\"")
                    || line.matches("\\s*(at [\\w.$/]+\\(.*|Exception in thread.*)")
                    || (line.startsWith("{") && Stream.of(secrets).anyMatch(line::contains)))
        .toList();
  }

  /** How many lines of its log hold the words. */
  long countLogged(String words) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(words)).count();
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop and waits for it; its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return ended();
  }

  /** Waits for its end; its exit code. */
  int ended() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the server does not stop");
    }
    return process.exitValue();
  }

  /** Sends it a signal, such as {@code STOP}. */
  void signal(String name) throws Exception {
    int sent =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (sent != 0) {
      throw new IllegalStateException("the signal was not sent: " + sent);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
