package org.yichuang.live;

/** Where the hubs of a node have alarms of cases from. Any thread. */
interface CaseSource {

  /** An event loop has its first socket at these halls. */
  void join(CaseScope scope, LiveHub hub);

  /** Its last socket there is gone. */
  void leave(CaseScope scope, LiveHub hub);
}
