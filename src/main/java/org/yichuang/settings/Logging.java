package org.yichuang.settings;

import java.util.Locale;

/**
 * What is logged. Immutable.
 *
 * @param access whether each request has its line
 */
public record Logging(Format format, boolean access) {
  /** How a line looks. */
  public enum Format {
    TEXT,
    JSON
  }

  static Logging from(EnvironmentReader reader) {
    String text = reader.text("YICHUANG_LOG", "text").toLowerCase(Locale.ROOT);
    if (!text.equals("text") && !text.equals("json")) {
      reader.problem("YICHUANG_LOG: expected text or json, found " + text);
    }
    boolean json = text.equals("json");
    return new Logging(json ? Format.JSON : Format.TEXT, reader.flag("YICHUANG_ACCESS_LOG", json));
  }
}
