package org.yichuang.catalogue;

/** Names an item (事项) of one hall, for example {@code water-abstraction}. Immutable. */
public record ItemId(String value) {
  public ItemId {
    if (!value.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "expected an item's id in small letters, found \"%s\"".formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
