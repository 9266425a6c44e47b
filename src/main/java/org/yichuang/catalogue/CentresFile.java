package org.yichuang.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yichuang.hall.LocalText;

/**
 * Centres as a YAML file describes them: each after the one it is below. Immutable.
 *
 * @param entries in the order of the file
 */
public record CentresFile(List<Entry> entries) {

  /**
   * One centre.
   *
   * @param parent empty: the root of the deployment's tree
   */
  public record Entry(String slug, LocalText name, CentreLevel level, Optional<String> parent) {}

  public CentresFile {
    entries = List.copyOf(entries);
  }

  /**
   * @param file its name, for problems
   */
  public static CentresFile parse(String file, String source) throws InvalidHallFile {
    Yaml root = Yaml.parse(file, source);
    root.finish();
    root.only("centres");
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Yaml> items = root.get("centres").list("a list of centres");
    if (items.isEmpty() || items.size() > CentreTree.MAX_CENTRES) {
      root.get("centres")
          .problem("1…%d centres".formatted(CentreTree.MAX_CENTRES), "" + items.size());
    }
    for (Yaml item : items) {
      item.only("id", "name", "level", "parent");
      Optional<String> slug = slug(item.get("id"));
      Optional<LocalText> name = HallFile.name(item.get("name"));
      Optional<CentreLevel> level =
          item.get("level")
              .read(
                  "one of province, city, county, township, village",
                  word -> CentreLevel.of(word).orElseThrow());
      Optional<String> parent =
          item.get("parent").isPresent() ? slug(item.get("parent")) : Optional.empty();
      if (slug.isPresent() && !seen.add(slug.get())) {
        item.get("id").problem("each centre once", slug.get());
      }
      if (slug.isPresent() && name.isPresent() && level.isPresent()) {
        entries.add(new Entry(slug.get(), name.get(), level.get(), parent));
      }
    }
    root.finish();
    return new CentresFile(entries);
  }

  static Optional<String> slug(Yaml yaml) {
    return yaml.read(
        "a short name of the centre in small letters",
        text -> {
          if (!Centre.isSlug(text)) {
            throw new IllegalArgumentException(text);
          }
          return text;
        });
  }

  /**
   * Adds the centres that are absent; those that are there stay as they are. Blocking: start-up
   * work. Nodes may do so at the same time.
   *
   * @return how many were added
   * @throws InvalidHallFile when the tree cannot be so; nothing is added then
   */
  public int importAbsent(Connection connection) throws SQLException, InvalidHallFile {
    connection.setAutoCommit(false);
    try {
      try (PreparedStatement lock =
          connection.prepareStatement(
              "select pg_advisory_xact_lock(hashtext('yichuang.centres'))")) {
        lock.execute();
      }
      Map<CentreId, Centre> centres = load(connection);
      int before = centres.size();
      for (Entry entry : entries) {
        if (centres.values().stream().noneMatch(known -> known.slug().equals(entry.slug()))) {
          Centre added = add(connection, entry, centres);
          centres.put(added.id(), added);
        }
      }
      connection.commit();
      return centres.size() - before;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static Centre add(Connection connection, Entry entry, Map<CentreId, Centre> centres)
      throws SQLException, InvalidHallFile {
    CentreTree tree = new CentreTree(centres.values(), Map.of());
    Centre parent =
        entry
            .parent()
            .map(slug -> tree.centre(slug))
            .orElseGet(() -> tree.inOrder().stream().findFirst())
            .orElseThrow(
                () -> invalid(entry, "a parent of the tree or of an earlier line", "another"));
    Optional<CentreRefusal> refusal =
        tree.refusal(new CentreTree.Wish(null, entry.slug(), entry.level(), parent.id()));
    if (refusal.isPresent()) {
      throw invalid(entry, refusal.get().expected(), refusal.get().found());
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into centre (slug, name_zh, name_en, level, parent) values (?, ?, ?, ?, ?)
            returning id
            """)) {
      insert.setString(1, entry.slug());
      insert.setString(2, entry.name().zh());
      insert.setString(3, entry.name().en());
      insert.setString(4, entry.level().word());
      insert.setInt(5, parent.id().value());
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        return new Centre(
            new CentreId(rows.getInt(1)), entry.slug(), entry.name(), entry.level(), parent.id());
      }
    }
  }

  private static InvalidHallFile invalid(Entry entry, String expected, String found) {
    return new InvalidHallFile(
        List.of("centre %s: expected %s, found %s".formatted(entry.slug(), expected, found)));
  }

  private static Map<CentreId, Centre> load(Connection connection) throws SQLException {
    Map<CentreId, Centre> centres = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select id, slug, name_zh, name_en, level, parent from centre");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        int parent = rows.getInt(6);
        CentreId id = new CentreId(rows.getInt(1));
        centres.put(
            id,
            new Centre(
                id,
                rows.getString(2),
                new LocalText(rows.getString(3), rows.getString(4)),
                CentreLevel.of(rows.getString(5)).orElseThrow(),
                parent == 0 ? null : new CentreId(parent)));
      }
    }
    return centres;
  }
}
