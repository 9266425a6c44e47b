package org.yichuang.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yichuang.calendar.NationalCalendar;

/** The files that come with the program. Any thread; reading them blocks. */
public final class BundledFiles {
  private BundledFiles() {}

  private static final class National {
    static final CalendarFile FILE = read();

    private static CalendarFile read() {
      try {
        return CalendarFile.parse("cn.yaml", text("calendars/cn.yaml"));
      } catch (IOException | InvalidHallFile broken) {
        throw new IllegalStateException("the program's calendar cannot be read", broken);
      }
    }
  }

  /** China's national calendar, with the notices known when the program was made; read once. */
  public static NationalCalendar nationalCalendar() {
    return National.FILE.calendar();
  }

  /** Which edition {@link #nationalCalendar} is: another one counts otherwise. */
  static int calendarEdition() {
    return National.FILE.edition();
  }

  /** The demonstration hall. */
  public static HallFile demonstrationHall() throws IOException, InvalidHallFile {
    return HallFile.parse("hanjiang.yaml", text("demonstration/hanjiang.yaml"));
  }

  /**
   * The demonstration hall with its illustrative items, as the database gets it.
   *
   * @param hall the demonstration hall
   */
  public static StoredCatalogue.Import demonstration(HallFile hall, boolean roundTheClock)
      throws IOException, InvalidHallFile {
    String source = text("demonstration/hanjiang-items.yaml");
    ItemList items = ItemsFile.parse("hanjiang-items.yaml", source, hall, regimes());
    return new StoredCatalogue.Import(hall, source, items, roundTheClock);
  }

  /** The demonstration's centres: the district's, and those of its towns below it. */
  public static CentresFile demonstrationCentres() throws IOException, InvalidHallFile {
    return CentresFile.parse("centres.yaml", text("demonstration/centres.yaml"));
  }

  static List<Regime> regimes() throws IOException, InvalidHallFile {
    return RegimesFile.parse("regimes.yaml", text("catalogue/regimes.yaml"));
  }

  private static String text(String name) throws IOException {
    try (InputStream file = BundledFiles.class.getClassLoader().getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("the program lacks " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
