package org.yichuang.cluster;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.HallId;
import org.yichuang.journal.CaseReader;

/** A database in which no hall has a case. Answers at once. */
public final class NoCases implements CaseReader {

  public static CasePorts ports() {
    return new CasePorts(new NoCases(), row -> {}, CasePorts.Limits.DEFAULT);
  }

  @Override
  public void load(Collection<CaseNumber> numbers, Cause cause, Consumer<Loaded> answer) {
    answer.accept(new Loaded.Streams(Map.of(), Map.of()));
  }

  @Override
  public void due(HallId hall, Instant until, int limit, Consumer<Found> answer) {
    answer.accept(new Found.Cases(List.of()));
  }
}
