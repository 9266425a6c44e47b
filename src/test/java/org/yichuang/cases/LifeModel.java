package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yichuang.deadlines.Alarm;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.Deadline;
import org.yichuang.deadlines.DeadlineChange;
import org.yichuang.hall.AccountId;

/**
 * A slow reading of a case's events that shares no code with the rules: where it was, who did what,
 * what was missing, and which alarms had to be recorded by when.
 */
public final class LifeModel {
  /** Events that lead somewhere, and from where they may. */
  private static final Map<String, String> LEADS =
      Map.ofEntries(
          Map.entry("CaseRegistered", "none > Submitted"),
          Map.entry("CaseReceived", "Submitted > Received"),
          Map.entry("NoticeGiven", "Received > NoticeGiven"),
          Map.entry("StillMissingTold", "Received NoticeGiven > NoticeGiven"),
          Map.entry("CaseAccepted", "Received > Accepted"),
          Map.entry("CaseDeemedAccepted", "Received > Accepted"),
          Map.entry("CaseDeclined", "Received > Declined"),
          Map.entry("CaseClosedUncorrected", "NoticeGiven > ClosedUncorrected"),
          Map.entry("CaseDecided", "Accepted > Decided"),
          Map.entry("RenewalGranted", "Received Accepted > Decided"),
          Map.entry("ResultIssued", "Decided > Issued"),
          Map.entry("ResultDelivered", "Issued > Delivered"),
          Map.entry("ParcelReturned", "Delivered > Issued"),
          Map.entry("CaseWithdrawn", "Submitted Received NoticeGiven Accepted > Withdrawn"),
          Map.entry("CaseTerminated", "Received NoticeGiven Accepted > Terminated"),
          Map.entry(
              "CaseArchived",
              "Delivered Declined ClosedUncorrected Withdrawn Terminated > Archived"));

  /** Events that lead nowhere, and where they may be. */
  private static final Map<String, String> WITHIN =
      Map.of(
          "CorrectedOnSpot", "Submitted Received",
          "IntakeObjected", "Received NoticeGiven Accepted",
          "CaseHandedOver", "Submitted Received NoticeGiven Accepted Decided Issued",
          "ReadyNotified", "Issued",
          "CollectionReminded", "Issued",
          "DecisionCorrected", "Decided Issued Delivered");

  private static final Set<String> WHILE_ACCEPTED =
      Set.of(
          "StepCompleted",
          "GatheringRecorded",
          "BranchCalledIn",
          "CaseSuspended",
          "CaseResumed",
          "CaseExtended",
          "CaseSentUp",
          "CaseReturnedDown",
          "BranchDecided",
          "ChainNamed");

  private final String told;
  private final boolean handledByOne;
  private String phase = "none";
  private int notices;
  private final Set<Integer> missing = new TreeSet<>();
  private AccountId acceptedBy = AccountId.SYSTEM;
  private final Set<AccountId> deciders = new HashSet<>();
  private final Set<String> decidedBranches = new HashSet<>();

  /** A running clock. */
  private static final class Running {
    Deadline deadline;
    final Set<AlarmLevel> raised = EnumSet.noneOf(AlarmLevel.class);

    Running(Deadline deadline) {
      this.deadline = deadline;
    }
  }

  private final Map<String, Running> running = new TreeMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Map<String, String> stopped = new HashMap<>();

  private LifeModel(String told, boolean handledByOne) {
    this.told = told;
    this.handledByOne = handledByOne;
  }

  static void check(CaseScene scene, String told) {
    check(scene.events, scene.state, scene.now, told.startsWith("at-once:"), told);
  }

  /**
   * Reads the events of one case and compares where they lead with its state.
   *
   * @param now until when all that fell due was to be recorded
   * @param handledByOne whether one person may take it in, decide and issue it
   * @param told of the case, for failures
   */
  public static void check(
      List<RecordedCaseEvent> events,
      CaseState state,
      Instant now,
      boolean handledByOne,
      String told) {
    LifeModel model = new LifeModel(told, handledByOne);
    for (RecordedCaseEvent event : events) {
      model.read(event);
    }
    model.nothingIsMissed(now);
    if (!events.isEmpty()) {
      assertEquals(
          model.phase.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT),
          state.phase().name(),
          told);
      assertEquals(
          model.missing,
          new TreeSet<>(state.intake().notice().map(Notice::outstanding).orElse(new TreeSet<>())),
          told);
      assertEquals(
          String.join(" ", model.running.keySet()),
          String.join(
              " ",
              new TreeSet<>(
                  state.clocks().running().stream().map(c -> c.id().toString()).toList())),
          told);
    }
  }

  private void read(RecordedCaseEvent recorded) {
    CaseEvent event = recorded.event();
    if (!recorded.actor().equals(AccountId.SYSTEM)) {
      nothingIsMissed(recorded.at());
    }
    move(CaseTable.name(event));
    switch (event) {
      case CaseEvent.NoticeGiven given -> {
        notices++;
        assertEquals(1, notices, told);
        for (int place = 1; place <= given.points().size(); place++) {
          missing.add(place);
        }
        assertTrue(running.isEmpty() || !given.clocks().isEmpty(), told);
      }
      case CaseEvent.StillMissingTold still -> {
        assertEquals(1, notices, told);
        assertTrue(still.points().containsAll(missing), told);
        missing.addAll(still.points());
      }
      case CaseEvent.MaterialsReceived received -> {
        missing.removeAll(received.points());
        if (received.completeOn() != null) {
          assertTrue(missing.isEmpty(), told);
          assertTrue(Set.of("NoticeGiven", "Submitted").contains(phase), told);
          phase = "Received";
        } else {
          assertFalse(missing.isEmpty(), told);
        }
      }
      case CaseEvent.CaseAccepted accepted -> {
        assertTrue(missing.isEmpty(), told);
        acceptedBy = recorded.actor();
      }
      case CaseEvent.CaseDeclined declined -> assertEquals(0, notices, told);
      case CaseEvent.BranchDecided decided -> {
        assertTrue(decidedBranches.add(decided.branch()), told);
        decides(recorded.actor());
        if (decided.branch().equals("build")) {
          assertTrue(decidedBranches.containsAll(Set.of("fire", "tax")), told);
        }
      }
      case CaseEvent.CaseDecided decided -> decides(recorded.actor());
      case CaseEvent.ResultIssued issued ->
          assertTrue(handledByOne || !deciders.contains(recorded.actor()), told);
      default -> {}
    }
    for (ClockEvent clock : event.clocks()) {
      read(clock, recorded.at());
    }
    if (!Set.of("Submitted", "Received", "Accepted").contains(phase)) {
      Set<String> left = new TreeSet<>(running.keySet());
      left.remove("delivery");
      assertEquals(Set.of(), left, told);
    }
  }

  private void decides(AccountId who) {
    assertTrue(handledByOne || !who.equals(acceptedBy), told);
    deciders.add(who);
  }

  private void move(String event) {
    String leads = LEADS.get(event);
    if (leads != null) {
      String[] parts = leads.split(" > ", 2);
      assertTrue(
          List.of(parts[0].split(" ", -1)).contains(phase), event + " in " + phase + " of " + told);
      phase = parts[1];
    } else if (WHILE_ACCEPTED.contains(event)) {
      assertEquals("Accepted", phase, told);
    } else if (WITHIN.containsKey(event)) {
      assertTrue(
          List.of(WITHIN.get(event).split(" ", -1)).contains(phase),
          event + " in " + phase + " of " + told);
    } else {
      assertNotEquals("none", phase, told);
    }
  }

  private void read(ClockEvent event, Instant at) {
    switch (event) {
      case ClockEvent.Started started -> {
        String id = started.clock().toString();
        assertFalse(running.containsKey(id), told);
        version(id, started.deadline());
        running.put(id, new Running(started.deadline()));
      }
      case ClockEvent.Ended ended ->
          assertTrue(running.remove(ended.clock().toString()) != null, told);
      case ClockEvent.AlarmRaised raised -> {
        Running clock = running.get(raised.clock().toString());
        assertTrue(clock != null, raised + " of " + told);
        assertEquals(clock.deadline.version(), raised.version(), told);
        assertTrue(clock.raised.add(raised.level()), raised + " again in " + told);
        assertFalse(raised.at().isAfter(at), told);
        assertTrue(clock.deadline.alarms().contains(new Alarm(raised.level(), raised.at())), told);
      }
      case ClockEvent.Suspended suspended -> {
        stopped.put(suspended.ground() + "@" + suspended.branch(), suspended.branch());
        changed(suspended.changes());
      }
      case ClockEvent.Resumed resumed -> {
        stopped.remove(resumed.ground() + "@" + resumed.branch());
        changed(resumed.changes());
      }
      case ClockEvent.RanOn ranOn -> stopped.remove(ranOn.ground() + "@" + ranOn.branch());
      case ClockEvent.Extended extended -> changed(extended.changes());
      case ClockEvent.Reckoned reckoned -> changed(reckoned.changes());
      case ClockEvent.FellSilent silent ->
          assertTrue(running.containsKey(silent.clock().toString()), told);
      case ClockEvent.ResumptionExpected expected -> {}
    }
  }

  private void changed(List<DeadlineChange> changes) {
    for (DeadlineChange change : changes) {
      Running clock = running.get(change.clock().toString());
      assertEquals(change.before(), clock.deadline, told);
      clock.deadline = change.after();
      if (change.after().version() == change.before().version()) {
        assertTrue(sameTimes(change), told);
      } else {
        version(change.clock().toString(), change.after());
        clock.raised.clear();
      }
    }
  }

  /** It has only become certain, or is no more. */
  private static boolean sameTimes(DeadlineChange change) {
    Deadline before = change.before();
    Deadline after = change.after();
    return before.date().equals(after.date())
        && before.at().equals(after.at())
        && before.over().equals(after.over())
        && before.alarms().equals(after.alarms())
        && before.provisional() != after.provisional();
  }

  private void version(String clock, Deadline deadline) {
    assertEquals(versions.merge(clock, 1, Integer::sum), deadline.version(), told);
  }

  /** Every alarm of a running clock that is due by then was recorded. */
  private void nothingIsMissed(Instant at) {
    running.forEach(
        (id, clock) -> {
          for (Alarm alarm : clock.deadline.alarms()) {
            boolean waits = alarm.level() == AlarmLevel.YELLOW && isStopped(id);
            assertTrue(
                alarm.at().isAfter(at) || waits || clock.raised.contains(alarm.level()),
                () -> "%s of %s by %s missed in %s".formatted(alarm, id, at, told));
          }
        });
  }

  private boolean isStopped(String id) {
    String branch = id.contains("@") ? id.substring(id.indexOf('@') + 1) : "";
    boolean stands =
        id.startsWith("statutory") || id.startsWith("promised") || id.startsWith("step");
    return stands && stopped.values().stream().anyMatch(of -> of.isEmpty() || of.equals(branch));
  }
}
