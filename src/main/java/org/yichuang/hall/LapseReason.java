package org.yichuang.hall;

/** Why the end of the day took a ticket. Stable: the journal keeps these names. */
public enum LapseReason {
  /** It waited, or was called and not served yet. */
  NOT_SERVED,
  /** It was held, and nobody went on with it. */
  NOT_RESUMED,
  /** It was missed, and the person did not come back. */
  DID_NOT_COME_BACK;

  /** The word of the interface. */
  public String word() {
    return switch (this) {
      case NOT_SERVED -> "not-served";
      case NOT_RESUMED -> "not-resumed";
      case DID_NOT_COME_BACK -> "did-not-come-back";
    };
  }
}
