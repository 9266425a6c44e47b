package org.yichuang.catalogue;

import java.util.List;

/** A hall's file that does not say what it must; one line for each thing, with its place. */
public final class InvalidHallFile extends Exception {
  private final List<String> problems;

  public InvalidHallFile(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** {@code file:line: expected …, found …}, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
