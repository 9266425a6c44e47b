package org.yichuang;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** What the program says, for tests that read or silence it. Any thread. */
public final class TestLog {
  private TestLog() {}

  /** While another thread starts SLF4J, whoever asks is given substitutes: waits for the start. */
  public static Logger of(String name) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    while (!(factory instanceof LoggerContext)) {
      Thread.onSpinWait();
      factory = LoggerFactory.getILoggerFactory();
    }
    return ((LoggerContext) factory).getLogger(name);
  }
}
