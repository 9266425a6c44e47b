package org.yichuang.cases;

import java.util.Collection;

/** How a case or branch was decided. The names are stored. */
public enum Result {
  APPROVED,
  DENIED,
  /** Some branches of a joint case were approved, others denied. */
  PARTLY,
  /** A formal reply was given (答复件). */
  REPLIED;

  static Result of(Collection<Result> branches) {
    boolean approved = branches.contains(APPROVED);
    return !approved ? DENIED : branches.contains(DENIED) ? PARTLY : APPROVED;
  }
}
