package org.yichuang.live;

import java.util.List;
import org.yichuang.hall.Board;
import org.yichuang.hall.Prospect;

/**
 * What an owner answers to a node that watches its hall.
 *
 * @param hints what somebody who came now would wait
 */
record Watched(Board board, List<Prospect.Hint> hints) {
  Watched {
    hints = List.copyOf(hints);
  }
}
