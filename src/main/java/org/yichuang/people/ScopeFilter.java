package org.yichuang.people;

import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table with the columns {@code hall} and {@code centre} that lie in a scope, as SQL:
 * what somebody may not see is not read. Any thread.
 */
final class ScopeFilter {
  /** Stands before the query; uses the first three parameters. */
  static final String WITHIN =
      """
      with recursive within(id) as (
        select id from centre where id = $2::int
        union select c.id from centre c join within w on c.parent = w.id)
      """;

  /** Of the table whose alias is {@code t}. */
  static final String LIES_WITHIN =
      """
      ($1::boolean or t.hall = $3::int or t.centre in (select id from within)
        or t.hall in (select h.id from hall h where h.centre in (select id from within)))
      """;

  private ScopeFilter() {}

  /** The first three parameters. */
  static Tuple parameters(Scope scope) {
    return switch (scope) {
      case Scope.Everything everything -> Tuple.of(true, null, null);
      case Scope.OfCentre of -> Tuple.of(false, of.centre().value(), null);
      case Scope.OfHall of -> Tuple.of(false, null, of.hall().value());
    };
  }

  static @Nullable Integer hall(Scope scope) {
    return scope instanceof Scope.OfHall of ? of.hall().value() : null;
  }

  static @Nullable Integer centre(Scope scope) {
    return scope instanceof Scope.OfCentre of ? of.centre().value() : null;
  }
}
