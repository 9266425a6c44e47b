package org.yichuang;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import io.micrometer.core.instrument.MeterRegistry;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.yichuang.limits.LimitGauges;
import org.yichuang.settings.Logging;
import org.yichuang.web.AccessLog;

/**
 * Where the log goes: standard error, as text or as one JSON object in each line. Lines of requests
 * wait in a queue, and are dropped when nobody reads them: a request never waits for the log.
 */
final class LogOutput {
  private static final String CONSOLE = "console";
  private static final int QUEUE = 8_192;

  private static volatile @Nullable AsyncAppender access;

  private LogOutput() {}

  /** Once, before anything is served. */
  static void apply(Logging logging) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("expected Logback, found " + factory.getClass());
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> console = root.getAppender(CONSOLE);
    if (logging.format() == Logging.Format.JSON) {
      root.detachAppender(CONSOLE);
      console = json(context);
      root.addAppender(console);
    }
    Logger log = context.getLogger(AccessLog.LOGGER);
    log.setLevel(logging.access() ? Level.INFO : Level.OFF);
    log.setAdditive(false);
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setName("access");
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.addAppender(console);
    queue.start();
    log.addAppender(queue);
    access = queue;
  }

  /** How full the queue of requests' lines is, as a limit's headroom. */
  static void showQueue(MeterRegistry metrics) {
    AsyncAppender queue = access;
    if (queue != null) {
      LimitGauges.register(metrics, "access-log", QUEUE, queue::getNumberOfElementsInQueue);
    }
  }

  private static Appender<ILoggingEvent> json(LoggerContext context) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName(CONSOLE);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    return console;
  }
}
