package org.yichuang.cluster;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * How many cases the halls of one event loop may have under way together because something fell due
 * in them: as many as keep its lane busy. What is beyond waits to be read, hall after hall, so that
 * a herd costs the event loop no more at once than its flights can take. Confined to that event
 * loop.
 */
public final class HerdRoom {
  private final int most;
  private final SequencedSet<Place> waiting = new LinkedHashSet<>();
  private int held;
  private boolean calling;

  HerdRoom(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("expected room for one at least, found " + most);
    }
    this.most = most;
  }

  /** Cases that are under way. */
  int held() {
    return held;
  }

  /** One hall's. */
  final class Place {
    private final Runnable free;
    private int mine;
    private boolean called;

    /**
     * @param free there is room for a hall that waited; it takes what it needs, or waits again
     */
    Place(Runnable free) {
      this.free = free;
    }

    /** How many more the hall may have; none while others have waited for longer. */
    int room() {
      return called || waiting.isEmpty() ? Math.max(0, most - held) : 0;
    }

    /** It is called when there is room; whoever waits already keeps its place. */
    void await() {
      waiting.add(this);
    }

    boolean isWaiting() {
      return waiting.contains(this);
    }

    /** The hall has so many; whoever waits is called when that leaves room. */
    void has(int now) {
      held += now - mine;
      mine = now;
      call();
    }

    /** Has none, and waits for none. */
    void leave() {
      waiting.remove(this);
      has(0);
    }
  }

  private void call() {
    if (calling) {
      return;
    }
    calling = true;
    try {
      while (held < most && !waiting.isEmpty()) {
        Place next = waiting.removeFirst();
        next.called = true;
        try {
          next.free.run();
        } finally {
          next.called = false;
        }
      }
    } finally {
      calling = false;
    }
  }
}
