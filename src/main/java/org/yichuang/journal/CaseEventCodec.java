package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yichuang.cases.CaseEvent;

/**
 * Events of cases as the journal stores them: a name, a version, and bytes that are never
 * re-written. People and subjects are numbers of records that are kept apart; the bytes tell
 * nothing of them. A changed event, or a changed event of its clocks, gets a new version and keeps
 * a reader for each old one. Any thread.
 */
public final class CaseEventCodec {

  /** An event's stable name, its version and the record it is read into. */
  public record CaseEventType(String name, int version, Class<? extends CaseEvent> type) {}

  /** Every type the journal may hold; each has a golden file in the tests. */
  public static final List<CaseEventType> TYPES =
      List.of(
          new CaseEventType("CaseRegistered", 1, CaseEvent.CaseRegistered.class),
          new CaseEventType("CaseReceived", 1, CaseEvent.CaseReceived.class),
          new CaseEventType("CorrectedOnSpot", 1, CaseEvent.CorrectedOnSpot.class),
          new CaseEventType("NoticeGiven", 1, CaseEvent.NoticeGiven.class),
          new CaseEventType("StillMissingTold", 1, CaseEvent.StillMissingTold.class),
          new CaseEventType("MaterialsReceived", 1, CaseEvent.MaterialsReceived.class),
          new CaseEventType("CaseAccepted", 1, CaseEvent.CaseAccepted.class),
          new CaseEventType("CaseDeemedAccepted", 1, CaseEvent.CaseDeemedAccepted.class),
          new CaseEventType("CaseDeclined", 1, CaseEvent.CaseDeclined.class),
          new CaseEventType("CaseClosedUncorrected", 1, CaseEvent.CaseClosedUncorrected.class),
          new CaseEventType("IntakeObjected", 1, CaseEvent.IntakeObjected.class),
          new CaseEventType("ChainNamed", 1, CaseEvent.ChainNamed.class),
          new CaseEventType("CaseHandedOver", 1, CaseEvent.CaseHandedOver.class),
          new CaseEventType("StepCompleted", 1, CaseEvent.StepCompleted.class),
          new CaseEventType("GatheringRecorded", 1, CaseEvent.GatheringRecorded.class),
          new CaseEventType("BranchCalledIn", 1, CaseEvent.BranchCalledIn.class),
          new CaseEventType("CaseSuspended", 1, CaseEvent.CaseSuspended.class),
          new CaseEventType("CaseResumed", 1, CaseEvent.CaseResumed.class),
          new CaseEventType("CaseExtended", 1, CaseEvent.CaseExtended.class),
          new CaseEventType("CaseSentUp", 1, CaseEvent.CaseSentUp.class),
          new CaseEventType("CaseReturnedDown", 1, CaseEvent.CaseReturnedDown.class),
          new CaseEventType("BranchDecided", 1, CaseEvent.BranchDecided.class),
          new CaseEventType("CaseDecided", 1, CaseEvent.CaseDecided.class),
          new CaseEventType("RenewalGranted", 1, CaseEvent.RenewalGranted.class),
          new CaseEventType("ResultIssued", 1, CaseEvent.ResultIssued.class),
          new CaseEventType("ReadyNotified", 1, CaseEvent.ReadyNotified.class),
          new CaseEventType("CollectionReminded", 1, CaseEvent.CollectionReminded.class),
          new CaseEventType("ResultDelivered", 1, CaseEvent.ResultDelivered.class),
          new CaseEventType("ParcelReturned", 1, CaseEvent.ParcelReturned.class),
          new CaseEventType("CaseWithdrawn", 1, CaseEvent.CaseWithdrawn.class),
          new CaseEventType("CaseTerminated", 1, CaseEvent.CaseTerminated.class),
          new CaseEventType("DecisionCorrected", 1, CaseEvent.DecisionCorrected.class),
          new CaseEventType("CaseArchived", 1, CaseEvent.CaseArchived.class),
          new CaseEventType("DeadlineReached", 1, CaseEvent.DeadlineReached.class),
          new CaseEventType("DeadlinesReckoned", 1, CaseEvent.DeadlinesReckoned.class));

  private static final Map<Class<?>, CaseEventType> BY_CLASS = new HashMap<>();
  private static final Payloads<CaseEvent> PAYLOADS = new Payloads<>();

  static {
    for (CaseEventType type : TYPES) {
      BY_CLASS.merge(type.type(), type, (a, b) -> a.version() > b.version() ? a : b);
      PAYLOADS.add(type.name(), type.version(), type.type());
    }
  }

  private CaseEventCodec() {}

  /** The name and version under which the event is written now. */
  public static CaseEventType typeOf(CaseEvent event) {
    CaseEventType type = BY_CLASS.get(event.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no journal type for " + event.getClass());
    }
    return type;
  }

  /** Equal events give equal bytes, on every node. */
  public static Buffer encode(CaseEvent event) {
    return PAYLOADS.encode(event);
  }

  /**
   * @throws IllegalStateException when this program does not know the type, or cannot read the
   *     payload: the stream is unreadable here
   */
  public static CaseEvent decode(String name, int version, Buffer payload) {
    return PAYLOADS.decode(name, version, payload);
  }
}
