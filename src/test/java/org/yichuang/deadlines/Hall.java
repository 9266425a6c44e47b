package org.yichuang.deadlines;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.OpeningPlan;
import org.yichuang.calendar.TimeSpan;
import org.yichuang.calendar.YearNotice;
import org.yichuang.catalogue.BundledFiles;

/** A hall with office hours, an open Saturday, a closure and a half day; and laws to try. */
final class Hall {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final NationalCalendar CN = BundledFiles.nationalCalendar();
  static final Calendars CALENDARS = calendars(CN);
  static final ClockRules RULES = new ClockRules(CALENDARS);

  static final ClockLaw LICENSING =
      new ClockLaw(
          "《行政许可法》第四十二条",
          true,
          StartEvent.ACCEPTANCE,
          new ClockLaw.Extension(1, Limit.parse("10wd"), Rank.AGENCY_HEAD),
          List.of(
              new ClockLaw.Ground("hearing", Limit.parse("60wd")),
              new ClockLaw.Ground("testing", Limit.parse("30wd")),
              new ClockLaw.Ground("expert-review", Limit.parse("45cd"))),
          5,
          Set.of(Silence.ACCEPTED, Silence.RENEWAL_GRANTED));
  static final ClockLaw JOINT =
      new ClockLaw(
          "《行政许可法》第二十六条",
          true,
          StartEvent.ACCEPTANCE,
          new ClockLaw.Extension(1, Limit.parse("15wd"), Rank.GOVERNMENT_HEAD),
          LICENSING.grounds(),
          5,
          Set.of(Silence.ACCEPTED));
  static final ClockLaw REGISTRATION =
      new ClockLaw(
          "《市场主体登记管理条例》第十九条",
          false,
          StartEvent.RECEIPT,
          new ClockLaw.Extension(1, Limit.parse("3wd"), Rank.AGENCY_HEAD),
          List.of(),
          0,
          Set.of());

  private Hall() {}

  static Calendars calendars(NationalCalendar national) {
    List<TimeSpan> office = List.of(TimeSpan.parse("08:00-12:00"), TimeSpan.parse("14:30-17:30"));
    OpeningPlan plain = OpeningPlan.onWorkingDays(office);
    Map<DayOfWeek, List<TimeSpan>> weekly = new EnumMap<>(plain.weekly());
    weekly.put(DayOfWeek.SATURDAY, List.of(TimeSpan.parse("09:00-12:00")));
    return new Calendars(
        national,
        new OpeningCalendar(
            ZONE,
            national,
            new OpeningPlan(
                weekly,
                office,
                List.of(),
                List.of(
                    new OpeningPlan.Closure(
                        LocalDate.parse("2026-08-10"), LocalDate.parse("2026-08-12"), "系统升级")),
                List.of(
                    new OpeningPlan.SpecialDay(
                        LocalDate.parse("2026-09-30"),
                        List.of(TimeSpan.parse("08:00-12:00")),
                        "节前半天")))));
  }

  /** The national calendar with one more year. */
  static NationalCalendar with(YearNotice added) {
    List<YearNotice> notices = new ArrayList<>();
    for (int year : CN.years()) {
      Set<LocalDate> holidays = new TreeSet<>();
      Set<LocalDate> workdays = new TreeSet<>();
      LocalDate first = LocalDate.of(year, 1, 1);
      first
          .datesUntil(first.plusYears(1))
          .forEach(
              day -> {
                switch (CN.kind(day)) {
                  case HOLIDAY -> holidays.add(day);
                  case MAKE_UP_DAY -> workdays.add(day);
                  case START,
                      WEEKDAY,
                      WEEKEND,
                      REGIONAL_HOLIDAY,
                      REGIONAL_WORKDAY,
                      WEEKDAY_OF_UNKNOWN_YEAR,
                      WEEKEND_OF_UNKNOWN_YEAR -> {}
                }
              });
      notices.add(new YearNotice(year, holidays, workdays));
    }
    notices.add(added);
    return new NationalCalendar("cn", notices);
  }

  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant();
  }

  /** Recorded at nine on that day, or at the time given with it. */
  static Dated on(String day) {
    return Dated.of(at(day.contains("T") ? day : day + "T09:00"), ZONE);
  }

  static Dated on(LocalDate day) {
    return on(day.toString());
  }

  static String local(Instant at) {
    return at.atZone(ZONE).toLocalDateTime().toString();
  }

  static CaseTerms terms(ClockLaw law, String statutory, String promised) {
    return new CaseTerms(law, Limit.parse(statutory), Limit.parse(promised));
  }

  static List<ClockEvent> events(ClockOutcome outcome) {
    return switch (outcome) {
      case ClockOutcome.Changed changed -> changed.events();
      case ClockOutcome.Refused refused -> throw new AssertionError(refused.refusal());
    };
  }

  static ClockRefusal refusal(ClockOutcome outcome) {
    return switch (outcome) {
      case ClockOutcome.Changed changed -> throw new AssertionError(changed.events());
      case ClockOutcome.Refused refused -> refused.refusal();
    };
  }

  static final ClockId STATUTORY = ClockId.of(ClockKind.STATUTORY);
  static final ClockId PROMISED = ClockId.of(ClockKind.PROMISED);
  static final ClockId ACCEPTANCE = ClockId.of(ClockKind.ACCEPTANCE);
}
