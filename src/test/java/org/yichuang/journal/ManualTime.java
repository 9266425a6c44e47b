package org.yichuang.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and timers that move when the test says so. Single-threaded. */
public final class ManualTime implements Timers, InstantSource {
  private record Entry(long atMillis, long order, Runnable task) {}

  private final List<Entry> entries = new ArrayList<>();
  private long nowMillis;
  private long set;

  public ManualTime(Instant start) {
    nowMillis = start.toEpochMilli();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMillis);
  }

  @Override
  public Timer after(long delayMillis, Runnable task) {
    Entry entry = new Entry(nowMillis + delayMillis, set++, task);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** Moves the clock and runs what falls due on the way, in order. */
  public void pass(long millis) {
    long until = nowMillis + millis;
    Optional<Entry> next = next();
    while (next.isPresent() && next.get().atMillis() <= until) {
      Entry due = next.get();
      entries.remove(due);
      nowMillis = Math.max(nowMillis, due.atMillis());
      due.task().run();
      next = next();
    }
    nowMillis = until;
  }

  /** Moves the clock alone, backwards too; timers stay where they are. */
  public void turnClock(long millis) {
    nowMillis += millis;
  }

  /** Timers that are set. */
  public int timers() {
    return entries.size();
  }

  private Optional<Entry> next() {
    return entries.stream()
        .min(Comparator.comparingLong(Entry::atMillis).thenComparingLong(Entry::order));
  }
}
