package org.yichuang.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.yichuang.limits.LimitGauges;

/** How the lanes of a node do, as they said last. Any thread. */
public final class LaneMeters {

  /**
   * @param ageMillis since the flight that is out left, or since the lane cannot write; 0 when idle
   * @param pending commands of its fullest hall
   * @param herd cases of a hall that wait because something fell due in them
   * @param herds cases of all its halls that are under way for that
   */
  private record Said(long ageMillis, int pending, int herd, int herds) {}

  /** One lane's place; written by its event loop. */
  static final class Place {
    private volatile Said said = new Said(0, 0, 0, 0);

    void say(long ageMillis, int pending, int herd, int herds) {
      said = new Said(ageMillis, pending, herd, herds);
    }
  }

  private final List<Place> places = new CopyOnWriteArrayList<>();

  public LaneMeters(MeterRegistry metrics) {
    Gauge.builder("yichuang.lane.age", () -> most(Said::ageMillis) / 1_000.0)
        .baseUnit("seconds")
        .description("Of the oldest flight that is out, or since a lane cannot write")
        .register(metrics);
    LimitGauges.register(
        metrics,
        "commands-of-a-hall",
        OwnerPorts.Limits.DEFAULT.maxPending(),
        () -> most(Said::pending));
    LimitGauges.register(
        metrics, "herd-of-a-hall", CasePorts.Limits.DEFAULT.maxHerd(), () -> most(Said::herd));
    LimitGauges.register(
        metrics, "herd-of-a-loop", CasePorts.Limits.DEFAULT.maxHerds(), () -> most(Said::herds));
  }

  Place place() {
    Place place = new Place();
    places.add(place);
    return place;
  }

  private long most(ToLongFunction<Said> of) {
    return places.stream().mapToLong(place -> of.applyAsLong(place.said)).max().orElse(0);
  }
}
