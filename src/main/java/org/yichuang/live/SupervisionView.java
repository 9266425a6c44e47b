package org.yichuang.live;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.Board;
import org.yichuang.hall.ConductAlarm;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Supervision;
import org.yichuang.hall.WindowId;

/** What supervisors see, as the contract spells it; never sent to anybody else. Immutable. */
public record SupervisionView(
    String hall,
    String epoch,
    int seq,
    LocalDate businessDay,
    List<BoardView.QueueView> queues,
    List<PostView> windows,
    List<AlarmView> alarms,
    List<ByHandView> callsOutOfOrder) {

  /**
   * A window with whoever works there; without the latter while it is closed.
   *
   * @param queues that it serves now
   * @param clerk the account
   */
  public record PostView(
      WindowId id,
      String state,
      @Nullable String ticket,
      List<QueueId> queues,
      @Nullable AccountId clerk,
      @Nullable Instant since,
      @Nullable Instant pausedSince,
      @Nullable CountsView counts) {}

  public record CountsView(
      int calls, int outOfOrder, int services, int quickServes, int completions) {}

  /**
   * @param state open or cleared
   */
  public record AlarmView(
      int alarm,
      String kind,
      String state,
      @Nullable WindowId window,
      @Nullable QueueId queue,
      @Nullable String device,
      @Nullable AccountId clerk,
      @Nullable Integer count,
      @Nullable Integer of,
      @Nullable Instant since,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      @Nullable AcknowledgedView acknowledged) {}

  public record AcknowledgedView(AccountId by, Instant at, String note) {}

  public record ByHandView(
      Instant at, WindowId window, AccountId clerk, String ticket, String reason) {}

  /**
   * What differs, with absolute values; lists without anything are left out.
   *
   * @param alarms the whole list when it changed
   * @param callsOutOfOrder the same
   */
  public record ChangesView(
      @Nullable List<BoardView.QueueView> queues,
      @Nullable List<PostView> windows,
      @Nullable List<AlarmView> alarms,
      @Nullable List<ByHandView> callsOutOfOrder) {
    static ChangesView of(Board board, Board.Changes changes) {
      Supervision.Changes supervision = changes.supervision();
      Set<WindowId> moved = new HashSet<>();
      changes.windows().forEach(row -> moved.add(row.id()));
      List<ConductAlarm> alarms = null;
      List<Supervision.ByHand> byHand = null;
      if (supervision != null) {
        supervision.posts().forEach(post -> moved.add(post.id()));
        alarms = supervision.alarms();
        byHand = supervision.byHand();
      }
      return new ChangesView(
          changes.queues().isEmpty() ? null : BoardView.queues(changes.queues()),
          moved.isEmpty()
              ? null
              : posts(board).stream().filter(post -> moved.contains(post.id())).toList(),
          alarms == null ? null : SupervisionView.alarms(alarms),
          byHand == null ? null : byHand(byHand));
    }
  }

  /**
   * @param incarnation of the database; with the day it makes the epoch
   */
  public static SupervisionView of(String hall, int incarnation, Board board) {
    return new SupervisionView(
        hall,
        BoardView.epoch(incarnation, board.day()),
        board.seq(),
        board.day(),
        BoardView.queues(board.queues()),
        posts(board),
        alarms(board.supervision().alarms()),
        byHand(board.supervision().byHand()));
  }

  private static List<PostView> posts(Board board) {
    List<BoardView.WindowView> windows = BoardView.windows(board.windows());
    List<Supervision.Post> posts = board.supervision().posts();
    return IntStream.range(0, windows.size())
        .mapToObj(
            i ->
                i < posts.size()
                    ? post(windows.get(i), posts.get(i).queues(), posts.get(i).session())
                    : post(windows.get(i), List.of(), null))
        .toList();
  }

  private static PostView post(
      BoardView.WindowView window, List<QueueId> queues, Supervision.@Nullable Session session) {
    return session == null
        ? new PostView(window.id(), window.state(), window.ticket(), queues, null, null, null, null)
        : new PostView(
            window.id(),
            window.state(),
            window.ticket(),
            queues,
            session.clerk(),
            session.since(),
            session.pausedSince(),
            new CountsView(
                session.calls(),
                session.byHand(),
                session.services(),
                session.quickServes(),
                session.completions()));
  }

  private static List<AlarmView> alarms(List<ConductAlarm> alarms) {
    return alarms.stream()
        .map(
            alarm ->
                new AlarmView(
                    alarm.number(),
                    alarm.cause().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    alarm.clearedAt() == null ? "open" : "cleared",
                    alarm.cause().window(),
                    alarm.cause().queue(),
                    alarm.cause().device(),
                    alarm.clerk(),
                    alarm.count(),
                    alarm.of(),
                    alarm.since(),
                    alarm.raisedAt(),
                    alarm.clearedAt(),
                    acknowledged(alarm.acknowledged())))
        .toList();
  }

  private static @Nullable AcknowledgedView acknowledged(
      ConductAlarm.@Nullable Acknowledgement seen) {
    return seen == null ? null : new AcknowledgedView(seen.by(), seen.at(), seen.note());
  }

  private static List<ByHandView> byHand(List<Supervision.ByHand> calls) {
    return calls.stream()
        .map(
            call ->
                new ByHandView(
                    call.at(), call.window(), call.clerk(), call.ticket().display(), call.reason()))
        .toList();
  }
}
