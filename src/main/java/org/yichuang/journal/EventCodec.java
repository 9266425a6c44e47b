package org.yichuang.journal;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yichuang.hall.HallEvent;

/**
 * Events as the journal stores them: a name, a version, and bytes that are never re-written. A
 * changed event gets a new version and keeps a reader for each old one. Any thread.
 */
public final class EventCodec {

  /** An event's stable name, its version and the record it is read into. */
  public record EventType(String name, int version, Class<? extends HallEvent> type) {}

  /** Every type the journal may hold; each has a golden file in the tests. */
  public static final List<EventType> TYPES =
      List.of(
          new EventType("DayOpened", 1, HallEvent.DayOpened.class),
          new EventType("DayClosed", 1, HallEvent.DayClosed.class),
          new EventType("HallAdopted", 1, HallEvent.HallAdopted.class),
          new EventType("WindowOpened", 1, HallEvent.WindowOpened.class),
          new EventType("WindowClosed", 1, HallEvent.WindowClosed.class),
          new EventType("TicketIssued", 1, HallEvent.TicketIssued.class),
          new EventType("TicketCalled", 1, HallEvent.TicketCalled.class),
          new EventType("TicketRecalled", 1, HallEvent.TicketRecalled.class),
          new EventType("TicketMissed", 1, HallEvent.TicketMissed.class),
          new EventType("ServiceStarted", 1, HallEvent.ServiceStarted.class),
          new EventType("ServiceCompleted", 1, HallEvent.ServiceCompleted.class),
          new EventType("TicketLapsed", 1, HallEvent.TicketLapsed.class),
          new EventType("TicketIssued", 2, HallEvent.TicketIssued.class),
          new EventType("TicketIssued", 3, HallEvent.TicketIssued.class),
          new EventType("TicketCalled", 2, HallEvent.TicketCalled.class),
          new EventType("TicketCancelled", 1, HallEvent.TicketCancelled.class),
          new EventType("TicketRejoined", 1, HallEvent.TicketRejoined.class),
          new EventType("TicketPutBack", 1, HallEvent.TicketPutBack.class),
          new EventType("TicketTransferred", 1, HallEvent.TicketTransferred.class),
          new EventType("TicketHeld", 1, HallEvent.TicketHeld.class),
          new EventType("ServiceResumed", 1, HallEvent.ServiceResumed.class),
          new EventType("ServiceReopened", 1, HallEvent.ServiceReopened.class),
          new EventType("QuickServed", 1, HallEvent.QuickServed.class),
          new EventType("WindowPaused", 1, HallEvent.WindowPaused.class),
          new EventType("WindowResumed", 1, HallEvent.WindowResumed.class),
          new EventType("WindowTakenOver", 1, HallEvent.WindowTakenOver.class),
          new EventType("WindowQueuesChanged", 1, HallEvent.WindowQueuesChanged.class),
          new EventType("WindowArmed", 1, HallEvent.WindowArmed.class),
          new EventType("WindowDisarmed", 1, HallEvent.WindowDisarmed.class),
          new EventType("DayEnded", 1, HallEvent.DayEnded.class),
          new EventType("TicketLapsed", 2, HallEvent.TicketLapsed.class),
          new EventType("HallReconfigured", 1, HallEvent.HallReconfigured.class),
          new EventType("ConductAlarmRaised", 1, HallEvent.ConductAlarmRaised.class),
          new EventType("ConductAlarmAcknowledged", 1, HallEvent.ConductAlarmAcknowledged.class),
          new EventType("DeviceHeard", 1, HallEvent.DeviceHeard.class),
          new EventType("HallPaused", 1, HallEvent.HallPaused.class),
          new EventType("HallResumed", 1, HallEvent.HallResumed.class),
          new EventType("StubEntered", 1, HallEvent.StubEntered.class),
          new EventType("CaseOpened", 1, HallEvent.CaseOpened.class));

  private static final Map<Class<?>, EventType> BY_CLASS = new HashMap<>();
  private static final Payloads<HallEvent> PAYLOADS = new Payloads<>();

  static {
    for (EventType type : TYPES) {
      BY_CLASS.merge(type.type(), type, (a, b) -> a.version() > b.version() ? a : b);
      PAYLOADS.add(type.name(), type.version(), type.type());
    }
  }

  private EventCodec() {}

  /** The name and version under which the event is written now. */
  public static EventType typeOf(HallEvent event) {
    EventType type = BY_CLASS.get(event.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no journal type for " + event.getClass());
    }
    return type;
  }

  public static Buffer encode(HallEvent event) {
    return PAYLOADS.encode(event);
  }

  /**
   * @throws IllegalStateException when this program does not know the type, or cannot read the
   *     payload: the stream is unreadable here
   */
  public static HallEvent decode(String name, int version, Buffer payload) {
    return PAYLOADS.decode(name, version, payload);
  }
}
