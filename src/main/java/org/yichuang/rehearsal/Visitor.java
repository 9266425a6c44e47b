package org.yichuang.rehearsal;

import java.util.List;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;

/**
 * One person of the planned day. Immutable.
 *
 * @param arrivesMillis since the hall opened, lunch break included
 * @param errands one for each queue, or one for each paper
 * @param leavesPapers whether the person leaves them at the guide desk and goes
 */
record Visitor(long arrivesMillis, PersonClass person, List<Errand> errands, boolean leavesPapers) {
  Visitor {
    errands = List.copyOf(errands);
  }

  /** An ordinary person with one matter. */
  static Visitor plain(long arrivesMillis, QueueId queue, long serviceMillis) {
    return new Visitor(
        arrivesMillis, PersonClass.ORDINARY, List.of(Errand.plain(queue, serviceMillis)), false);
  }
}
