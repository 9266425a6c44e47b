package org.yichuang.print;

import java.util.Locale;

/** What became of a slip. */
public enum Printed {
  DONE,
  /** The kiosk has no printer, or the configuration does not allow the one it has. */
  NO_PRINTER,
  PAPER_OUT,
  /** The cover is open, or it says that it cannot print. */
  NOT_READY,
  UNREACHABLE,
  /** Too many slips at once. */
  BUSY;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
