package org.yichuang.persons;

/** Is told of records that the keys at hand do not open. Any thread. */
@FunctionalInterface
interface Unreadable {
  void found(UnreadableRecord damaged);
}
