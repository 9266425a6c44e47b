package org.yichuang.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.yichuang.cases.CaseNumber;

/**
 * What a hall has decided and not sent yet. Confined to its owner.
 *
 * <p>Deadlines that fell due together stand apart: while people wait they take at most a quarter of
 * a flight. Whoever acts on a case goes behind what is still to be sent of it.
 */
final class Boarding {
  private static final int SHARE = 4;

  private final Deque<Seat> people = new ArrayDeque<>();
  private final SequencedMap<CaseNumber, Seat> herd = new LinkedHashMap<>();

  /** Rows of the herd that were taken last. */
  private int herdTaken;

  boolean isEmpty() {
    return people.isEmpty() && herd.isEmpty();
  }

  int size() {
    return people.size() + herd.size();
  }

  /** Cases that wait because something fell due in them. */
  int herd() {
    return herd.size();
  }

  void add(Seat seat) {
    people.addLast(seat);
  }

  /** What fell due in a case; nothing of it may be waiting. */
  void addDue(CaseNumber number, Seat seat) {
    herd.putLast(number, seat);
  }

  /** Something else will be sent of the case: what waits of it goes first. */
  void hurry(CaseNumber number) {
    Seat seat = herd.remove(number);
    if (seat != null) {
      people.addLast(seat);
    }
  }

  /**
   * Takes the seats of one flight.
   *
   * @param maxHerd rows of what fell due, at most; none when it is 0
   */
  List<Seat> take(int maxRows, int maxHerd) {
    List<Seat> seats = new ArrayList<>();
    int rows = 0;
    herdTaken = 0;
    int reserved = herd.isEmpty() || maxHerd == 0 ? 0 : maxRows / SHARE;
    while (!people.isEmpty()
        && (seats.isEmpty() || rows + people.getFirst().size() <= maxRows - reserved)) {
      Seat seat = people.removeFirst();
      rows += seat.size();
      seats.add(seat);
    }
    int most = people.isEmpty() ? maxRows : Math.min(maxRows, rows + reserved);
    while (maxHerd > 0 && !herd.isEmpty()) {
      int size = herd.firstEntry().getValue().size();
      if (!seats.isEmpty() && (rows + size > most || herdTaken + size > maxHerd)) {
        break;
      }
      seats.add(herd.pollFirstEntry().getValue());
      rows += size;
      herdTaken += size;
    }
    return seats;
  }

  /** Rows of the herd among the seats that were taken last. */
  int herdTaken() {
    return herdTaken;
  }

  /** In the order in which it would be sent. */
  List<Seat> clear() {
    List<Seat> all = new ArrayList<>(people);
    all.addAll(herd.values());
    people.clear();
    herd.clear();
    return all;
  }
}
