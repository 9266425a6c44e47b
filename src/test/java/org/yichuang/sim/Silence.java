package org.yichuang.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.yichuang.TestLog;

/** The log is off while a class runs, in which everything fails on purpose. */
final class Silence implements BeforeAllCallback, AfterAllCallback {
  /** Two classes that change the level do not run together. */
  static final String LOCK = "level of the log";

  private final Logger logger = TestLog.of("org.yichuang");
  private Level level;

  @Override
  public void beforeAll(ExtensionContext context) {
    level = logger.getLevel();
    logger.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    logger.setLevel(level);
  }
}
