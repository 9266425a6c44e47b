package org.yichuang.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.yichuang.cases.CaseNumber;

/**
 * Roots that were published, and how streams are in them. Any event loop. A failed future: the
 * database could not be asked.
 */
public final class PublishedRoots {
  private static final long TIMEOUT_SECONDS = 5;

  private static final String COLUMNS = "day, leaves, tree, previous, hash";

  private static final String BEFORE =
      "select %s from day_root where day < $1 order by day desc limit $2".formatted(COLUMNS);

  private static final String ONE = "select %s from day_root where day = $1".formatted(COLUMNS);

  private static final String LEAF =
      """
      select r.day, r.leaves, r.tree, r.previous, r.hash, l.seq, l.position
        from day_leaf l join day_root r using (day)
       where l.hall = $1 and l.stream = $2 and l.sequence = $3
       order by l.seq desc limit 1
      """;

  private static final String NEAR =
      """
      select position, hash from day_leaf
       where day = $1 and (position between $2 and $3 or position >= $4)
       order by position
      """;

  private static final String BLOCKS =
      "select hash from day_block where day = $1 order by position";

  private final Pool pool;

  public PublishedRoots(Pool pool) {
    this.pool = pool;
  }

  /**
   * That a row of a stream is in the root of a day.
   *
   * @param seq of the row, the stream's last one by the end of that day
   * @param position of its leaf, from 0
   * @param path what the leaf is hashed with, the nearest first
   */
  public record Inclusion(DayRoot root, int seq, int position, List<Hash> path) {
    public Inclusion {
      path = List.copyOf(path);
    }
  }

  /**
   * The newest before a day.
   *
   * @param limit at most so many
   */
  public Future<List<DayRoot>> before(LocalDate day, int limit) {
    return ask(BEFORE, Tuple.of(day, limit))
        .map(
            rows -> {
              List<DayRoot> roots = new ArrayList<>(rows.size());
              rows.forEach(row -> roots.add(root(row)));
              return roots;
            });
  }

  public Future<Optional<DayRoot>> of(LocalDate day) {
    return ask(ONE, Tuple.of(day)).map(rows -> first(rows).map(PublishedRoots::root));
  }

  /** The newest root that a case is in; empty while none is published. */
  public Future<Optional<Inclusion>> newest(CaseNumber number) {
    return ask(LEAF, Tuple.of(number.hall().value(), number.day(), number.sequence()))
        .compose(
            rows ->
                first(rows)
                    .map(row -> included(root(row), row.getInteger(5), row.getInteger(6)))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<Inclusion>> included(DayRoot root, int seq, int position) {
    int own = position / Merkle.BLOCK;
    int whole = root.leaves() / Merkle.BLOCK;
    Future<RowSet<Row>> leaves =
        ask(
            NEAR,
            Tuple.of(
                root.day(),
                own * Merkle.BLOCK,
                (own + 1) * Merkle.BLOCK - 1,
                whole * Merkle.BLOCK));
    Future<RowSet<Row>> blocks = ask(BLOCKS, Tuple.of(root.day()));
    return Future.all(leaves, blocks)
        .map(
            unused -> {
              List<Hash> near = new ArrayList<>();
              List<Hash> last = new ArrayList<>();
              for (Row row : leaves.result()) {
                Hash leaf = Merkle.leaf(hash(row, 1));
                if (row.getInteger(0) / Merkle.BLOCK == own) {
                  near.add(leaf);
                }
                if (row.getInteger(0) / Merkle.BLOCK == whole) {
                  last.add(leaf);
                }
              }
              List<Hash> above = new ArrayList<>();
              blocks.result().forEach(row -> above.add(hash(row, 0)));
              if (!last.isEmpty()) {
                above.add(Merkle.root(last));
              }
              List<Hash> path = new ArrayList<>(Merkle.path(near, position % Merkle.BLOCK));
              path.addAll(Merkle.path(above, own));
              return Optional.of(new Inclusion(root, seq, position, path));
            });
  }

  private Future<RowSet<Row>> ask(String sql, Tuple asked) {
    return pool.preparedQuery(sql).execute(asked).timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static DayRoot root(Row row) {
    return new DayRoot(
        row.getLocalDate(0), row.getInteger(1), hash(row, 2), hash(row, 3), hash(row, 4));
  }

  private static Hash hash(Row row, int column) {
    return Hash.of(row.getBuffer(column).getBytes());
  }
}
