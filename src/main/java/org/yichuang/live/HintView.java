package org.yichuang.live;

import java.time.Duration;
import java.util.List;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.QueueId;

/** What somebody who came now would wait in each queue, in whole minutes. Immutable. */
record HintView(String type, List<QueueHint> estimates) {
  record QueueHint(QueueId queue, Duration p50, Duration p90) {}

  static HintView of(List<Prospect.Hint> hints) {
    return new HintView(
        "hint",
        hints.stream()
            .map(
                hint ->
                    new QueueHint(
                        hint.queue(),
                        minutes(hint.estimate().p50Millis()),
                        minutes(hint.estimate().p90Millis())))
            .toList());
  }

  private static Duration minutes(long millis) {
    return Duration.ofMinutes(Math.round(millis / 60_000.0));
  }
}
