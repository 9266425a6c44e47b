package org.yichuang.live;

import java.util.Collection;
import java.util.Set;
import org.yichuang.hall.HallId;

/** The halls whose cases somebody supervises. Immutable. */
public record CaseScope(Set<HallId> halls) {
  public CaseScope {
    halls = Set.copyOf(halls);
  }

  public static CaseScope of(Collection<HallId> halls) {
    return new CaseScope(Set.copyOf(halls));
  }
}
