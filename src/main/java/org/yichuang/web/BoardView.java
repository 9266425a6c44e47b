package org.yichuang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Board;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/** A board as the contract spells it: tickets by the number people see. Immutable. */
record BoardView(
    String hall,
    String epoch,
    int seq,
    LocalDate businessDay,
    List<QueueView> queues,
    List<WindowView> windows,
    List<CallView> recentCalls) {

  record QueueView(
      QueueId id, String prefix, int waiting, int issued, @Nullable String lastCalled) {}

  record WindowView(WindowId id, String state, @Nullable String ticket) {}

  record CallView(int announcement, String ticket, WindowId window, Instant at, int recall) {}

  /**
   * @param incarnation of the database; with the day it makes the epoch
   */
  static BoardView of(String hall, int incarnation, Board board) {
    return new BoardView(
        hall,
        incarnation + "." + DateTimeFormatter.BASIC_ISO_DATE.format(board.day()),
        board.seq(),
        board.day(),
        board.queues().stream()
            .map(
                row ->
                    new QueueView(
                        row.id(),
                        row.prefix(),
                        row.waiting(),
                        row.issued(),
                        number(row.lastCalled())))
            .toList(),
        board.windows().stream()
            .map(
                row ->
                    new WindowView(
                        row.id(),
                        row.state().name().toLowerCase(Locale.ROOT),
                        number(row.ticket())))
            .toList(),
        board.recentCalls().stream()
            .map(
                call ->
                    new CallView(
                        call.number(),
                        call.ticket().display(),
                        call.window(),
                        call.at(),
                        call.recall()))
            .toList());
  }

  private static @Nullable String number(@Nullable TicketId ticket) {
    return ticket == null ? null : ticket.display();
  }
}
