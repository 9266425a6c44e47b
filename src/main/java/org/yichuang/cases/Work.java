package org.yichuang.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The work on an accepted case. Immutable.
 *
 * @param tracks that of the case as a whole, named {@code ""}, and those of its branches
 * @param upper stays at an upper level, in order
 */
public record Work(
    SortedMap<String, Track> tracks, List<UpperStay> upper, List<Gathering> gatherings) {
  /** The case as a whole. */
  public static final String WHOLE = "";

  static final Work NONE = new Work(new TreeMap<>(), List.of(), List.of());

  public Work {
    tracks = Collections.unmodifiableSortedMap(new TreeMap<>(tracks));
    upper = List.copyOf(upper);
    gatherings = List.copyOf(gatherings);
  }

  /**
   * Time at an upper level, which is kept apart.
   *
   * @param until absent while it is there
   */
  public record UpperStay(String agency, LocalDate from, Optional<LocalDate> until) {}

  public Optional<Track> track(String branch) {
    return Optional.ofNullable(tracks.get(branch));
  }

  /** In the order of their names. */
  public List<String> branches() {
    return tracks.keySet().stream().filter(branch -> !branch.isEmpty()).toList();
  }

  public boolean isDecided(String branch) {
    return track(branch).flatMap(Track::decision).isPresent();
  }

  public boolean isAtUpperLevel() {
    return !upper.isEmpty() && upper.getLast().until().isEmpty();
  }

  /** Whether the departments met. */
  public boolean hasMet() {
    return gatherings.stream().anyMatch(one -> one.kind() == Gathering.Kind.MEETING);
  }

  Work with(String branch, UnaryOperator<Track> change) {
    SortedMap<String, Track> changed = new TreeMap<>(tracks);
    changed.put(branch, change.apply(changed.getOrDefault(branch, Track.NEW)));
    return new Work(changed, upper, gatherings);
  }

  Work sentUp(String agency, LocalDate from) {
    List<UpperStay> stays = new ArrayList<>(upper);
    stays.add(new UpperStay(agency, from, Optional.empty()));
    return new Work(tracks, stays, gatherings);
  }

  Work returnedOn(LocalDate until) {
    List<UpperStay> stays = new ArrayList<>(upper);
    UpperStay last = stays.removeLast();
    stays.add(new UpperStay(last.agency(), last.from(), Optional.of(until)));
    return new Work(tracks, stays, gatherings);
  }

  Work gathered(Gathering gathering) {
    List<Gathering> more = new ArrayList<>(gatherings);
    more.add(gathering);
    return new Work(tracks, upper, more);
  }
}
