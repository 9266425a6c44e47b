package org.yichuang.hall;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Checks the spelling of ids. */
final class Words {
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private Words() {}

  static void require(String value, String regex, String what) {
    if (!PATTERNS.computeIfAbsent(regex, Pattern::compile).matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected %s spelled %s, found \"%s\"".formatted(what, regex, value));
    }
  }
}
