package org.yichuang;

import com.hazelcast.core.HazelcastInstance;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yichuang.settings.Settings;

/** Vert.x on a member of the cluster, measuring its pools and nothing else. */
final class ClusteredVertx {
  /** Measured as pools; without a name each of them would register the same gauges. */
  private static final String SQL_CLIENTS = "sql";

  private ClusteredVertx() {}

  static Future<Vertx> start(
      HazelcastInstance hazelcast, Settings settings, MeterRegistry metrics) {
    Set<String> allButPools =
        Stream.concat(
                EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS)).stream()
                    .map(MetricsDomain::toCategory),
                Stream.of(SQL_CLIENTS))
            .collect(Collectors.toSet());
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(settings.eventLoops())
            .setEventBusOptions(new EventBusOptions().setHost(settings.cluster().host()).setPort(0))
            .setMetricsOptions(
                new MicrometerMetricsOptions()
                    .setEnabled(true)
                    .setDisabledMetricsCategories(allButPools));
    return Vertx.builder()
        .with(options)
        .withMetrics(new MicrometerMetricsFactory(metrics))
        .withClusterManager(new HazelcastClusterManager(hazelcast))
        .buildClustered();
  }
}
