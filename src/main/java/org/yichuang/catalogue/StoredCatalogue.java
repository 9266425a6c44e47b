package org.yichuang.catalogue;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.calendar.OpeningCalendar;
import org.yichuang.calendar.YearNotice;
import org.yichuang.cases.CaseItems;
import org.yichuang.deadlines.Calendars;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.UnknownConfiguration;

/**
 * The catalogue as the database had it when it was loaded. Immutable; any thread. Importing and
 * loading block: start-up work.
 */
public final class StoredCatalogue implements Catalogue {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCatalogue.class);

  private final Map<HallId, NavigableMap<Integer, Version>> versions = new HashMap<>();
  private final Map<HallId, CalendarEdition> editions = new HashMap<>();
  private final List<StoredYear> years;
  private final NationalCalendar national;
  private final Map<String, HallConfig> bySlug = new HashMap<>();
  private final Map<HallId, HallConfig> newest = new HashMap<>();
  private final Map<HallId, LocalDate> founded;
  private final List<HallConfig> halls;

  /** A version of a hall, with what it pins. */
  record Version(HallConfig config, ItemList items, HallOpening opening, Calendars calendars) {
    static Version of(
        HallConfig config, ItemList items, HallOpening opening, NationalCalendar national) {
      return new Version(
          config,
          items,
          opening,
          new Calendars(opening.workingDays(national), opening.calendar(config.zone(), national)));
    }

    /** The same by another national calendar: what it says holds for halls' hours at once. */
    private Version by(NationalCalendar national) {
      return of(
          new HallConfig(
              config.id(),
              config.slug(),
              config.version(),
              config.name(),
              config.zone(),
              opening.hours(config.zone(), national),
              config.queues(),
              config.windows(),
              config.settings()),
          items,
          opening,
          national);
    }

    private boolean opensLike(Version other) {
      return opening.equals(other.opening) && config.zone().equals(other.config.zone());
    }

    /**
     * From the columns of a stored version.
     *
     * @throws IllegalStateException when this program cannot read them
     */
    static Version read(
        HallId id,
        String slug,
        int version,
        String content,
        String opening,
        String items,
        NationalCalendar national) {
      HallOpening open = StoredJson.opening(opening);
      return of(
          HallConfigJson.read(id, slug, version, content, open, national),
          StoredJson.items(items),
          open,
          national);
    }
  }

  private StoredCatalogue(
      List<Version> all, Map<HallId, LocalDate> founded, List<StoredYear> years) {
    this.founded = Map.copyOf(founded);
    this.years = List.copyOf(years);
    national = DatabaseCalendarYears.calendar(years);
    for (Version version : all) {
      HallConfig config = version.config();
      versions
          .computeIfAbsent(config.id(), unused -> new TreeMap<>())
          .put(config.version(), version);
    }
    for (NavigableMap<Integer, Version> of : versions.values()) {
      HallConfig config = of.lastEntry().getValue().config();
      newest.put(config.id(), config);
      bySlug.put(config.slug(), config);
      editions.put(
          config.id(),
          new CalendarEdition(BundledFiles.calendarEdition(), calendarVersion(), opensSince(of)));
    }
    halls = newest.values().stream().sorted(Comparator.comparing(HallConfig::slug)).toList();
  }

  /** The first version from which on the hall opens as by its newest. */
  private static int opensSince(NavigableMap<Integer, Version> of) {
    Version newest = of.lastEntry().getValue();
    int since = of.lastKey();
    for (Map.Entry<Integer, Version> before : of.descendingMap().entrySet()) {
      if (!before.getValue().opensLike(newest)) {
        break;
      }
      since = before.getKey();
    }
    return since;
  }

  /** Of the notices that were stored. */
  int calendarVersion() {
    return years.stream().mapToInt(StoredYear::version).max().orElse(0);
  }

  NationalCalendar national() {
    return national;
  }

  /** The same with versions more of the same halls. */
  StoredCatalogue with(Collection<Version> more) {
    List<Version> all = new ArrayList<>(more);
    versions.values().forEach(of -> all.addAll(of.values()));
    return new StoredCatalogue(all, founded, years);
  }

  /** The same with notices of years more; what is there already stays. */
  StoredCatalogue withYears(Collection<StoredYear> more) {
    Map<Integer, StoredYear> byVersion = new TreeMap<>();
    more.forEach(year -> byVersion.put(year.version(), year));
    years.forEach(year -> byVersion.put(year.version(), year));
    List<StoredYear> all = List.copyOf(byVersion.values());
    NationalCalendar next = DatabaseCalendarYears.calendar(all);
    return new StoredCatalogue(
        versions.values().stream()
            .flatMap(of -> of.values().stream())
            .map(version -> version.by(next))
            .toList(),
        founded,
        all);
  }

  /**
   * A hall that the database may not have yet.
   *
   * @param itemsSource the file of its items; null when it has none
   * @param items what people can apply for there
   * @param roundTheClock whether it is open and gives numbers at any time, whatever its hours
   */
  public record Import(
      HallFile file, @Nullable String itemsSource, ItemList items, boolean roundTheClock) {

    /** A hall without items. */
    public Import(HallFile file, boolean roundTheClock) {
      this(file, null, ItemList.NONE, roundTheClock);
    }

    HallConfig config(HallId id, int version) {
      return file.config(id, version, roundTheClock);
    }

    HallOpening opening() {
      return file.opening(roundTheClock);
    }

    /** Its items as the rules of cases see them, whatever version is asked for. */
    public CaseItems caseItems() {
      return items::forCases;
    }

    /** The calendars of its cases. */
    public Calendars calendars() {
      NationalCalendar national = BundledFiles.nationalCalendar();
      return new Calendars(
          opening().workingDays(national), opening().calendar(file.zone(), national));
    }
  }

  /**
   * Stores the hall when it is absent. A stored hall is left as it is: the database is the truth; a
   * file that differs is only told of. Nodes may import at the same time.
   */
  public static void importAbsent(Connection connection, Import hall) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Optional<HallId> added = add(connection, hall);
      if (added.isPresent()) {
        HallConfig first = hall.config(added.get(), 1);
        try (PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into hall_config
                       (hall, version, source, items_source, content, opening, items)
                values (?, 1, ?, ?, ?, ?, ?)
                """)) {
          insert.setInt(1, added.get().value());
          insert.setString(2, hall.file().source());
          insert.setString(3, hall.itemsSource());
          insert.setString(4, HallConfigJson.write(first));
          insert.setString(5, StoredJson.write(hall.opening()));
          insert.setString(6, StoredJson.write(hall.items()));
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

  private static Optional<HallId> add(Connection connection, Import hall) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into hall (slug, founded, always_open, centre)
            values (?, (now() at time zone ?)::date, ?, ?)
            on conflict do nothing returning id
            """)) {
      insert.setString(1, hall.file().slug());
      insert.setString(2, hall.file().zone().getId());
      insert.setBoolean(3, hall.roundTheClock());
      insert.setInt(4, centre(connection, hall.file()));
      try (ResultSet rows = insert.executeQuery()) {
        return rows.next() ? Optional.of(new HallId(rows.getInt(1))) : Optional.empty();
      }
    }
  }

  private static int centre(Connection connection, HallFile file) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select id from centre where slug = ?::text or (?::text is null and parent is null)")) {
      query.setString(1, file.centre().orElse(null));
      query.setString(2, file.centre().orElse(null));
      try (ResultSet rows = query.executeQuery()) {
        if (rows.next()) {
          return rows.getInt(1);
        }
      }
    }
    throw new SQLException(
        "the file of hall %s: expected a centre of the database, found %s; add it by import-centres"
            .formatted(file.slug(), file.centre().orElse("none")));
  }

  private static void warnWhenDifferent(Connection connection, Import hall) throws SQLException {
    StoredCatalogue catalogue = load(connection);
    HallConfig stored = catalogue.hall(hall.file().slug()).orElseThrow();
    Version version = catalogue.find(stored.id(), stored.version());
    HallConfig stated = hall.config(stored.id(), stored.version());
    boolean same =
        HallConfigJson.write(stated).equals(HallConfigJson.write(stored))
            && StoredJson.write(hall.opening()).equals(StoredJson.write(version.opening()))
            && StoredJson.write(hall.items()).equals(StoredJson.write(version.items()));
    if (!same) {
      LOG.warn(
          "hall {}: its file differs from version {} in the database, which stays in force",
          hall.file().slug(),
          stored.version());
    }
  }

  /** Everything the database has. */
  public static StoredCatalogue load(Connection connection) throws SQLException {
    List<Version> all = new ArrayList<>();
    Map<HallId, LocalDate> founded = new HashMap<>();
    List<StoredYear> years = years(connection);
    NationalCalendar national = DatabaseCalendarYears.calendar(years);
    try (PreparedStatement query =
            connection.prepareStatement(
                """
                select h.id, h.slug, c.version, c.content, h.founded, c.opening, c.items
                  from hall h join hall_config c on c.hall = h.id
                 order by h.id, c.version
                """);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        founded.put(new HallId(rows.getInt(1)), rows.getObject(5, LocalDate.class));
        all.add(
            Version.read(
                new HallId(rows.getInt(1)),
                rows.getString(2),
                rows.getInt(3),
                rows.getString(4),
                rows.getString(6),
                rows.getString(7),
                national));
      }
    }
    return new StoredCatalogue(all, founded, years);
  }

  private static List<StoredYear> years(Connection connection) throws SQLException {
    List<StoredYear> years = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select version, year, holidays::text[], workdays::text[], document, created_at
              from calendar_year where calendar = ? order by version
            """)) {
      query.setString(1, BundledFiles.nationalCalendar().id());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          years.add(
              new StoredYear(
                  rows.getInt(1),
                  new YearNotice(rows.getInt(2), days(rows.getArray(3)), days(rows.getArray(4))),
                  rows.getString(5),
                  rows.getObject(6, OffsetDateTime.class).toInstant(),
                  null));
        }
      }
    }
    return years;
  }

  private static Set<LocalDate> days(Array dates) throws SQLException {
    Set<LocalDate> days = new TreeSet<>();
    for (String date : (String[]) dates.getArray()) {
      days.add(LocalDate.parse(date));
    }
    return days;
  }

  @Override
  public List<HallConfig> halls() {
    return halls;
  }

  @Override
  public Optional<HallConfig> hall(String slug) {
    return Optional.ofNullable(bySlug.get(slug));
  }

  @Override
  public HallConfig newest(HallId hall) {
    HallConfig config = newest.get(hall);
    if (config == null) {
      throw new IllegalStateException("there is no " + hall);
    }
    return config;
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
    return find(hall, version).config();
  }

  @Override
  public ItemList items(HallId hall, int version) {
    return find(hall, version).items();
  }

  @Override
  public OpeningCalendar openings(HallId hall, int version) {
    return find(hall, version).calendars().opening();
  }

  @Override
  public NationalCalendar workingDays(HallId hall, int version) {
    return find(hall, version).calendars().national();
  }

  @Override
  public Optional<NationalCalendar> calendar(String id) {
    return Optional.of(national).filter(known -> known.id().equals(id));
  }

  @Override
  public CalendarEdition calendarEdition(HallId hall) {
    CalendarEdition edition = editions.get(hall);
    if (edition == null) {
      throw new IllegalStateException("there is no " + hall);
    }
    return edition;
  }

  @Override
  public Calendars calendarsOf(HallId hall) {
    return of(hall).lastEntry().getValue().calendars();
  }

  private Version find(HallId hall, int version) {
    Version found = of(hall).get(version);
    if (found == null) {
      throw new UnknownConfiguration(hall, version);
    }
    return found;
  }

  private NavigableMap<Integer, Version> of(HallId hall) {
    NavigableMap<Integer, Version> of = versions.get(hall);
    if (of == null) {
      throw new IllegalStateException("there is no " + hall);
    }
    return of;
  }
}
