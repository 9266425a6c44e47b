package org.yichuang.persons;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for of a record, and no more: the rest is null, as is what the person did not
 * give. Never printed. Immutable.
 */
public record Unmasked(
    PersonKind kind,
    IdType idType,
    @Nullable Name name,
    @Nullable IdNumber number,
    @Nullable Phone phone,
    @Nullable Authorisation authorisation) {

  @Override
  public String toString() {
    return "an unmasked " + kind.word();
  }
}
