package org.yichuang.cases;

import java.time.LocalDate;
import java.util.Optional;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockKind;
import org.yichuang.deadlines.Receipt;

/**
 * What indicators need of one case. Immutable.
 *
 * @param atWindow whether it was handed in at a window
 * @param arrived the hall's date
 * @param decided by the decision's date; absent while it is open, and when it ended otherwise
 * @param promised absent when nothing was promised, or its clock has not started
 * @param visits days on which somebody came to a window for it
 */
public record CaseRecord(
    CaseNumber number,
    CaseKind kind,
    CasePhase phase,
    boolean atWindow,
    LocalDate arrived,
    Optional<LocalDate> decided,
    Optional<Due> promised,
    Optional<Due> statutory,
    Optional<Due> delivery,
    int visits) {

  /**
   * The end of a clock.
   *
   * @param date its last day
   * @param running whether what it measures is still to be done
   * @param late whether it ended too late
   */
  public record Due(LocalDate date, boolean running, boolean late) {
    private static Due of(Clock clock) {
      return new Due(clock.deadline().date(), clock.isRunning(), clock.isLate());
    }
  }

  /**
   * @throws IllegalStateException for a number without a case
   */
  public static CaseRecord of(CaseState state) {
    CaseEvent.CaseRegistered facts = state.registered().facts();
    return new CaseRecord(
        state.number(),
        state.item().kind(),
        state.phase(),
        facts.channel() == Receipt.Channel.WINDOW,
        facts.arrived().date(),
        state.work().track(Work.WHOLE).flatMap(Track::decision).map(Track.Decision::on),
        due(state, ClockKind.PROMISED),
        due(state, ClockKind.STATUTORY),
        due(state, ClockKind.DELIVERY),
        state.visits().size());
  }

  private static Optional<Due> due(CaseState state, ClockKind kind) {
    return state.clocks().clock(ClockId.of(kind)).map(Due::of);
  }
}
