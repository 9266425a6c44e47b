package org.yichuang.catalogue;

/** Names a legal regime, for example {@code licensing}. Immutable. */
public record RegimeId(String value) {
  public RegimeId {
    if (!value.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "expected a regime's id in small letters, found \"%s\"".formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
