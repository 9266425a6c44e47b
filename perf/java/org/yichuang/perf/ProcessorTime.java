package org.yichuang.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor time that the parts of a run have used so far, in ticks of 10 ms as Linux counts
 * them: unlike a rate it hardly depends on what else the machine does. Immutable.
 *
 * @param server by kinds of threads
 * @param database all its processes, also those that have ended
 * @param load children of this program that have ended
 * @param displays this program
 */
record ProcessorTime(Map<String, Long> server, long database, long load, long displays) {
  private static final int PARENT = 1;
  private static final int OWN = 11;
  private static final int CHILDREN = 13;
  private static final long TICK_MICROS = 10_000;

  /**
   * @param server its process
   * @param postmaster the database's first process
   */
  static ProcessorTime now(long server, long postmaster) throws IOException {
    List<String> own = stat(Path.of("/proc/self/stat"));
    return new ProcessorTime(
        threads(server), database(postmaster), ticks(own, CHILDREN), ticks(own, OWN));
  }

  /** What database and load have used since then, in microseconds for each transaction. */
  double besidesServer(ProcessorTime before, long transactions) {
    return micros(database - before.database + load - before.load, transactions);
  }

  /** What server, database and load have used since then, in microseconds for each command. */
  double all(ProcessorTime before, long commands) {
    return micros(sum(server) - sum(before.server), commands) + besidesServer(before, commands);
  }

  /** What was used since then, in microseconds for each command. */
  String since(ProcessorTime before, long commands) {
    Map<String, Long> threads = new TreeMap<>(server);
    before.server.forEach((name, ticks) -> threads.merge(name, -ticks, Long::sum));
    String parts =
        threads.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .filter(thread -> micros(thread.getValue(), commands) >= 0.5)
            .map(
                thread -> "%s %.1f".formatted(thread.getKey(), micros(thread.getValue(), commands)))
            .collect(Collectors.joining(", "));
    return "µs a command: server %.1f (%s), database %.1f, wrk %.1f, displays %.1f"
        .formatted(
            micros(sum(threads), commands),
            parts,
            micros(database - before.database, commands),
            micros(load - before.load, commands),
            micros(displays - before.displays, commands));
  }

  private static long sum(Map<String, Long> ticks) {
    return ticks.values().stream().mapToLong(Long::longValue).sum();
  }

  private static double micros(long ticks, long commands) {
    return (double) ticks * TICK_MICROS / commands;
  }

  private static Map<String, Long> threads(long process) throws IOException {
    Map<String, Long> threads = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          long used = ticks(stat(task.resolve("stat")), OWN);
          threads.merge(name.replaceAll("[-#. ]*[0-9]+$", ""), used, Long::sum);
        } catch (IOException ended) {
          // a thread that has ended meanwhile was idle
        }
      }
    }
    return threads;
  }

  private static long database(long postmaster) throws IOException {
    List<String> first = stat(Path.of("/proc", Long.toString(postmaster), "stat"));
    long used = ticks(first, OWN) + ticks(first, CHILDREN);
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        if (process.getFileName().toString().matches("[0-9]+")) {
          used += databases(process.resolve("stat"), postmaster);
        }
      }
    }
    return used;
  }

  private static long databases(Path file, long postmaster) {
    try {
      List<String> stat = stat(file);
      return Long.parseLong(stat.get(PARENT)) == postmaster ? ticks(stat, OWN) : 0;
    } catch (IOException ended) {
      return 0;
    }
  }

  /** Its fields behind the name, which may hold anything. */
  private static List<String> stat(Path file) throws IOException {
    String stat = Files.readString(file);
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
  }

  /** User and system time, which stand side by side. */
  private static long ticks(List<String> stat, int user) {
    return Long.parseLong(stat.get(user)) + Long.parseLong(stat.get(user + 1));
  }
}
