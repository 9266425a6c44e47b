package org.yichuang.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the roots of days that are over, one transaction for each day. Blocking; over a
 * connection of the running role, which it leaves without a transaction; memory for a block of
 * leaves. Nodes may try at once: one of them does it, the others find it done.
 *
 * <p>A leaf is the head of a stream: its last row before the day's end, which no earlier root has.
 * So what was written too late for its day goes into the root of the day after, for {@value
 * #LATE_DAYS} days.
 */
public final class DayRoots {
  /** How long after a day's end its root is made: no flight is that late. */
  public static final Duration GRACE = Duration.ofHours(1);

  /** Rows of so many days before are looked at too. */
  static final int LATE_DAYS = 7;

  private static final int FETCH_ROWS = 2_000;

  private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('yichuang.roots'))";

  private static final String NEWEST = "select day, hash from day_root order by day desc limit 1";

  private static final String OLDEST_EVENT = "select min(at) from journal";

  private static final String LEAVES =
      """
      insert into day_leaf (day, position, hall, stream, sequence, seq, hash)
      select ?::date, row_number() over (order by hall, stream, sequence) - 1,
             hall, stream, sequence, seq, hash
        from ((select distinct on (hall, day) hall, day as stream, 0 as sequence, seq, hash
                 from journal where at >= ? and at < ?
                order by hall, day, seq desc)
              union all
              (select distinct on (hall, day, sequence) hall, day, sequence, seq, hash
                 from case_journal where at >= ? and at < ?
                order by hall, day, sequence, seq desc)) head
       where not exists (select 1 from day_leaf l
                          where l.hall = head.hall and l.stream = head.stream
                            and l.sequence = head.sequence and l.seq >= head.seq)
      """;

  private static final String HASHES = "select hash from day_leaf where day = ? order by position";

  private final Connection connection;

  public DayRoots(Connection connection) {
    this.connection = connection;
  }

  /** The last one that was published. */
  private record Newest(LocalDate day, Hash hash) {}

  /**
   * Publishes what is due, the oldest first.
   *
   * @param now by which days are over
   * @param most days
   * @return what this call published
   */
  public List<DayRoot> publish(Instant now, int most) throws SQLException {
    connection.setAutoCommit(false);
    List<DayRoot> published = new ArrayList<>();
    try {
      while (published.size() < most) {
        Optional<DayRoot> next = publishNext(now);
        if (next.isEmpty()) {
          break;
        }
        connection.commit();
        published.add(next.get());
      }
      return published;
    } finally {
      connection.rollback();
    }
  }

  /** The last ones that were published, the oldest first. */
  public List<DayRoot> newest(int most) throws SQLException {
    List<DayRoot> roots = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select day, leaves, tree, previous, hash from day_root order by day desc limit ?")) {
      query.setInt(1, most);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          roots.addFirst(root(rows));
        }
      }
    }
    return roots;
  }

  static DayRoot root(ResultSet row) throws SQLException {
    return new DayRoot(
        row.getObject("day", LocalDate.class),
        row.getInt("leaves"),
        Hash.of(row.getBytes("tree")),
        Hash.of(row.getBytes("previous")),
        Hash.of(row.getBytes("hash")));
  }

  /** The last day whose root may be made by now. */
  public static LocalDate lastOver(Instant now) {
    return LocalDate.ofInstant(now.minus(GRACE), ZoneOffset.UTC).minusDays(1);
  }

  private Optional<DayRoot> publishNext(Instant now) throws SQLException {
    if (!locked()) {
      return Optional.empty();
    }
    Newest newest = newest();
    LocalDate day = newest == null ? firstDay() : newest.day().plusDays(1);
    if (day == null || day.isAfter(lastOver(now))) {
      return Optional.empty();
    }
    insertLeaves(day);
    DayTree tree = tree(day);
    DayRoot root =
        DayRoot.link(day, tree.leaves(), tree.root(), newest == null ? Hash.NONE : newest.hash());
    insert(root, tree.blocks());
    return Optional.of(root);
  }

  private boolean locked() throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK);
        ResultSet rows = lock.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private @Nullable Newest newest() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWEST);
        ResultSet rows = query.executeQuery()) {
      return rows.next()
          ? new Newest(rows.getObject(1, LocalDate.class), Hash.of(rows.getBytes(2)))
          : null;
    }
  }

  private @Nullable LocalDate firstDay() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OLDEST_EVENT);
        ResultSet rows = query.executeQuery()) {
      Long oldest = rows.next() ? rows.getObject(1, Long.class) : null;
      return oldest == null
          ? null
          : LocalDate.ofInstant(Instant.ofEpochMilli(oldest), ZoneOffset.UTC);
    }
  }

  private void insertLeaves(LocalDate day) throws SQLException {
    long from = start(day.minusDays(LATE_DAYS));
    long to = start(day.plusDays(1));
    try (PreparedStatement insert = connection.prepareStatement(LEAVES)) {
      insert.setObject(1, day);
      insert.setLong(2, from);
      insert.setLong(3, to);
      insert.setLong(4, from);
      insert.setLong(5, to);
      insert.executeUpdate();
    }
  }

  static long start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private DayTree tree(LocalDate day) throws SQLException {
    DayTree tree = new DayTree();
    try (PreparedStatement query = connection.prepareStatement(HASHES)) {
      query.setFetchSize(FETCH_ROWS);
      query.setObject(1, day);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tree.add(Hash.of(rows.getBytes(1)));
        }
      }
    }
    return tree;
  }

  private void insert(DayRoot root, List<Hash> blocks) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into day_block (day, position, hash) values (?, ?, ?)")) {
      int position = 0;
      for (Hash block : blocks) {
        insert.setObject(1, root.day());
        insert.setInt(2, position++);
        insert.setBytes(3, block.bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into day_root (day, leaves, tree, previous, hash) values (?, ?, ?, ?, ?)")) {
      insert.setObject(1, root.day());
      insert.setInt(2, root.leaves());
      insert.setBytes(3, root.tree().bytes());
      insert.setBytes(4, root.previous().bytes());
      insert.setBytes(5, root.hash().bytes());
      insert.executeUpdate();
    }
  }
}
