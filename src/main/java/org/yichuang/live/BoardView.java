package org.yichuang.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Announcement;
import org.yichuang.hall.Board;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/** A board as the contract spells it: tickets by the number people see. Immutable. */
public record BoardView(
    String hall,
    String epoch,
    int seq,
    LocalDate businessDay,
    int version,
    List<QueueView> queues,
    List<WindowView> windows,
    List<CallView> recentCalls,
    List<NoticeView> notices) {

  public record QueueView(
      QueueId id, String prefix, int waiting, int issued, @Nullable String lastCalled) {}

  public record WindowView(WindowId id, String state, @Nullable String ticket) {}

  public record CallView(
      int announcement, String ticket, WindowId window, Instant at, int recall) {}

  public record NoticeView(String kind, Instant since, String text) {}

  /**
   * The rows that differ, with absolute values; lists without any are left out.
   *
   * @param recentCalls the whole list when it changed
   * @param notices the whole list when it changed
   */
  public record ChangesView(
      @Nullable List<QueueView> queues,
      @Nullable List<WindowView> windows,
      @Nullable List<CallView> recentCalls,
      @Nullable List<NoticeView> notices) {
    static ChangesView of(Board.Changes changes) {
      return new ChangesView(
          changes.queues().isEmpty() ? null : BoardView.queues(changes.queues()),
          changes.windows().isEmpty() ? null : BoardView.windows(changes.windows()),
          changes.recentCalls() == null ? null : BoardView.calls(changes.recentCalls()),
          changes.notices() == null ? null : BoardView.notices(changes.notices()));
    }
  }

  /**
   * @param incarnation of the database; with the day it makes the epoch
   */
  public static BoardView of(String hall, int incarnation, Board board) {
    return new BoardView(
        hall,
        epoch(incarnation, board.day()),
        board.seq(),
        board.day(),
        board.version(),
        queues(board.queues()),
        windows(board.windows()),
        calls(board.recentCalls()),
        notices(board.notices()));
  }

  static String epoch(int incarnation, LocalDate day) {
    return incarnation + "." + DateTimeFormatter.BASIC_ISO_DATE.format(day);
  }

  static List<QueueView> queues(List<Board.QueueRow> rows) {
    return rows.stream()
        .map(
            row ->
                new QueueView(
                    row.id(), row.prefix(), row.waiting(), row.issued(), number(row.lastCalled())))
        .toList();
  }

  static List<WindowView> windows(List<Board.WindowRow> rows) {
    return rows.stream()
        .map(
            row ->
                new WindowView(
                    row.id(), row.state().name().toLowerCase(Locale.ROOT), number(row.ticket())))
        .toList();
  }

  private static List<CallView> calls(List<Announcement> calls) {
    return calls.stream()
        .map(
            call ->
                new CallView(
                    call.number(),
                    call.ticket().display(),
                    call.window(),
                    call.at(),
                    call.recall()))
        .toList();
  }

  private static List<NoticeView> notices(List<Board.Notice> notices) {
    return notices.stream()
        .map(
            notice ->
                new NoticeView(
                    notice.kind().name().toLowerCase(Locale.ROOT), notice.since(), notice.text()))
        .toList();
  }

  private static @Nullable String number(@Nullable TicketId ticket) {
    return ticket == null ? null : ticket.display();
  }
}
