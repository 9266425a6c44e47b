package org.yichuang.web;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.yichuang.hall.HallId;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.FlightPort;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.JournalRow;

/** A journal in memory, for one writer. Confined to one event loop. */
final class MemoryJournal implements FlightPort, JournalReader {
  private final Context loop;
  private final Map<HallId, List<JournalRow>> rows = new HashMap<>();

  MemoryJournal(Context loop) {
    this.loop = loop;
  }

  @Override
  public void fly(List<Cargo> flight, Consumer<FlightResult> answer) {
    for (Cargo cargo : flight) {
      rows.computeIfAbsent(cargo.hall(), unused -> new ArrayList<>()).addAll(cargo.rows());
    }
    loop.runOnContext(
        unused -> answer.accept(new FlightResult.Landed(Set.of(), TestHall.NOW.toEpochMilli())));
  }

  @Override
  public void settle(Consumer<Boolean> answer) {
    loop.runOnContext(unused -> answer.accept(true));
  }

  @Override
  public void load(HallId hall, Consumer<Loaded> answer) {
    List<JournalRow> read = List.copyOf(rows.getOrDefault(hall, List.of()));
    loop.runOnContext(unused -> answer.accept(new Loaded.Rows(read)));
  }
}
