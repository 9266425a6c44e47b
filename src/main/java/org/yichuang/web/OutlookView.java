package org.yichuang.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Advice;
import org.yichuang.hall.Outlook;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/** How a hall does, as the contract spells it. Immutable. */
record OutlookView(
    String hall,
    Instant at,
    AdviceView advice,
    Duration longWait,
    int waiting,
    int manned,
    int alarms,
    List<LineView> queues) {

  record LineView(
      QueueId id,
      String trouble,
      int waiting,
      Duration p50,
      Duration p90,
      @Nullable Instant nextSince,
      int manned,
      int windows) {
    static LineView of(Outlook.Line line) {
      return new LineView(
          line.queue(),
          line.trouble().name().toLowerCase(Locale.ROOT),
          line.waiting(),
          Duration.ofMillis(line.estimate().p50Millis()),
          Duration.ofMillis(line.estimate().p90Millis()),
          line.nextSince(),
          line.manned(),
          line.windows());
    }
  }

  /**
   * The one thing to do or to know; what a kind says nothing about is missing.
   *
   * @param kind which kind it is
   * @param p50 of somebody who came now
   * @param then what the wait would come to
   * @param opens when the hall opens next
   */
  record AdviceView(
      String kind,
      @Nullable QueueId queue,
      @Nullable Integer waiting,
      @Nullable Duration p50,
      @Nullable List<WindowId> windows,
      @Nullable Duration then,
      @Nullable Instant since,
      @Nullable String reason,
      @Nullable Instant opens,
      @Nullable Integer manned,
      @Nullable Integer alarms) {

    /** Of a hall that does not answer. */
    static final AdviceView UNKNOWN = new Draft("unknown").view();

    static AdviceView of(Advice advice) {
      return switch (advice) {
        case Advice.Paused(Instant since, String reason) ->
            new Draft("paused").since(since, reason).view();
        case Advice.Ended ended -> new Draft("ended").view();
        case Advice.Closed(@Nullable Instant opens) -> new Draft("closed").opens(opens).view();
        case Advice.Opening(Instant opens, int waiting) ->
            new Draft("opening").opens(opens).waiting(waiting).view();
        case Advice.Overtime(int waiting, int manned) ->
            new Draft("overtime").waiting(waiting).manned(manned).view();
        case Advice.Unmanned(QueueId queue, int waiting, List<WindowId> windows) ->
            new Draft("unmanned").queue(queue).waiting(waiting).windows(windows).view();
        case Advice.OpenWindows(QueueId queue, long wait, List<WindowId> windows, long then) ->
            new Draft("open-windows").queue(queue).p50(wait).windows(windows).then(then).view();
        case Advice.LendWindows(QueueId queue, long wait, List<WindowId> windows, long then) ->
            new Draft("lend-windows").queue(queue).p50(wait).windows(windows).then(then).view();
        case Advice.TooFew(QueueId queue, long wait) ->
            new Draft("too-few").queue(queue).p50(wait).view();
        case Advice.Alarms(int alarms) -> new Draft("alarms").alarms(alarms).view();
        case Advice.Well(int waiting, long wait) ->
            new Draft("well").waiting(waiting).p50(wait).view();
      };
    }

    /** Its parts, one after the other. */
    private static final class Draft {
      private final String kind;
      private @Nullable QueueId queue;
      private @Nullable Integer waiting;
      private @Nullable Duration p50;
      private @Nullable List<WindowId> windows;
      private @Nullable Duration then;
      private @Nullable Instant since;
      private @Nullable String reason;
      private @Nullable Instant opens;
      private @Nullable Integer manned;
      private @Nullable Integer alarms;

      Draft(String kind) {
        this.kind = kind;
      }

      Draft queue(QueueId id) {
        queue = id;
        return this;
      }

      Draft waiting(int people) {
        waiting = people;
        return this;
      }

      Draft p50(long millis) {
        p50 = Duration.ofMillis(millis);
        return this;
      }

      Draft windows(List<WindowId> ids) {
        windows = ids;
        return this;
      }

      Draft then(long millis) {
        then = Duration.ofMillis(millis);
        return this;
      }

      Draft since(Instant at, String why) {
        since = at;
        reason = why;
        return this;
      }

      Draft opens(@Nullable Instant at) {
        opens = at;
        return this;
      }

      Draft manned(int count) {
        manned = count;
        return this;
      }

      Draft alarms(int count) {
        alarms = count;
        return this;
      }

      AdviceView view() {
        return new AdviceView(
            kind, queue, waiting, p50, windows, then, since, reason, opens, manned, alarms);
      }
    }
  }

  static OutlookView of(String hall, Outlook outlook, long longWaitMillis) {
    return new OutlookView(
        hall,
        outlook.at(),
        AdviceView.of(outlook.advice()),
        Duration.ofMillis(longWaitMillis),
        outlook.lines().stream().mapToInt(Outlook.Line::waiting).sum(),
        outlook.manned(),
        outlook.alarms(),
        outlook.lines().stream().map(LineView::of).toList());
  }
}
