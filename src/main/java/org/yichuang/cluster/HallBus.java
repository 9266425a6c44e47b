package org.yichuang.cluster;

import java.util.function.Consumer;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallId;
import org.yichuang.hall.Outlook;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowDesk;
import org.yichuang.hall.WindowId;

/**
 * Carries requests to nodes. Called from an event loop, answers on it; may lose, double or reorder
 * what it carries.
 */
public interface HallBus {

  /** Sends a command. {@link HallReply.NotOwner} when the node could not be asked. */
  void send(NodeId node, HallRequest request, Consumer<HallReply> answer);

  /** Asks for what is committed. */
  <T> void ask(NodeId node, HallQuery<T> query, Consumer<Found<T>> answer);

  /** A question to a hall's owner about committed facts. */
  sealed interface HallQuery<T> {
    HallId hall();

    record TheBoard(HallId hall) implements HallQuery<Board> {}

    /** How the owner does, serving or not. */
    record TheOwner(HallId hall) implements HallQuery<OwnerReport> {}

    record OneTicket(HallId hall, TicketId ticket) implements HallQuery<Prospect> {}

    record TheDesk(HallId hall, WindowId window) implements HallQuery<WindowDesk> {}

    /** How the hall does, and what should be done. */
    record TheOutlook(HallId hall) implements HallQuery<Outlook> {}
  }

  /** The answer to a question. */
  sealed interface Found<T> {
    record Value<T>(T value) implements Found<T> {}

    /** There is no such thing. */
    record Unknown<T>() implements Found<T> {}

    /** Not the owner, or not reached: ask again. */
    record Unanswered<T>() implements Found<T> {}
  }
}
