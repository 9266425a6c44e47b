package org.yichuang.hall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits in one line: whoever may be called, by place, and whoever came before the time of an
 * appointment, by that time. Mutable and confined like its {@link HallState}.
 *
 * <p>The first of either is found whatever the number waiting; a search passes those alone whose
 * time came since the hall's last event.
 */
final class Line {
  private static final Place LAST = new Place(Long.MAX_VALUE, Integer.MAX_VALUE);

  private record Turn(Instant notBefore, Place place) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      return Comparator.comparing(Turn::notBefore).thenComparing(Turn::place).compare(this, other);
    }
  }

  private final NavigableMap<Place, Ticket> ready = new TreeMap<>();
  private final NavigableMap<Turn, Ticket> early = new TreeMap<>();

  /** Lets in whose time has come; {@code now} never goes back. */
  Line ripened(Instant now) {
    while (!early.isEmpty() && !early.firstKey().notBefore().isAfter(now)) {
      Ticket ticket = early.pollFirstEntry().getValue();
      ready.put(ticket.place(), ticket);
    }
    return this;
  }

  void add(Ticket ticket, Instant now) {
    Instant notBefore = ticket.notBefore();
    if (notBefore == null || !notBefore.isAfter(now)) {
      ready.put(ticket.place(), ticket);
    } else {
      early.put(new Turn(notBefore, ticket.place()), ticket);
    }
  }

  void remove(Ticket ticket) {
    ready.remove(ticket.place());
    Instant notBefore = ticket.notBefore();
    if (notBefore != null) {
      early.remove(new Turn(notBefore, ticket.place()));
    }
  }

  /** Whether nobody stands here, before their time or not. */
  boolean isEmpty() {
    return ready.isEmpty() && early.isEmpty();
  }

  /** The first who may be called at that time; null when nobody may. */
  @Nullable Ticket first(Instant at) {
    Ticket first = ready.isEmpty() ? null : ready.firstEntry().getValue();
    for (Ticket ripe : early.headMap(new Turn(at, LAST), true).values()) {
      first = first == null || ripe.place().compareTo(first.place()) < 0 ? ripe : first;
    }
    return first;
  }

  /** The first whose time has not come by then; null when there is nobody. */
  @Nullable Ticket firstEarly(Instant at) {
    var next = early.higherEntry(new Turn(at, LAST));
    return next == null ? null : next.getValue();
  }

  /** The first who may be called at that time, in order, at most so many. */
  List<Ticket> firsts(Instant at, int most) {
    List<Ticket> firsts = new ArrayList<>(ready.values().stream().limit(most).toList());
    firsts.addAll(early.headMap(new Turn(at, LAST), true).values());
    firsts.sort(Comparator.comparing(Ticket::place));
    return firsts.size() <= most ? firsts : firsts.subList(0, most);
  }

  /** How many stand in front of the place, before their time or not. */
  int before(Place place) {
    long waitForTheirTime =
        early.values().stream().filter(ticket -> ticket.place().compareTo(place) < 0).count();
    return ready.headMap(place, false).size() + (int) waitForTheirTime;
  }

  /** How many stand behind the place, before their time or not. */
  int behind(Place place) {
    int behind = ready.isEmpty() || ready.lastKey().compareTo(place) <= 0 ? 0 : after(place);
    for (Ticket ticket : early.values()) {
      behind += ticket.place().compareTo(place) > 0 ? 1 : 0;
    }
    return behind;
  }

  /** Counts them one by one; nearly always there is nobody. */
  private int after(Place place) {
    return ready.tailMap(place, false).size();
  }
}
