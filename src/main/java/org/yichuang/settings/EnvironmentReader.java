package org.yichuang.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the environment and collects what is wrong with it. Confined to one thread. */
final class EnvironmentReader {
  private final Map<String, String> environment;
  private static final String PREFIX = "YICHUANG_";
  private static final String NOT_SET = "(not set)";

  private final Map<String, String> asked = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  EnvironmentReader(Map<String, String> environment) {
    this.environment = environment;
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
    return name.endsWith("_PASSWORD") || name.endsWith("_SECRET_KEY") ? "(set)" : value;
  }

  /** What was asked for and what holds, one line for each, by name; passwords and keys left out. */
  List<String> listing() {
    return asked.entrySet().stream()
        .map(entry -> "%s = %s".formatted(entry.getKey(), entry.getValue()))
        .toList();
  }

  void problem(String text) {
    problems.add(text);
  }

  /** After everything was asked for: what nobody asked for is a slip of the pen. */
  void finish() throws StartRefused {
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !asked.containsKey(name))
        .sorted()
        .forEach(
            name -> problem(name + ": expected a variable of this server, found an unknown one"));
    if (!problems.isEmpty()) {
      throw new StartRefused(String.join(System.lineSeparator(), problems));
    }
  }
}
