package org.yichuang.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.journal.CaseReader.Due;

/**
 * What falls due next in the cases of a hall, as far ahead as it is kept at hand. Confined to the
 * owner's event loop.
 *
 * <p>It is read from the database now and then, and follows what the owner itself writes; nothing
 * depends on either: a case that is due is found by the next reading at latest.
 */
final class CaseHorizon {
  private final TreeSet<Due> due =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::number));
  private final Map<CaseNumber, Instant> at = new HashMap<>();

  /** The last that was given to be read ahead; null: none yet. */
  private @Nullable Due ahead;

  /** Given to be read ahead, and still to fall due. */
  private final Set<CaseNumber> readAhead = new HashSet<>();

  /** What falls due later is not kept; null before the first reading. */
  private @Nullable Instant until;

  void forget() {
    due.clear();
    at.clear();
    ahead = null;
    readAhead.clear();
    until = null;
  }

  /** What is written from now on and falls due by then is not to be missed. */
  void expect(Instant end) {
    until = end;
  }

  /**
   * Takes what was read.
   *
   * @param complete until when nothing is missing of it
   */
  void read(List<Due> found, Instant complete, Predicate<CaseNumber> isOnTheWay) {
    found.stream().filter(one -> !isOnTheWay.test(one.number())).forEach(this::put);
    until = complete;
  }

  /** Follows what was written. */
  void written(CaseNumber number, Optional<Instant> next) {
    remove(number);
    Instant end = until;
    next.filter(moment -> end != null && !moment.isAfter(end))
        .ifPresent(moment -> put(new Due(number, moment)));
  }

  void remove(CaseNumber number) {
    readAhead.remove(number);
    Instant before = at.remove(number);
    if (before != null) {
      due.remove(new Due(number, before));
    }
  }

  private void put(Due one) {
    remove(one.number());
    due.add(one);
    at.put(one.number(), one.at());
  }

  /** Takes out what is due by now. */
  List<CaseNumber> take(Instant now, int limit) {
    List<CaseNumber> taken = new ArrayList<>();
    while (taken.size() < limit && !due.isEmpty() && !due.first().at().isAfter(now)) {
      CaseNumber number = due.first().number();
      remove(number);
      taken.add(number);
    }
    return taken;
  }

  /**
   * What falls due by then and was not given before, to be read ahead.
   *
   * @param most that were given and are still to fall due
   */
  List<CaseNumber> ahead(Instant end, int most) {
    List<CaseNumber> soon = new ArrayList<>();
    for (Due next = following();
        next != null && !next.at().isAfter(end) && readAhead.size() < most;
        next = following()) {
      soon.add(next.number());
      readAhead.add(next.number());
      ahead = next;
    }
    return soon;
  }

  /** When the first falls due that {@link #ahead} would give; empty: none, or there are as many. */
  Optional<Instant> nextAhead(int most) {
    return readAhead.size() < most
        ? Optional.ofNullable(following()).map(Due::at)
        : Optional.empty();
  }

  private @Nullable Due following() {
    Due last = ahead;
    if (last != null) {
      return due.higher(last);
    }
    return due.isEmpty() ? null : due.first();
  }

  boolean isDue(Instant now) {
    return !due.isEmpty() && !due.first().at().isAfter(now);
  }

  Optional<Instant> next() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.first().at());
  }

  int size() {
    return due.size();
  }
}
