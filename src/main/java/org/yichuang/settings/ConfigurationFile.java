package org.yichuang.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's variables in a file, one {@code NAME=VALUE} in a line, as they would stand in the
 * environment: values as they are, without quotes or escapes. Empty lines and those that begin with
 * {@code #} say nothing. At most 64 KiB of UTF-8.
 */
final class ConfigurationFile {
  /** Names the file. */
  static final String VARIABLE = "YICHUANG_CONFIG";

  private static final Pattern LINE = Pattern.compile("(YICHUANG_[A-Z0-9_]+)=(.*)");
  private static final int MAX_BYTES = 65_536;

  private ConfigurationFile() {}

  /**
   * @param place file and line, for people
   */
  record Entry(String value, String place) {}

  /**
   * @param problems where what is wrong with the file is added; never a value, which may be secret
   */
  static Map<String, Entry> read(String file, List<String> problems) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MAX_BYTES) {
        problems.add("%s: expected at most %d bytes, found more".formatted(file, MAX_BYTES));
        return entries;
      }
      int number = 0;
      for (String line : Files.readAllLines(path)) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          read(line.strip(), file + ":" + number, entries, problems);
        }
      }
    } catch (CharacterCodingException notText) {
      problems.add(file + ": expected UTF-8, found other bytes");
    } catch (IOException | InvalidPathException unreadable) {
      problems.add(
          "%s: expected a file that can be read, found none at %s".formatted(VARIABLE, file));
    }
    return entries;
  }

  private static void read(
      String line, String place, Map<String, Entry> entries, List<String> problems) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      problems.add(place + ": expected YICHUANG_…=value, found something else");
      return;
    }
    String name = found.group(1);
    if (name.equals(VARIABLE)) {
      problems.add("%s: %s: expected in the environment alone".formatted(place, name));
      return;
    }
    Entry before = entries.putIfAbsent(name, new Entry(found.group(2), place));
    if (before != null) {
      problems.add("%s: %s: expected once, found at %s too".formatted(place, name, before.place()));
    }
  }
}
