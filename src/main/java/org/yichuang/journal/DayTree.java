package org.yichuang.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree of one day as its leaves come, in their order. Memory for a block of leaves and a node
 * for each block before it: 4,000 nodes for a million streams. Not thread safe.
 */
final class DayTree {
  private final List<Hash> blocks = new ArrayList<>();
  private final List<Hash> open = new ArrayList<>(Merkle.BLOCK);
  private int leaves;

  /** One leaf more. */
  void add(Hash value) {
    open.add(Merkle.leaf(value));
    leaves++;
    if (open.size() == Merkle.BLOCK) {
      blocks.add(Merkle.root(open));
      open.clear();
    }
  }

  int leaves() {
    return leaves;
  }

  /** The roots of the whole blocks. */
  List<Hash> blocks() {
    return List.copyOf(blocks);
  }

  Hash root() {
    List<Hash> nodes = new ArrayList<>(blocks);
    if (!open.isEmpty()) {
      nodes.add(Merkle.root(open));
    }
    return Merkle.root(nodes);
  }
}
