package org.yichuang.web;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseTally;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseFigures;

/** Sums of cases as a test says; without them the database does not answer. */
final class MemoryFigures implements CaseFigures {
  record Asked(Map<HallId, LocalDate> halls, LocalDate from, LocalDate to) {}

  record Searched(Set<HallId> halls, @Nullable String light, @Nullable Place after, int limit) {}

  volatile @Nullable Map<String, CaseTally> tallies;
  volatile @Nullable List<Alarmed> alarmed;
  volatile @Nullable Searched searched;
  volatile @Nullable Asked asked;

  @Override
  public Future<Map<String, CaseTally>> tallies(
      Map<HallId, LocalDate> halls, LocalDate from, LocalDate to) {
    asked = new Asked(Map.copyOf(halls), from, to);
    Map<String, CaseTally> answer = tallies;
    return answer == null ? Future.failedFuture("no database") : Future.succeededFuture(answer);
  }

  @Override
  public Future<Map<HallId, Lights>> lights(Collection<HallId> halls) {
    return Future.failedFuture("no database");
  }

  @Override
  public Future<List<Alarmed>> alarmed(
      Collection<HallId> halls, @Nullable String light, @Nullable Place after, int limit) {
    List<Alarmed> answer = alarmed;
    searched = new Searched(Set.copyOf(halls), light, after, limit);
    return answer == null ? Future.failedFuture("no database") : Future.succeededFuture(answer);
  }
}
