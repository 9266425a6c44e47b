package org.yichuang.hall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one clerk did at one window since they sat down. Mutable, confined to its state. */
final class DeskCount {
  int calls;
  int byHand;
  int services;
  int quickServes;
  int completions;

  /** In a row. */
  int fastMisses;

  /** In a row. */
  int shortServices;

  @Nullable Instant pausedSince;

  /** Since when the window is free and somebody waits for it; null when it is not so. */
  @Nullable Instant idleSince;

  Supervision.Session shown(WindowSession session) {
    return new Supervision.Session(
        session.clerk(),
        session.since(),
        pausedSince,
        calls,
        byHand,
        services,
        quickServes,
        completions);
  }
}
