package org.yichuang.cluster;

import java.util.Optional;
import org.yichuang.hall.HallId;

/** Who owns a hall, as this node sees it now. Any thread. */
public interface Owners {

  /** Empty while nobody may own halls: the node is alone where it must not be. */
  Optional<NodeId> ownerOf(HallId hall);
}
