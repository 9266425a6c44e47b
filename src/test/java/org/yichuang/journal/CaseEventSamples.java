package org.yichuang.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseEvent;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.Chain;
import org.yichuang.cases.DeclineGround;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.cases.Document;
import org.yichuang.cases.Gathering;
import org.yichuang.cases.ItemRef;
import org.yichuang.cases.Missing;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.Recipient;
import org.yichuang.cases.Remedy;
import org.yichuang.cases.Result;
import org.yichuang.cases.SubjectRef;
import org.yichuang.cases.TerminationGround;
import org.yichuang.deadlines.Alarm;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Dated;
import org.yichuang.deadlines.Deadline;
import org.yichuang.deadlines.DeadlineChange;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Receipt;
import org.yichuang.deadlines.Silence;
import org.yichuang.deadlines.StartEvent;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/** An event of each type with all that it can carry. */
public final class CaseEventSamples {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Instant AT = Instant.ofEpochMilli(1772417400123L);
  private static final Dated WHEN = new Dated(DAY, AT);
  private static final Document DOCUMENT = new Document("涵水许〔2026〕17号", DAY, 4711L);
  private static final Document UNSEALED = new Document("2026-17", DAY, null);
  private static final Chain CHAIN =
      new Chain(new AccountId(7), new WindowId("A1"), new AccountId(17), new AccountId(18));
  private static final List<Missing> POINTS =
      List.of(new Missing(3, "取水口位置图"), new Missing(0, "签字"));
  private static final List<Remedy> REMEDIES = List.of(Remedy.RECONSIDERATION, Remedy.LITIGATION);

  private static final ClockLaw LICENSING =
      new ClockLaw(
          "《中华人民共和国行政许可法》第四十二条",
          true,
          StartEvent.ACCEPTANCE,
          new ClockLaw.Extension(1, Limit.parse("10wd"), Rank.AGENCY_HEAD),
          List.of(
              new ClockLaw.Ground("hearing", Limit.parse("60wd")),
              new ClockLaw.Ground("testing", Limit.parse("3mo"))),
          5,
          Set.of(Silence.ACCEPTED, Silence.RENEWAL_GRANTED));

  /** It says nothing that it need not say. */
  private static final ClockLaw PLAIN =
      new ClockLaw("登记条例", false, StartEvent.RECEIPT, null, List.of(), 0, Set.of());

  private CaseEventSamples() {}

  private static Deadline deadline(int version, int days, boolean minutes) {
    Instant at = AT.plusSeconds(86_400L * days);
    List<Alarm> alarms = new ArrayList<>();
    for (AlarmLevel level : AlarmLevel.values()) {
      alarms.add(new Alarm(level, at.plusSeconds(86_400L * (alarms.size() - 1))));
    }
    return new Deadline(
        version, DAY.plusDays(days), at, minutes ? at : at.plusSeconds(25_200), minutes, alarms);
  }

  private static ClockEvent started(String clock, ClockLaw law, String limit) {
    return new ClockEvent.Started(
        ClockId.parse(clock),
        new Clock.Terms.Counted(law, Limit.parse(limit)),
        WHEN,
        deadline(1, 20, limit.endsWith("min")));
  }

  private static ClockEvent ended(String clock, boolean late) {
    return new ClockEvent.Ended(ClockId.parse(clock), WHEN, late);
  }

  private static List<DeadlineChange> changes(String clock) {
    return List.of(
        new DeadlineChange(ClockId.parse(clock), deadline(1, 20, false), deadline(2, 30, false)));
  }

  /** By the golden file's name without its ending. */
  public static Map<String, CaseEvent> all() {
    Map<String, CaseEvent> events = new LinkedHashMap<>();
    intake(events);
    work(events);
    pauses(events);
    decision(events);
    delivery(events);
    ends(events);
    return events;
  }

  private static void put(Map<String, CaseEvent> events, CaseEvent event) {
    events.put(event.getClass().getSimpleName() + ".v1", event);
  }

  private static void intake(Map<String, CaseEvent> events) {
    put(
        events,
        new CaseEvent.CaseRegistered(
            new ItemRef("water-abstraction-permit", 3),
            Receipt.Channel.ONLINE,
            new PersonRef(1_000_000_017),
            new PersonRef(1_000_000_018),
            new SubjectRef(2_000_000_019),
            new TicketId(DAY, "B", 17),
            new AccountId(17),
            new AccountId(18),
            new HallId(2),
            LocalDate.of(2026, 5, 31),
            List.of(new CaseNumber(new HallId(1), DAY, 16)),
            new Dated(LocalDate.of(2026, 2, 28), AT),
            WHEN,
            Receipt.Shift.REST_DAY,
            AT));
    put(
        events,
        new CaseEvent.CaseReceived(
            WHEN,
            List.of(
                started("acceptance", LICENSING, "5wd"),
                started("statutory", PLAIN, "20wd+10wd"),
                new ClockEvent.Started(
                    ClockId.parse("renewal"),
                    new Clock.Terms.Until(LICENSING, LocalDate.of(2026, 5, 31)),
                    WHEN,
                    deadline(1, 90, false)))));
    put(events, new CaseEvent.CorrectedOnSpot(POINTS));
    put(
        events,
        new CaseEvent.NoticeGiven(
            DOCUMENT, POINTS, DAY.plusDays(14), AT, List.of(ended("acceptance", false))));
    put(
        events,
        new CaseEvent.StillMissingTold(
            UNSEALED, List.of(2), DAY.plusDays(21), AT, List.of(ended("acceptance", true))));
    put(
        events,
        new CaseEvent.MaterialsReceived(
            Receipt.Channel.WINDOW,
            List.of(1, 2),
            WHEN,
            WHEN,
            List.of(started("acceptance", LICENSING, "5wd"))));
    put(
        events,
        new CaseEvent.CaseAccepted(
            DOCUMENT,
            CHAIN,
            List.of(new CaseEvent.BranchChain("fire", CHAIN)),
            List.of(
                ended("acceptance", false),
                started("statutory", LICENSING, "45wd+15wd"),
                started("promised", LICENSING, "20wd"),
                started("step:survey@fire", LICENSING, "30min"))));
    put(
        events,
        new CaseEvent.CaseDeemedAccepted(DAY, List.of(started("statutory", LICENSING, "20wd"))));
    put(
        events,
        new CaseEvent.CaseDeclined(
            DOCUMENT,
            DeclineGround.NOT_COMPETENT,
            "自然资源局",
            "不属于本机关职权范围",
            REMEDIES,
            List.of(ended("acceptance", false))));
    put(events, new CaseEvent.CaseClosedUncorrected(DAY.plusDays(14), AT));
    put(events, new CaseEvent.IntakeObjected(POINTS, "图上没有坐标", true));
  }

  private static void work(Map<String, CaseEvent> events) {
    put(events, new CaseEvent.ChainNamed("fire", CHAIN, "换人"));
    put(
        events,
        new CaseEvent.CaseHandedOver(
            CaseCommand.Post.CLERK, "fire", new AccountId(17), new AccountId(18), "休假"));
    put(
        events,
        new CaseEvent.StepCompleted(
            "fire",
            "survey",
            List.of(ended("step:survey@fire", false), started("step:sign@fire", PLAIN, "3hwd"))));
    put(
        events,
        new CaseEvent.GatheringRecorded(
            new Gathering(Gathering.Kind.SITE_VISIT, DAY, List.of("fire", "tax"), "到现场看了")));
    put(events, new CaseEvent.BranchCalledIn("water", CHAIN));
  }

  private static void pauses(Map<String, CaseEvent> events) {
    put(
        events,
        new CaseEvent.CaseSuspended(
            DOCUMENT,
            "fire",
            "hearing",
            "申请人要求听证",
            List.of(
                new ClockEvent.Suspended(
                    "hearing",
                    "fire",
                    WHEN,
                    Limit.parse("20wd"),
                    Limit.parse("60wd"),
                    DAY.plusDays(28),
                    DAY.plusDays(90),
                    changes("statutory@fire")))));
    put(
        events,
        new CaseEvent.CaseResumed(
            DOCUMENT,
            "fire",
            "hearing",
            List.of(new ClockEvent.Resumed("hearing", "fire", WHEN, changes("statutory@fire")))));
    put(
        events,
        new CaseEvent.CaseExtended(
            DOCUMENT,
            "",
            "案情复杂",
            List.of(
                new ClockEvent.Extended(
                    ClockId.parse("statutory"),
                    Limit.parse("10wd"),
                    Rank.AGENCY_HEAD,
                    WHEN,
                    changes("statutory")))));
    put(
        events,
        new CaseEvent.CaseSentUp(
            DOCUMENT,
            "省水利厅",
            List.of(
                new ClockEvent.Suspended(
                    "sent-up",
                    "",
                    WHEN,
                    Limit.parse("1mo"),
                    Limit.parse("3mo"),
                    DAY.plusMonths(1),
                    DAY.plusMonths(3),
                    changes("promised")))));
    put(
        events,
        new CaseEvent.CaseReturnedDown(
            DOCUMENT, List.of(new ClockEvent.Resumed("sent-up", "", WHEN, changes("promised")))));
    put(
        events,
        new CaseEvent.DeadlineReached(
            List.of(
                new ClockEvent.AlarmRaised(
                    ClockId.parse("promised"), 2, AlarmLevel.ESCALATED_TO_WINDOW_HEAD, AT),
                new ClockEvent.ResumptionExpected("hearing", "fire", AT),
                new ClockEvent.RanOn("hearing", "fire", AT),
                new ClockEvent.FellSilent(ClockId.parse("acceptance"), 1, Silence.ACCEPTED, AT))));
    put(
        events,
        new CaseEvent.DeadlinesReckoned(
            3,
            List.of(
                new ClockEvent.Reckoned(
                    List.of(
                        new ClockEvent.SuspensionChange(
                            "hearing", "fire", WHEN, DAY.plusDays(29), DAY.plusDays(91))),
                    changes("statutory")))));
  }

  private static void decision(Map<String, CaseEvent> events) {
    put(
        events,
        new CaseEvent.BranchDecided(
            DOCUMENT,
            "fire",
            Result.DENIED,
            "疏散通道不足",
            REMEDIES,
            List.of(ended("statutory@fire", false))));
    put(
        events,
        new CaseEvent.CaseDecided(
            DOCUMENT,
            DAY,
            Result.APPROVED,
            "符合条件",
            REMEDIES,
            List.of(
                ended("statutory", false),
                ended("promised", true),
                started("delivery", LICENSING, "10wd"))));
    put(events, new CaseEvent.RenewalGranted(DAY, List.of(ended("renewal", false))));
    put(events, new CaseEvent.DecisionCorrected(DOCUMENT, "fire", "日期写错"));
  }

  private static void delivery(Map<String, CaseEvent> events) {
    put(
        events,
        new CaseEvent.ResultIssued(
            DOCUMENT, true, List.of(AT, AT.plusSeconds(60)), List.of(ended("delivery", false))));
    put(events, new CaseEvent.ReadyNotified(List.of(AT), List.of(ended("delivery", false))));
    put(events, new CaseEvent.CollectionReminded(1, 20, AT));
    put(
        events,
        new CaseEvent.ResultDelivered(
            DeliveryMethod.POST,
            Recipient.AT_ADDRESS,
            "SF1234567890123",
            DAY,
            List.of(ended("delivery", false))));
    put(events, new CaseEvent.ParcelReturned("无人签收", List.of(AT)));
  }

  private static void ends(Map<String, CaseEvent> events) {
    put(events, new CaseEvent.CaseWithdrawn(UNSEALED, List.of(ended("statutory", false))));
    put(
        events,
        new CaseEvent.CaseTerminated(
            DOCUMENT, TerminationGround.SUBJECT_GONE, "项目取消", List.of(ended("statutory", false))));
    put(events, new CaseEvent.CaseArchived("2026-0017"));
  }

  /** Events without what may be absent. */
  static List<CaseEvent> bare() {
    return List.of(
        new CaseEvent.CaseRegistered(
            new ItemRef("plain", 1),
            Receipt.Channel.WINDOW,
            new PersonRef(1),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            WHEN,
            WHEN,
            Receipt.Shift.NONE,
            AT),
        new CaseEvent.NoticeGiven(UNSEALED, POINTS, DAY, null, List.of()),
        new CaseEvent.StillMissingTold(UNSEALED, List.of(), DAY, null, List.of()),
        new CaseEvent.MaterialsReceived(Receipt.Channel.WINDOW, List.of(), WHEN, null, List.of()),
        new CaseEvent.CaseAccepted(
            UNSEALED,
            new Chain(new AccountId(7), null, new AccountId(17), null),
            List.of(),
            List.of()),
        new CaseEvent.CaseDeclined(
            UNSEALED, DeclineGround.NOT_NEEDED, null, "无需许可", List.of(), List.of()),
        new CaseEvent.ChainNamed("", CHAIN, null),
        new CaseEvent.BranchDecided(UNSEALED, "a", Result.APPROVED, null, List.of(), List.of()),
        new CaseEvent.CaseDecided(null, DAY, Result.PARTLY, null, List.of(), List.of()),
        new CaseEvent.ResultDelivered(
            DeliveryMethod.WINDOW, Recipient.APPLICANT, null, DAY, List.of()),
        new CaseEvent.CaseWithdrawn(null, List.of()));
  }
}
