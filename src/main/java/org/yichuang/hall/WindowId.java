package org.yichuang.hall;

/** A window (窗口) of one hall, for example {@code A1}. */
public record WindowId(String value) {
  public WindowId {
    Words.require(value, "[A-Za-z0-9][A-Za-z0-9-]{0,15}", "a window id");
  }

  @Override
  public String toString() {
    return value;
  }
}
