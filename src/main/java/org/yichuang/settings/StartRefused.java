package org.yichuang.settings;

/** Why the server does not start, in sentences for whoever started it. */
public final class StartRefused extends Exception {
  public StartRefused(String message) {
    super(message);
  }

  public StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
