package org.yichuang.persons;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the tables of the vault are asked. Any event loop. */
final class Vault {
  private static final long QUERY_SECONDS = 5;

  private Vault() {}

  static Future<RowSet<Row>> ask(Pool pool, String sql, Tuple arguments) {
    return pool.preparedQuery(sql).execute(arguments).timeout(QUERY_SECONDS, TimeUnit.SECONDS);
  }

  /** What a statement that records who looked begins with. */
  static Tuple look(Long[] ids, String[] fields, Inspection why) {
    return Tuple.tuple()
        .addArrayOfLong(ids)
        .addInteger(why.by().value())
        .addArrayOfString(fields)
        .addString(why.reason())
        .addString(why.of() == null ? null : why.of().display());
  }

  static Buffer[] buffers(List<byte[]> values) {
    return values.stream().map(Buffer::buffer).toArray(Buffer[]::new);
  }

  /**
   * @throws IllegalArgumentException for more than {@link PersonVault#MAX_REFS}
   */
  static Long[] ids(List<Long> ids) {
    if (ids.size() > PersonVault.MAX_REFS) {
      throw new IllegalArgumentException(
          "expected at most %d records, found %d".formatted(PersonVault.MAX_REFS, ids.size()));
    }
    return ids.toArray(Long[]::new);
  }
}
