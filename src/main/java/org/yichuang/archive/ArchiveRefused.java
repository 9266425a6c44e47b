package org.yichuang.archive;

/** A month that cannot be exported or detached, or a file that is not what it says: with why. */
public final class ArchiveRefused extends Exception {
  private static final long serialVersionUID = 1;

  public ArchiveRefused(String message) {
    super(message);
  }
}
