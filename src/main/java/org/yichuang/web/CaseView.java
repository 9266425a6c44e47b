package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseRole;
import org.yichuang.deadlines.CaseClocks;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.Dated;
import org.yichuang.deadlines.Suspension;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * A case as staff see it; made by {@link CaseViews}. Accounts by their names, branches only where
 * there are any.
 *
 * @param queryCode of a case that has just begun
 * @param people masked; only where the case itself was asked for, as {@code may}
 * @param may verbs that whoever asks may ask now; the rules have the last word
 */
record CaseView(
    String caseNumber,
    @Nullable String queryCode,
    String hall,
    int seq,
    Instant at,
    String kind,
    String state,
    LocalDate since,
    String light,
    ItemView item,
    ArrivalView received,
    OwnersView responsible,
    List<String> duplicates,
    List<ClockView> clocks,
    List<SuspensionView> suspensions,
    @Nullable NoticeView notice,
    List<TrackView> tracks,
    List<UpperView> upperLevel,
    List<GatheringView> gatherings,
    @Nullable HandingView handing,
    @Nullable PeopleView people,
    @Nullable List<String> may) {

  /** What only some answers tell beside the events. */
  record Beside(
      @Nullable String queryCode, @Nullable PeopleView people, @Nullable List<String> may) {
    static final Beside NOTHING = new Beside(null, null, null);
  }

  /**
   * @param name absent when its version is not known here yet
   */
  record ItemView(String id, int version, @Nullable LocalText name, String department) {}

  /**
   * @param counted the day from which it is received
   * @param visits days on which somebody came to a window for it
   */
  record ArrivalView(
      String channel,
      LocalDate arrived,
      LocalDate counted,
      String shift,
      @Nullable TicketId ticket,
      @Nullable LocalDate licenceExpires,
      int visits) {}

  /**
   * @param owner who was asked first
   * @param hall which decides in another's stead
   */
  record OwnersView(
      @Nullable String owner,
      @Nullable String backup,
      @Nullable String hall,
      @Nullable String acceptedBy) {}

  /** Each absent where there is nobody, or the record was erased. */
  record PeopleView(
      @Nullable Map<String, Object> applicant,
      @Nullable Map<String, Object> handler,
      @Nullable Map<String, Object> subject) {}

  /**
   * @param ended absent while it runs
   */
  record ClockView(
      String clock,
      Instant dueAt,
      LocalDate dueDate,
      boolean provisional,
      String light,
      int version,
      LocalDate started,
      boolean stopped,
      int extensions,
      @Nullable LocalDate ended,
      @Nullable Boolean late) {
    static ClockView of(CaseClocks clocks, Clock clock) {
      Optional<Dated> ended = clock.ended();
      return new ClockView(
          clock.id().toString(),
          clock.deadline().at(),
          clock.deadline().date(),
          clock.deadline().provisional(),
          clock.light().word(),
          clock.deadline().version(),
          clock.start().date(),
          clock.isRunning() && clocks.isStopped(clock.id()),
          clock.extensions(),
          ended.map(Dated::date).orElse(null),
          ended.isEmpty() ? null : clock.isLate());
    }
  }

  /**
   * @param ended absent while it goes on, and when it ran out
   */
  record SuspensionView(
      String ground,
      @Nullable String branch,
      LocalDate from,
      LocalDate expectedEnd,
      LocalDate latestEnd,
      boolean open,
      @Nullable LocalDate ended) {
    static SuspensionView of(Suspension stop) {
      return new SuspensionView(
          stop.ground(),
          named(stop.branch()),
          stop.from().date(),
          stop.expectedEnd(),
          stop.latestEnd(),
          stop.isOpen(),
          stop.ended().map(Dated::date).orElse(null));
    }
  }

  /** Null for the case as a whole. */
  static @Nullable String named(String branch) {
    return branch.isEmpty() ? null : branch;
  }

  /**
   * @param place in the notice, from 1
   */
  record PointView(int place, @Nullable Integer material, String what, boolean outstanding) {}

  record NoticeView(
      int version, LocalDate answerBy, @Nullable Instant closesAt, List<PointView> points) {}

  record ChainView(String lead, @Nullable WindowId window, String clerk, @Nullable String backup) {}

  record StepView(String step, @Nullable LocalText name, String role, boolean done) {
    static StepView of(String id, @Nullable LocalText name, CaseRole role, boolean done) {
      return new StepView(id, name, role.word(), done);
    }
  }

  record DecisionView(String result, LocalDate date, String by) {}

  /** The work on the case as a whole, or on a branch. */
  record TrackView(
      @Nullable String branch,
      @Nullable LocalText name,
      @Nullable ChainView chain,
      List<StepView> steps,
      boolean workable,
      @Nullable DecisionView decision) {}

  record UpperView(String agency, LocalDate from, @Nullable LocalDate until) {}

  record GatheringView(String kind, LocalDate date, List<String> branches, String note) {}

  record HandingView(
      boolean notified,
      int reminded,
      List<Instant> reminders,
      int round,
      @Nullable String delivered,
      int corrections) {}
}
