package org.yichuang.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the roots of days that are over, one transaction for each day. Blocking; over a
 * connection of the running role, which it leaves without a transaction; memory for a block of
 * leaves. Nodes may try at once: one of them does it, the others find it done. Which days are over
 * is said by the database ({@code last_day_over}), whose triggers refuse what does not come next.
 *
 * <p>A leaf is the head of a stream: its last row before the day's end, which no earlier root has.
 * So what was written too late for its day goes into the root of the day after, for {@value
 * #LATE_DAYS} days.
 */
public final class DayRoots {
  /** Rows of so many days before are looked at too. */
  static final int LATE_DAYS = 7;

  private static final int FETCH_ROWS = 2_000;

  private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('yichuang.roots'))";

  private static final String STANDING =
      """
      select last_day_over() as over, r.day, r.hash
        from (values (1)) one
        left join (select day, hash from day_root order by day desc limit 1) r on true
      """;

  /** A hall's first event is its oldest, and its cases' come later: one row of each hall. */
  static final String OLDEST_EVENT =
      """
      select min(first.at)
        from hall h
        cross join lateral (select at from journal j where j.hall = h.id
                             order by day, seq limit 1) first
      """;

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

  /**
   * What is published and what could be.
   *
   * @param next the day whose root comes next; null while nothing was ever recorded
   * @param previous what it links to
   * @param over the last day that is over
   */
  private record Standing(
      @Nullable LocalDate next, Hash previous, boolean published, LocalDate over) {
    long behind() {
      if (next == null || (!published && next.isAfter(over))) {
        return 0;
      }
      return ChronoUnit.DAYS.between(next, over) + 1;
    }
  }

  /**
   * Publishes what is due, the oldest first; nothing when the newest root is ahead of time.
   *
   * @param most days
   * @return what this call published
   */
  public List<DayRoot> publish(int most) throws SQLException {
    connection.setAutoCommit(false);
    List<DayRoot> published = new ArrayList<>();
    try {
      while (published.size() < most) {
        Optional<DayRoot> next = publishNext();
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

  /**
   * How many days are over and have no root. Negative: so many have one and are not over, by the
   * clock of the database; nothing is published until they are.
   */
  public long behind() throws SQLException {
    return standing().behind();
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

  private Optional<DayRoot> publishNext() throws SQLException {
    if (!locked()) {
      return Optional.empty();
    }
    Standing standing = standing();
    LocalDate day = standing.next();
    if (day == null || standing.behind() <= 0) {
      return Optional.empty();
    }
    insertLeaves(day);
    DayTree tree = tree(day);
    DayRoot root = DayRoot.link(day, tree.leaves(), tree.root(), standing.previous());
    insert(root, tree.blocks());
    return Optional.of(root);
  }

  private boolean locked() throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK);
        ResultSet rows = lock.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private Standing standing() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STANDING);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      LocalDate over = rows.getObject("over", LocalDate.class);
      LocalDate newest = rows.getObject("day", LocalDate.class);
      return newest == null
          ? new Standing(firstDay(), Hash.NONE, false, over)
          : new Standing(newest.plusDays(1), Hash.of(rows.getBytes("hash")), true, over);
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

  /** By the clock of the database. */
  static LocalDate lastOver(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select last_day_over()");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getObject(1, LocalDate.class);
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
