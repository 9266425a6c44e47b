package org.yichuang.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;

/**
 * The catalogue as the database has it when it is loaded. Immutable; any thread. Importing and
 * loading block: start-up work.
 */
public final class StoredCatalogue implements Catalogue {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCatalogue.class);

  private final Map<HallId, NavigableMap<Integer, HallConfig>> versions = new HashMap<>();
  private final Map<String, HallId> bySlug = new HashMap<>();
  private final Map<HallId, LocalDate> founded;
  private final List<HallConfig> halls;

  private StoredCatalogue(List<HallConfig> all, Map<HallId, LocalDate> founded) {
    this.founded = Map.copyOf(founded);
    for (HallConfig config : all) {
      versions
          .computeIfAbsent(config.id(), unused -> new TreeMap<>())
          .put(config.version(), config);
      bySlug.put(config.slug(), config.id());
    }
    halls =
        versions.values().stream()
            .map(of -> of.lastEntry().getValue())
            .sorted(Comparator.comparing(HallConfig::slug))
            .toList();
  }

  /**
   * A hall that the database may not have yet.
   *
   * @param roundTheClock whether it gives numbers at any time, whatever its hours
   */
  public record Import(HallFile file, boolean roundTheClock) {
    HallConfig config(HallId id, int version) {
      return file.config(id, version, roundTheClock);
    }
  }

  /**
   * Stores the hall when it is absent. A stored hall is left as it is: the database is the truth; a
   * file that differs is only told of. Nodes may import at the same time.
   */
  public static void importAbsent(Connection connection, Import hall) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Optional<HallId> added = add(connection, hall.file().slug(), hall.file().zone());
      if (added.isPresent()) {
        HallConfig first = hall.config(added.get(), 1);
        try (PreparedStatement insert =
            connection.prepareStatement(
                "insert into hall_config (hall, version, source, content) values (?, 1, ?, ?)")) {
          insert.setInt(1, added.get().value());
          insert.setString(2, hall.file().source());
          insert.setString(3, HallConfigJson.write(first));
          insert.executeUpdate();
        }
      }
      connection.commit();
      if (added.isEmpty()) {
        warnWhenDifferent(connection, hall);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static Optional<HallId> add(Connection connection, String slug, ZoneId zone)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into hall (slug, founded) values (?, (now() at time zone ?)::date)
            on conflict do nothing returning id
            """)) {
      insert.setString(1, slug);
      insert.setString(2, zone.getId());
      try (ResultSet rows = insert.executeQuery()) {
        return rows.next() ? Optional.of(new HallId(rows.getInt(1))) : Optional.empty();
      }
    }
  }

  private static void warnWhenDifferent(Connection connection, Import hall) throws SQLException {
    HallConfig stored = load(connection).hall(hall.file().slug()).orElseThrow();
    HallConfig stated = hall.config(stored.id(), stored.version());
    if (!HallConfigJson.write(stated).equals(HallConfigJson.write(stored))) {
      LOG.warn(
          "hall {}: its file differs from version {} in the database, which stays in force",
          hall.file().slug(),
          stored.version());
    }
  }

  /** Everything the database has. */
  public static StoredCatalogue load(Connection connection) throws SQLException {
    List<HallConfig> all = new ArrayList<>();
    Map<HallId, LocalDate> founded = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                """
                select h.id, h.slug, c.version, c.content, h.founded
                  from hall h join hall_config c on c.hall = h.id
                 order by h.id, c.version
                """);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        founded.put(new HallId(rows.getInt(1)), rows.getObject(5, LocalDate.class));
        all.add(
            HallConfigJson.read(
                new HallId(rows.getInt(1)), rows.getString(2), rows.getInt(3), rows.getString(4)));
      }
    }
    return new StoredCatalogue(all, founded);
  }

  @Override
  public List<HallConfig> halls() {
    return halls;
  }

  @Override
  public Optional<HallConfig> hall(String slug) {
    return Optional.ofNullable(bySlug.get(slug)).map(this::newest);
  }

  @Override
  public HallConfig newest(HallId hall) {
    return of(hall).lastEntry().getValue();
  }

  @Override
  public LocalDate founded(HallId hall) {
    LocalDate day = founded.get(hall);
    if (day == null) {
      throw new IllegalStateException("there is no " + hall);
    }
    return day;
  }

  @Override
  public HallConfig version(HallId hall, int version) {
    HallConfig config = of(hall).get(version);
    if (config == null) {
      throw new IllegalStateException("%s has no configuration %d".formatted(hall, version));
    }
    return config;
  }

  private NavigableMap<Integer, HallConfig> of(HallId hall) {
    NavigableMap<Integer, HallConfig> of = versions.get(hall);
    if (of == null) {
      throw new IllegalStateException("there is no " + hall);
    }
    return of;
  }
}
