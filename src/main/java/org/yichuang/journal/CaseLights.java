package org.yichuang.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.function.ToLongFunction;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseFigures.Lights;

/** Open cases by their lights as gauges, as they were when they were counted last. Any thread. */
public final class CaseLights {
  private final CaseFigures figures;
  private volatile Lights last = Lights.NONE;

  public CaseLights(CaseFigures figures, MeterRegistry metrics) {
    this.figures = figures;
    register(metrics, "green", Lights::green);
    register(metrics, "yellow", Lights::yellow);
    register(metrics, "red", Lights::red);
  }

  private void register(MeterRegistry metrics, String light, ToLongFunction<Lights> count) {
    Gauge.builder("yichuang.cases.open", () -> count.applyAsLong(last))
        .description("Open cases of all halls, whichever node is asked")
        .tag("light", light)
        .register(metrics);
  }

  /** Counts them anew. */
  public Future<Void> look(Collection<HallId> halls) {
    return figures
        .lights(halls)
        .map(
            found -> {
              last =
                  new Lights(
                      sum(found.values(), Lights::green),
                      sum(found.values(), Lights::yellow),
                      sum(found.values(), Lights::red),
                      sum(found.values(), Lights::alarmed));
              return null;
            });
  }

  private static long sum(Collection<Lights> halls, ToLongFunction<Lights> count) {
    return halls.stream().mapToLong(count).sum();
  }
}
