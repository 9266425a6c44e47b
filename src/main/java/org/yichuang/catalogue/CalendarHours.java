package org.yichuang.catalogue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.hall.Hours;

/**
 * The hours of a hall by its opening calendar: holidays, make-up days, closures and special days.
 * Immutable; any thread.
 *
 * @param issuingLeadMillis kiosks begin so long before each opening
 * @param lastIssueMillis and end so long before each closing (取号截止)
 */
record CalendarHours(OpeningCalendar calendar, long issuingLeadMillis, long lastIssueMillis)
    implements Hours {

  @Override
  public List<Span> open(LocalDate day, ZoneId zone) {
    return calendar.openings(day).stream()
        .map(opening -> new Span(opening.from(), opening.to()))
        .toList();
  }

  @Override
  public List<Span> issuing(LocalDate day, ZoneId zone) {
    Instant midnight = day.atStartOfDay(zone).toInstant();
    List<Span> issuing = new ArrayList<>();
    Instant after = midnight;
    for (Span opening : open(day, zone)) {
      Instant early = opening.from().minusMillis(issuingLeadMillis);
      Instant from = early.isBefore(after) ? after : early;
      Instant to = opening.to().minusMillis(lastIssueMillis);
      if (from.isBefore(to)) {
        issuing.add(new Span(from, to));
        after = to;
      }
    }
    return issuing;
  }
}
