package org.yichuang.web;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.calendar.YearNotice;
import org.yichuang.catalogue.CalendarYears;
import org.yichuang.catalogue.StoredYear;
import org.yichuang.hall.AccountId;
import org.yichuang.journal.ReckonedDeadlines;

/** Notices of years in memory, and what they moved as a test says. */
final class MemoryCalendarYears implements CalendarYears, ReckonedDeadlines {
  private final List<StoredYear> years = new ArrayList<>();
  volatile List<Moved> moved = List.of();
  volatile @Nullable Place after;
  volatile boolean away;

  @Override
  public Future<Storing> store(YearNotice notice, String document, AccountId by) {
    if (away) {
      return Future.failedFuture("no database");
    }
    StoredYear year =
        new StoredYear(years.size() + 1, notice, document, TestHall.NOW, "account " + by.value());
    years.addFirst(year);
    return Future.succeededFuture(new Storing.Stored(year, true));
  }

  @Override
  public Future<List<StoredYear>> history() {
    return away ? Future.failedFuture("no database") : Future.succeededFuture(List.copyOf(years));
  }

  @Override
  public Future<List<Moved>> moved(int calendar, @Nullable Place from, int limit) {
    after = from;
    return Future.succeededFuture(moved);
  }

  @Override
  public Future<Reached> reached(int calendar) {
    return Future.succeededFuture(new Reached(2, 1, moved.size()));
  }
}
