package org.yichuang.catalogue;

import java.util.List;
import org.yichuang.hall.HallId;

/**
 * A hall and the centres it belongs to. Immutable.
 *
 * @param centres its own centre and those above it, up to the root
 */
public record Place(HallId hall, List<CentreId> centres) {
  public Place {
    centres = List.copyOf(centres);
  }
}
