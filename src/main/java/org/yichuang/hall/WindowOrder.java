package org.yichuang.hall;

import java.util.Comparator;

/** Windows in a fixed order, so that what the system does by itself is the same on every node. */
enum WindowOrder implements Comparator<WindowId> {
  INSTANCE;

  @Override
  public int compare(WindowId one, WindowId other) {
    return one.value().compareTo(other.value());
  }
}
