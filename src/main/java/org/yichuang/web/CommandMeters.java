package org.yichuang.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.yichuang.cluster.HallReply;

/**
 * How many commands had which outcome, and how long they took, from the request to its answer.
 * Confined to one event loop.
 */
final class CommandMeters {
  private record Key(Class<?> kind, String outcome) {}

  private final MeterRegistry metrics;
  private final Map<Key, Timer> timers = new HashMap<>();

  CommandMeters(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /**
   * @param command of a hall or of a case
   */
  void answered(Object command, HallReply reply, long nanos) {
    timers
        .computeIfAbsent(new Key(command.getClass(), outcome(reply)), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key) {
    return Timer.builder("yichuang.commands")
        .description("Commands by kind and outcome, from the request to its answer")
        .tag("kind", kebab(key.kind().getSimpleName()))
        .tag("outcome", key.outcome())
        .register(metrics);
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String outcome(HallReply reply) {
    return switch (reply) {
      case HallReply.Done done -> "done";
      case HallReply.Nothing nothing -> "nothing";
      case HallReply.Refused refused -> "refused";
      case HallReply.CasesDone cases -> "done";
      case HallReply.CaseRefused refused -> "refused";
      case HallReply.UnknownCase unknown -> "refused";
      case HallReply.KeyReused reused -> "key-reused";
      case HallReply.NotOwner notOwner -> "not-now";
      case HallReply.NotNow notNow -> "not-now";
    };
  }
}
