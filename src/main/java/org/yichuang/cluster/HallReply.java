package org.yichuang.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRefusal;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.Refusal;

/** The answer to a {@link HallRequest}. Leaves its owner only after the flight that proves it. */
public sealed interface HallReply {

  /**
   * Accepted; what it did is in the journal. A repetition of the command gets the same answer.
   *
   * @param events what the command caused, never empty
   */
  record Done(LocalDate day, Instant at, List<HallEvent> events) implements HallReply {
    public Done {
      events = List.copyOf(events);
    }
  }

  /**
   * Accepted; what it did to cases is in the journal. A repetition gets the same answer.
   *
   * @param cases in the order of the command, never empty
   */
  record CasesDone(List<CaseAt> cases) implements HallReply {
    public CasesDone {
      cases = List.copyOf(cases);
    }
  }

  /**
   * A case as it was after a command.
   *
   * @param seq of the last event that the command caused; what there is to say about it is a
   *     function of the events up to there
   */
  record CaseAt(CaseNumber number, int seq) {}

  /** Refused by the rules of cases. */
  record CaseRefused(CaseRefusal refusal) implements HallReply {}

  /** The number has no case. */
  record UnknownCase(CaseNumber number) implements HallReply {}

  /** Accepted, and there was nothing to do: nobody waits. */
  record Nothing() implements HallReply {}

  /** Refused by the rules. */
  record Refused(Refusal refusal) implements HallReply {}

  /** The same command id came before with another content. */
  record KeyReused() implements HallReply {}

  /** This node does not own the hall; ask again where the partition table says. */
  record NotOwner() implements HallReply {}

  /**
   * Perhaps done, perhaps not: repeat it with the same id.
   *
   * @param why for the log and the client; holds no personal data
   */
  record NotNow(String why) implements HallReply {}
}
