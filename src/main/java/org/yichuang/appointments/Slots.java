package org.yichuang.appointments;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.Hours;
import org.yichuang.hall.QueueId;

/**
 * What a queue offers on one day: slots of equal length from the beginning of each opening, and how
 * many people may book each. A pure function of a configuration; any thread.
 *
 * <p>A window counts for each queue it serves as its first skill by an equal part, and for its
 * second skills not at all. So many usual services fit into a slot; the share of bookings of that
 * is added up over the day and whole places are given as soon as they are there: never more than
 * the share, and nothing of it lost.
 */
public final class Slots {
  private static final BigInteger PERCENT = BigInteger.valueOf(100);

  private Slots() {}

  /**
   * @param from inclusive
   * @param to exclusive
   * @param places 0 where the share of the day so far makes no whole place
   */
  public record Slot(Instant from, Instant to, int places) {
    public Slot {
      if (!from.isBefore(to) || places < 0) {
        throw new IllegalArgumentException(
            "expected a slot with places, found %s-%s %d".formatted(from, to, places));
      }
    }
  }

  /** In order; none on a day on which the hall is closed, or for a queue that no window serves. */
  public static List<Slot> of(HallConfig hall, QueueId queue, LocalDate day) {
    BigInteger numerator = BigInteger.ZERO;
    BigInteger denominator = BigInteger.ONE;
    for (HallConfig.Window window : hall.windows()) {
      List<QueueId> first = new ArrayList<>(window.queues());
      first.removeIf(each -> window.penaltyMillis().getOrDefault(each, 0L) > 0);
      if (first.contains(queue)) {
        BigInteger part = BigInteger.valueOf(first.size());
        numerator = numerator.multiply(part).add(denominator);
        denominator = denominator.multiply(part);
      }
    }
    HallConfig.Booking rules = hall.booking();
    numerator =
        numerator
            .multiply(BigInteger.valueOf(rules.slotMillis()))
            .multiply(BigInteger.valueOf(rules.sharePercent()));
    long usual =
        hall.queue(queue)
            .map(HallConfig.Queue::usualServiceMillis)
            .orElseThrow(() -> new IllegalArgumentException("no queue " + queue));
    denominator = denominator.multiply(BigInteger.valueOf(usual)).multiply(PERCENT);
    if (numerator.signum() == 0) {
      return List.of();
    }
    List<Slot> slots = new ArrayList<>();
    int given = 0;
    for (Hours.Span open : hall.hours().open(day, hall.zone())) {
      for (Instant from = open.from(); ; from = slots.getLast().to()) {
        Instant to = from.plusMillis(rules.slotMillis());
        if (to.isAfter(open.to())) {
          break;
        }
        int share =
            numerator
                .multiply(BigInteger.valueOf(slots.size() + 1))
                .divide(denominator)
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
        slots.add(new Slot(from, to, share - given));
        given = share;
      }
    }
    return slots;
  }
}
