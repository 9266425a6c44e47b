package org.yichuang.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the roots of days: their chain, each day's tree, that each leaf is the row it says, and
 * that no row was left out, nor dated ahead of all roots. That the rows of a stream are one chain
 * is for others to look at. Blocking; changes nothing; memory for a block of leaves. Of months that
 * were taken out the leaves are left, so their trees are computed all the same.
 */
final class RootVerifier {
  private static final int FETCH_ROWS = 2_000;

  /** So many days after the last one that is over no clock shows yet. */
  private static final int CLOCKS_DAYS = 3;

  private static final String ROOTS =
      "select day, leaves, tree, previous, hash from day_root order by day";

  private static final String LEAVES =
      """
      select l.day, l.position, l.hall, l.stream, l.sequence, l.seq, l.hash,
             coalesce(j.hash, c.hash) as found,
             exists (select 1 from detached_stream d
                      where l.sequence = 0 and d.hall = l.hall
                        and d.month = date_trunc('month', l.stream)::date) as detached
        from day_leaf l
        left join journal j
          on l.sequence = 0 and j.hall = l.hall and j.day = l.stream and j.seq = l.seq
        left join case_journal c
          on c.hall = l.hall and c.day = l.stream and c.sequence = l.sequence and c.seq = l.seq
       order by l.day, l.position
      """;

  private static final String BLOCKS = "select hash from day_block where day = ? order by position";

  /** When the first day began that has a root: what is older was there before roots were made. */
  private static final String FIRST =
      "(select (extract(epoch from min(day)) * 1000)::bigint from day_root)";

  /**
   * A hall's days are one chain, so a leaf of a later one binds all before it: those too that were
   * out of the tables when their roots were made. A case's chain is its own.
   */
  private static final String LEFT_OUT =
      """
      select hall, day, 0 as sequence, seq
        from (select distinct on (hall) hall, day, seq
                from journal where at >= %1$s and at < ?
               order by hall, day desc, seq desc) head
       where not exists (select 1 from day_leaf l
                          where l.hall = head.hall and l.sequence = 0 and l.stream >= head.day
                            and (l.stream > head.day or l.seq >= head.seq))
      union all
      select hall, day, sequence, seq
        from (select hall, day, sequence, max(seq) as seq
                from case_journal where at >= %1$s and at < ? group by hall, day, sequence) head
       where not exists (select 1 from day_leaf l
                          where l.hall = head.hall and l.stream = head.day
                            and l.sequence = head.sequence and l.seq >= head.seq)
       order by hall, day, sequence
       limit 100
      """
          .formatted(FIRST);

  /** What no root would have before its time has come. */
  private static final String TO_COME =
      """
      select hall, day, 0 as sequence, seq from journal where at >= ?
      union all
      select hall, day, sequence, seq from case_journal where at >= ?
       order by hall, day, sequence, seq
       limit 100
      """;

  private final Consumer<String> problem;

  /**
   * @param problem told of each in a line
   */
  RootVerifier(Consumer<String> problem) {
    this.problem = problem;
  }

  /**
   * Reads what the connection sees, within the transaction that it is in.
   *
   * @return how many roots there are
   */
  int run(Connection connection) throws SQLException {
    try (PreparedStatement roots = query(connection, ROOTS);
        PreparedStatement leaves = query(connection, LEAVES);
        ResultSet rootRows = roots.executeQuery();
        ResultSet leafRows = leaves.executeQuery()) {
      Leaves rest = new Leaves(leafRows);
      DayRoot before = null;
      int count = 0;
      while (rootRows.next()) {
        DayRoot root = DayRoots.root(rootRows);
        compare(root, before);
        compare(root, rest.tree(root.day()), blocks(connection, root.day()));
        before = root;
        count++;
      }
      rest.end();
      if (before != null) {
        LocalDate over = DayRoots.lastOver(connection);
        notOver(before.day(), over);
        rows(
            connection,
            LEFT_OUT,
            before.day().plusDays(1).minusDays(DayRoots.LATE_DAYS),
            "it is in no root");
        rows(connection, TO_COME, over.plusDays(CLOCKS_DAYS), "its time is still to come");
      }
      return count;
    }
  }

  private static PreparedStatement query(Connection connection, String sql) throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    query.setFetchSize(FETCH_ROWS);
    return query;
  }

  private void compare(DayRoot root, @Nullable DayRoot before) {
    if (!root.hash().equals(root.expectedHash())) {
      problem.accept(
          "root of %s: its columns do not have the hash that is stored".formatted(root.day()));
    }
    Hash expected = before == null ? Hash.NONE : before.hash();
    if (!root.previous().equals(expected)) {
      problem.accept("root of %s: it does not link to the one before".formatted(root.day()));
    }
    if (before != null && !root.day().equals(before.day().plusDays(1))) {
      problem.accept(
          "root of %s: expected one of %s before it, found none"
              .formatted(root.day(), root.day().minusDays(1)));
    }
  }

  private void compare(DayRoot root, DayTree tree, List<Hash> blocks) {
    if (tree.leaves() != root.leaves() || !tree.root().equals(root.tree())) {
      problem.accept(
          "root of %s: its %d leaves are not those of the tree that was published"
              .formatted(root.day(), tree.leaves()));
    }
    if (!tree.blocks().equals(blocks)) {
      problem.accept("root of %s: its blocks are not those of its leaves".formatted(root.day()));
    }
  }

  private static List<Hash> blocks(Connection connection, LocalDate day) throws SQLException {
    List<Hash> blocks = new ArrayList<>();
    try (PreparedStatement query = query(connection, BLOCKS)) {
      query.setObject(1, day);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          blocks.add(Hash.of(rows.getBytes(1)));
        }
      }
    }
    return blocks;
  }

  private void notOver(LocalDate newest, LocalDate over) {
    if (newest.isAfter(over)) {
      problem.accept(
          "root of %s: expected none after %s, the last day that is over".formatted(newest, over));
    }
  }

  /** Names each row that a query finds. */
  private void rows(Connection connection, String sql, LocalDate from, String wrong)
      throws SQLException {
    long millis = DayRoots.start(from);
    try (PreparedStatement query = query(connection, sql)) {
      query.setLong(1, millis);
      query.setLong(2, millis);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          problem.accept("%s/%d: %s".formatted(stream(rows, "day"), rows.getInt("seq"), wrong));
        }
      }
    }
  }

  private static String stream(ResultSet rows, String day) throws SQLException {
    int sequence = rows.getInt("sequence");
    return "hall %d, %s%s"
        .formatted(
            rows.getInt("hall"),
            rows.getObject(day, LocalDate.class),
            sequence == 0 ? "" : ", case " + sequence);
  }

  /** Leaves of all days, in order. */
  private final class Leaves {
    private final ResultSet rows;
    private @Nullable LocalDate day;

    Leaves(ResultSet rows) throws SQLException {
      this.rows = rows;
      advance();
    }

    private void advance() throws SQLException {
      day = rows.next() ? rows.getObject("day", LocalDate.class) : null;
    }

    /** The tree of a day's leaves; those of days before it have no root. */
    DayTree tree(LocalDate of) throws SQLException {
      DayTree tree = new DayTree();
      while (day != null && !day.isAfter(of)) {
        if (day.isBefore(of)) {
          rootless();
        } else {
          byte[] hash = rows.getBytes("hash");
          compare(tree.leaves(), hash);
          tree.add(Hash.of(hash));
        }
        advance();
      }
      return tree;
    }

    void end() throws SQLException {
      while (day != null) {
        rootless();
        advance();
      }
    }

    private void rootless() throws SQLException {
      problem.accept("leaf %d of %s: the day has no root".formatted(rows.getInt("position"), day));
    }

    private void compare(int position, byte[] hash) throws SQLException {
      if (rows.getInt("position") != position) {
        wrong("expected position " + position);
      }
      byte[] found = rows.getBytes("found");
      if (found == null) {
        if (!rows.getBoolean("detached")) {
          wrong("the journal has no such row");
        }
      } else if (!Arrays.equals(found, hash)) {
        wrong("the row has another hash than the one that was published");
      }
    }

    private void wrong(String what) throws SQLException {
      problem.accept(
          "leaf %d of %s, %s/%d: %s"
              .formatted(
                  rows.getInt("position"), day, stream(rows, "stream"), rows.getInt("seq"), what));
    }
  }
}
