package org.yichuang.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Reads the environment, and the file that it names, and collects what is wrong with them. What the
 * environment says wins. Confined to one thread.
 */
final class EnvironmentReader {
  private static final String PREFIX = "YICHUANG_";
  private static final String NOT_SET = "(not set)";

  /** More, and it is another word. */
  private static final int MAX_SLIPS = 5;

  private final Map<String, String> environment;

  /** Where a value stands that came from the file. */
  private final Map<String, String> places = new HashMap<>();

  private final Map<String, String> asked = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  EnvironmentReader(Map<String, String> given) {
    environment = new HashMap<>(given);
    if (has(ConfigurationFile.VARIABLE)) {
      ConfigurationFile.read(text(ConfigurationFile.VARIABLE, ""), problems)
          .forEach(
              (name, entry) -> {
                if (given.getOrDefault(name, "").isBlank()) {
                  environment.put(name, entry.value());
                  places.put(name, entry.place());
                }
              });
    }
  }

  boolean has(String name) {
    asked.putIfAbsent(name, NOT_SET);
    return !environment.getOrDefault(name, "").isBlank();
  }

  String text(String name, String otherwise) {
    boolean given = has(name);
    String value = given ? environment.getOrDefault(name, "").strip() : otherwise;
    if (given || !otherwise.isEmpty()) {
      asked.put(name, shown(name, value) + (given ? "" : " (default)"));
    }
    return value;
  }

  String required(String name) {
    if (!has(name)) {
      problem(name + ": expected a value because YICHUANG_DATABASE_URL is set, found nothing");
    }
    return text(name, "");
  }

  int number(String name, int otherwise, int least, int most) {
    String text = text(name, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    problem("%s: expected a number of %d…%d, found %s".formatted(name, least, most, text));
    return otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    String text = text(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      problem("%s: expected true or false, found %s".formatted(name, text));
    }
    return text.equals("true");
  }

  Optional<Settings.Password> password(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    asked.put(name, shown(name, ""));
    String value = environment.getOrDefault(name, "");
    if (value.length() < 8 || value.length() > 128) {
      problem("%s: expected 8…128 characters, found %d".formatted(name, value.length()));
    }
    return Optional.of(new Settings.Password(value));
  }

  private static String shown(String name, String value) {
    return name.endsWith("_PASSWORD") || name.contains("_SECRET") || name.endsWith("_KEYS")
        ? "(set)"
        : value;
  }

  /** What was asked for and what holds, one line for each, by name; passwords and keys left out. */
  List<String> listing() {
    return asked.entrySet().stream()
        .map(
            entry ->
                "%s = %s%s"
                    .formatted(
                        entry.getKey(),
                        entry.getValue(),
                        places.containsKey(entry.getKey())
                            ? " (%s)".formatted(places.get(entry.getKey()))
                            : ""))
        .toList();
  }

  /**
   * @param text begins with the variable and a colon
   */
  void problem(String text) {
    String place = places.get(text.substring(0, Math.max(0, text.indexOf(':'))));
    problems.add(place == null ? text : place + ": " + text);
  }

  /** Every variable that was asked for, by name. */
  SortedSet<String> names() {
    return new TreeSet<>(asked.keySet());
  }

  /** After everything was asked for: what nobody asked for is a slip of the pen. */
  void finish() throws StartRefused {
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !asked.containsKey(name))
        .sorted()
        .forEach(
            name ->
                problem(
                    name
                        + ": expected a variable of this server, found an unknown one"
                        + nearest(name)
                            .map(known -> "; did you mean %s?".formatted(known))
                            .orElse("")));
    if (!problems.isEmpty()) {
      throw new StartRefused(String.join(System.lineSeparator(), problems));
    }
  }

  private Optional<String> nearest(String name) {
    return asked.keySet().stream()
        .min(Comparator.comparingInt(known -> distance(known, name)))
        .filter(known -> distance(known, name) <= MAX_SLIPS);
  }

  /** Letters to insert, leave out or change. */
  private static int distance(String one, String other) {
    int[] row = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
