package org.yichuang.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one notice of a case and what became of it. Immutable.
 *
 * @param points told by their place from 1; none is ever added
 * @param outstanding places of what is not there
 * @param closesAt when the case closes by itself; null: never
 * @param version 1, and one more each time that something was told to be still missing
 */
public record Notice(
    List<Missing> points,
    SortedSet<Integer> outstanding,
    LocalDate answerBy,
    @Nullable Instant closesAt,
    int version) {
  public Notice {
    points = List.copyOf(points);
    outstanding = Collections.unmodifiableSortedSet(new TreeSet<>(outstanding));
  }

  static Notice given(CaseEvent.NoticeGiven event) {
    SortedSet<Integer> all = new TreeSet<>();
    for (int place = 1; place <= event.points().size(); place++) {
      all.add(place);
    }
    return new Notice(event.points(), all, event.answerBy(), event.closesAt(), 1);
  }

  boolean has(Collection<Integer> places) {
    return places.stream().allMatch(place -> place >= 1 && place <= points.size());
  }

  Notice without(Collection<Integer> arrived) {
    SortedSet<Integer> left = new TreeSet<>(outstanding);
    left.removeAll(arrived);
    return new Notice(points, left, answerBy, closesAt, version);
  }

  Notice stillMissing(CaseEvent.StillMissingTold event) {
    return new Notice(
        points, new TreeSet<>(event.points()), event.answerBy(), event.closesAt(), version + 1);
  }
}
