package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.OpeningPlan;
import org.yichuang.calendar.TimeSpan;
import org.yichuang.catalogue.BundledFiles;
import org.yichuang.deadlines.Calendars;
import org.yichuang.deadlines.CaseTerms;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Silence;
import org.yichuang.deadlines.StartEvent;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.WindowId;

/** A hall with an item for each way that a case can go, and people of each role. */
final class CaseHall {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final Calendars CALENDARS =
      new Calendars(
          BundledFiles.nationalCalendar(),
          new OpeningCalendar(
              ZONE,
              BundledFiles.nationalCalendar(),
              OpeningPlan.onWorkingDays(List.of(TimeSpan.parse("09:00-17:00")))));
  static final CaseRules RULES = new CaseRules(CALENDARS);
  static final Instant MONDAY = at("2026-03-02T10:00");
  static final CaseNumber NUMBER = new CaseNumber(new HallId(1), LocalDate.parse("2026-03-02"), 17);

  static final ClockLaw LICENSING =
      new ClockLaw(
          "《行政许可法》第四十二条",
          true,
          StartEvent.ACCEPTANCE,
          new ClockLaw.Extension(1, Limit.parse("10wd"), Rank.AGENCY_HEAD),
          List.of(
              new ClockLaw.Ground("hearing", Limit.parse("60wd")),
              new ClockLaw.Ground("testing", Limit.parse("10wd"))),
          5,
          Set.of(Silence.ACCEPTED, Silence.RENEWAL_GRANTED));
  static final ClockLaw UNIFIED =
      new ClockLaw(
          "《行政许可法》第二十六条",
          true,
          StartEvent.ACCEPTANCE,
          new ClockLaw.Extension(1, Limit.parse("15wd"), Rank.GOVERNMENT_HEAD),
          LICENSING.grounds(),
          5,
          Set.of(Silence.ACCEPTED));
  static final ClockLaw WITH_UPPER_LEVEL =
      new ClockLaw(
          LICENSING.reference(),
          true,
          StartEvent.ACCEPTANCE,
          null,
          List.of(new ClockLaw.Ground(PausingRules.SENT_UP, Limit.parse("20wd"))),
          5,
          Set.of(Silence.ACCEPTED));

  /** From receipt, without a window, a ground or an extension. */
  static final ClockLaw REGISTRATION =
      new ClockLaw("登记条例", false, StartEvent.RECEIPT, null, List.of(), 0, Set.of());

  private static final CaseItem.Step REVIEW =
      new CaseItem.Step("review", CaseRole.REVIEW, Limit.parse("5wd"));
  private static final CaseItem.Step SIGN = new CaseItem.Step("sign", CaseRole.LEAD, null);

  static final Map<String, CaseItem> ITEMS = items();
  static final CaseItems LOOKUP =
      ref -> Optional.ofNullable(ITEMS.get(ref.id())).filter(item -> item.ref().equals(ref));

  /** Who acts: an account and its roles. */
  enum Person {
    APPLICANT(CaseRole.APPLICANT),
    AGENT(CaseRole.AGENT),
    INTAKE(CaseRole.INTAKE),
    REVIEWER(CaseRole.REVIEW),
    BACKUP(CaseRole.REVIEW),
    STRANGER(CaseRole.REVIEW),
    LEAD(CaseRole.LEAD),
    ISSUER(CaseRole.ISSUE),
    CENTRE(CaseRole.CENTRE),
    /** Of a small room: one person with all the roles. */
    EVERYBODY(CaseRole.values());

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<CaseRole> roles;

    Person(CaseRole... roles) {
      this.roles = Set.of(roles);
    }

    AccountId account() {
      return new AccountId(List.of(values()).indexOf(this) + 1);
    }

    Author author() {
      return new Author(account(), roles);
    }

    static Person of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
  }

  private CaseHall() {}

  static Chain chain() {
    return new Chain(
        Person.LEAD.account(),
        new WindowId("A1"),
        Person.REVIEWER.account(),
        Person.BACKUP.account());
  }

  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant();
  }

  static String local(Instant at) {
    return at.atZone(ZONE).toLocalDateTime().toString();
  }

  static ItemRef ref(String id) {
    return new ItemRef(id, 1);
  }

  private static Map<String, CaseItem> items() {
    Map<String, CaseItem> items = new LinkedHashMap<>();
    put(items, "licence", CaseKind.PROMISED, LICENSING, "20wd", "10wd", List.of(REVIEW, SIGN));
    put(items, "plain", CaseKind.PROMISED, LICENSING, "20wd", "10wd", List.of());
    put(items, "registration", CaseKind.PROMISED, REGISTRATION, "3wd", "2wd", List.of());
    put(items, "at-once", CaseKind.IMMEDIATE, REGISTRATION, null, "30min", List.of());
    put(items, "apart", CaseKind.IMMEDIATE, REGISTRATION, null, "30min", List.of());
    put(items, "question", CaseKind.REPLY, REGISTRATION, "20wd", "5wd", List.of());
    put(items, "upward", CaseKind.SENT_UP, LICENSING, "20wd", "10wd", List.of());
    put(items, "upward-stops", CaseKind.SENT_UP, WITH_UPPER_LEVEL, "20wd", null, List.of());
    put(items, "special", CaseKind.SPECIAL, LICENSING, "20wd", null, List.of());
    put(items, "headed", CaseKind.PROMISED, LICENSING, "20wd", null, List.of());
    put(items, "major", CaseKind.PROMISED, LICENSING, "20wd", null, List.of());
    items.put(
        "joint",
        new CaseItem(
            ref("joint"),
            CaseKind.JOINT,
            "住建局",
            new CaseTerms(UNIFIED, Limit.parse("45wd"), Limit.parse("20wd")),
            List.of(),
            List.of(
                new CaseItem.Branch(
                    "fire", "消防", LICENSING, Limit.parse("20wd"), List.of(), List.of()),
                new CaseItem.Branch("tax", "税务", LICENSING, null, List.of(), List.of(REVIEW)),
                new CaseItem.Branch(
                    "build",
                    "住建局",
                    LICENSING,
                    Limit.parse("10wd"),
                    List.of("fire", "tax"),
                    List.of())),
            practice("joint")));
    return items;
  }

  private static void put(
      Map<String, CaseItem> items,
      String id,
      CaseKind kind,
      ClockLaw law,
      @Nullable String statutory,
      @Nullable String promised,
      List<CaseItem.Step> steps) {
    items.put(
        id,
        new CaseItem(
            ref(id),
            kind,
            "水务局",
            new CaseTerms(
                law,
                statutory == null ? null : Limit.parse(statutory),
                promised == null ? null : Limit.parse(promised)),
            steps,
            List.of(),
            practice(id)));
  }

  private static CaseItem.Practice practice(String id) {
    return new CaseItem.Practice(
        switch (id) {
          case "headed" -> CaseItem.Tier.LEAD;
          case "major" -> CaseItem.Tier.COLLECTIVE;
          default -> CaseItem.Tier.DIRECT;
        },
        id.equals("at-once"),
        !id.equals("registration"),
        LocalTime.of(17, 0),
        id.equals("registration")
            ? EnumSet.of(DeliveryMethod.WINDOW)
            : EnumSet.allOf(DeliveryMethod.class));
  }
}
