package org.yichuang.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yichuang.Main;
import org.yichuang.database.DatabaseAddress;

/** A server in a process of its own, as production starts it, on a free port. Blocking. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern SERVING = Pattern.compile("serving on +http://([^/\\s]+)/");
  private static final Pattern METRICS = Pattern.compile("the metrics +(http://\\S+)");
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");
  private static final int START_SECONDS = 120;

  private final Process process;
  private final String address;
  private final CompletableFuture<String> metrics;

  private ServerProcess(Process process, String address, CompletableFuture<String> metrics) {
    this.process = process;
    this.address = address;
    this.metrics = metrics;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param flags for its virtual machine, beside those of this one and, when they name none, the
   *     usual collector
   */
  static ServerProcess start(DatabaseAddress database, List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.add("-Xmx2g");
    if (flags.stream().noneMatch(COLLECTOR.asMatchPredicate())) {
      command.add("-XX:+UseParallelGC");
    }
    command.addAll(flags);
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
                Map.entry(
                    "YICHUANG_PERSON_KEYS",
                    "k1:" + Base64.getEncoder().encodeToString(new byte[32])),
                Map.entry("YICHUANG_CONNECTIONS_PER_ADDRESS", "2000"),
                Map.entry("YICHUANG_SOCKETS_PER_ADDRESS", "2000"),
                Map.entry("YICHUANG_HTTP_PORT", "0"),
                Map.entry("YICHUANG_METRICS_PORT", "0")));
    Process process = builder.start();
    CompletableFuture<String> serving = new CompletableFuture<>();
    CompletableFuture<String> metrics = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> follow(process, serving, metrics));
    try {
      return new ServerProcess(process, serving.get(START_SECONDS, TimeUnit.SECONDS), metrics);
    } catch (Exception failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private static void follow(
      Process process, CompletableFuture<String> serving, CompletableFuture<String> metrics) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher read = METRICS.matcher(line);
        if (read.find()) {
          metrics.complete(read.group(1));
        }
        Matcher found = SERVING.matcher(line);
        if (found.find()) {
          serving.complete(found.group(1));
        } else if (!serving.isDone()) {
          said.append(line).append('\n');
        } else if (line.contains(" WARN ") || line.contains(" ERROR ")) {
          System.err.println(line);
        }
      }
    } catch (IOException ended) {
      said.append(ended);
    }
    serving.completeExceptionally(new IllegalStateException("no server: " + said));
  }

  /** What Prometheus would read now. */
  String metrics() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(metrics.get(START_SECONDS, TimeUnit.SECONDS));
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /** Host and port. */
  String address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
