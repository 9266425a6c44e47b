package org.yichuang.deadlines;

import java.util.Locale;

/** What an agency's silence means. The names are stored. */
public enum Silence {
  /** It counts as accepted from the day of receipt (行政许可法 art. 32). */
  ACCEPTED,
  /** A renewal that is undecided when the licence expires counts as granted (art. 50). */
  RENEWAL_GRANTED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
