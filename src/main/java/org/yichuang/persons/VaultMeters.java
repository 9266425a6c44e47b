package org.yichuang.persons;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.yichuang.limits.LimitGauges;
import org.yichuang.settings.PersonKeys;

/** Counts what a vault does, and nothing of whom. Any thread. */
final class VaultMeters {
  private static final String OPERATIONS = "yichuang.persons.operations";
  private static final String DONE = "done";

  private record Key(String operation, String outcome) {}

  private final MeterRegistry metrics;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

  VaultMeters(MeterRegistry metrics, int keys) {
    this.metrics = metrics;
    Gauge.builder("yichuang.persons.keys", () -> keys)
        .description("Keys of records of people that are read with")
        .register(metrics);
    LimitGauges.register(metrics, "person-keys", PersonKeys.MAX_KEYS, () -> keys);
  }

  <T> Future<T> counted(String operation, Future<T> asked) {
    return counted(operation, asked, unused -> DONE);
  }

  <T> Future<T> counted(String operation, Future<T> asked, Function<T, String> outcome) {
    return asked.onComplete(
        answer -> count(operation, answer.succeeded() ? outcome.apply(answer.result()) : "failed"));
  }

  /** A record that the keys at hand do not open. */
  void unreadable() {
    count("read", "unreadable");
  }

  private void count(String operation, String outcome) {
    counters
        .computeIfAbsent(
            new Key(operation, outcome),
            key ->
                Counter.builder(OPERATIONS)
                    .description("What the vault of people was asked, and what became of it")
                    .tag("operation", key.operation())
                    .tag("outcome", key.outcome())
                    .register(metrics))
        .increment();
  }
}
