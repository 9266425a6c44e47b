package org.yichuang.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;

/**
 * Cases of a hall that a sweep could not follow and went past, each with the one before it: the
 * first of these is how far all of them certainly are. Confined to the owner's event loop.
 */
final class PassedOver {
  /** More means that something other than the cases is wrong: the sweep waits then. */
  static final int MOST = 100;

  private final TreeMap<CaseNumber, Before> cases = new TreeMap<>();

  /**
   * @param number null: it is the first of all
   */
  record Before(@Nullable CaseNumber number) {}

  boolean isEmpty() {
    return cases.isEmpty();
  }

  boolean isFull() {
    return cases.size() >= MOST;
  }

  int size() {
    return cases.size();
  }

  void add(CaseNumber number, Before before) {
    cases.put(number, before);
  }

  void clear() {
    cases.clear();
  }

  /** Takes all of them, to be tried again. */
  SequencedMap<CaseNumber, Before> takeAll() {
    SequencedMap<CaseNumber, Before> all = new LinkedHashMap<>(cases);
    cases.clear();
    return all;
  }

  /** The last before the first of them; only when there is one. */
  @Nullable CaseNumber upTo() {
    return cases.firstEntry().getValue().number();
  }

  @Override
  public String toString() {
    return Map.copyOf(cases).keySet().stream().sorted().limit(3).toList().toString();
  }
}
