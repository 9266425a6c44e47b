package org.yichuang.persons;

/** A value that the keys at hand do not open, or that was changed; says which, not what. */
final class UnreadableRecord extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableRecord(Cell cell, String because) {
    super("%s %d, column %s: %s".formatted(cell.table(), cell.record(), cell.column(), because));
  }

  /** What was right once, and is refused by the rules of this program. */
  UnreadableRecord(String table, long record, InvalidPerson refused) {
    super("%s %d: %s".formatted(table, record, refused.getMessage()));
  }
}
