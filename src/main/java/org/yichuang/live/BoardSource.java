package org.yichuang.live;

import java.time.InstantSource;
import org.yichuang.hall.HallId;

/** Where the hubs of a node have their boards from. Any thread. */
interface BoardSource {

  /** An event loop has its first socket at the hall: it wants the board, and whatever follows. */
  void join(HallId hall, LiveHub hub);

  /** Its last socket there is gone. */
  void leave(HallId hall, LiveHub hub);

  /** Takes the place of one more socket; false when the node has no more. */
  boolean admit();

  void dismiss();

  LiveLimits limits();

  InstantSource clock();
}
