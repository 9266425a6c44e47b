package org.yichuang.catalogue;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;

/**
 * A hall as its YAML file describes it. Immutable.
 *
 * <p>Its parts are read by {@link ZonesSection}, {@link SettingsSection}, {@link HallOpening} and
 * {@link DayFigures}.
 *
 * @param source the file's text, kept with the configuration
 * @param figures what the file says about a day, for rehearsals
 * @param hours of an ordinary day, where the file states no other
 * @param opening when the hall is open and gives numbers
 * @param departments that work in a zone, as the file names them; a zone without is missing
 * @param centre the centre it belongs to when it is added; empty: the root of the tree
 */
public record HallFile(
    String source,
    String slug,
    LocalText name,
    ZoneId zone,
    DailyHours hours,
    List<HallConfig.Queue> queues,
    List<HallConfig.Window> windows,
    HallConfig.Settings settings,
    DayFigures figures,
    HallOpening opening,
    Map<QueueId, List<String>> departments,
    Optional<String> centre) {

  /**
   * @param file its name, for problems
   */
  public static HallFile parse(String file, String source) throws InvalidHallFile {
    Yaml root = Yaml.parse(file, source);
    root.finish();
    String slug =
        root.get("hall")
            .read(
                "a short name of the hall in small letters",
                text -> {
                  if (!text.matches("[a-z][a-z0-9-]{1,31}")) {
                    throw new IllegalArgumentException(text);
                  }
                  return text;
                })
            .orElse("hall");
    Optional<LocalText> name = name(root.get("name"));
    Optional<ZoneId> zone =
        root.get("time-zone").read("a time zone such as Asia/Shanghai", HallFile::zone);
    Optional<String> centre =
        root.get("centre").isPresent() ? CentresFile.slug(root.get("centre")) : Optional.empty();
    Yaml simulation = root.get("simulation");
    DailyHours hours = hours(stated(root, simulation));
    HallOpening opening = HallOpening.read(root, hours);
    ZonesSection zones = ZonesSection.read(root);
    HallConfig.Settings settings = SettingsSection.read(root, zones.ids());
    DayFigures figures = DayFigures.read(hours, ZonesSection.places(root), simulation);
    List<HallConfig.Queue> queues = zones.queues(figures);
    List<HallConfig.Window> windows = zones.windows();
    root.finish();
    return new HallFile(
        source,
        slug,
        name.orElseThrow(),
        zone.orElseThrow(),
        hours,
        queues,
        windows,
        settings,
        figures,
        opening,
        zones.departments(),
        centre);
  }

  private static Yaml stated(Yaml root, Yaml simulation) {
    for (Yaml place : List.of(root.get("opening-hours"), simulation.get("opening-hours"))) {
      if (place.isPresent()) {
        return place;
      }
    }
    return root.get("opening").get("workdays");
  }

  /** The configuration it stands for; with {@code roundTheClock} numbers are given at any time. */
  public HallConfig config(HallId id, int version, boolean roundTheClock) {
    return new HallConfig(
        id,
        slug,
        version,
        name,
        zone,
        opening(roundTheClock).hours(zone, BundledFiles.nationalCalendar()),
        queues,
        windows,
        settings);
  }

  /**
   * The hall to rehearse in: another name, and times that are shorter by a factor, since a
   * rehearsal compresses time and the server's clock stays as it is.
   */
  public HallFile practice(int factor) {
    return new HallFile(
        source,
        slug + "-practice",
        new LocalText(name.zh() + "（演练）", name.en() + " (practice)"),
        zone,
        hours,
        queues.stream().map(queue -> faster(queue, factor)).toList(),
        windows.stream().map(window -> faster(window, factor)).toList(),
        SettingsSection.faster(settings, factor),
        figures,
        opening,
        departments,
        centre);
  }

  private static HallConfig.Queue faster(HallConfig.Queue queue, int factor) {
    return new HallConfig.Queue(
        queue.id(),
        queue.prefix(),
        queue.name(),
        SettingsSection.atLeastOne(queue.usualServiceMillis() / factor));
  }

  private static HallConfig.Window faster(HallConfig.Window window, int factor) {
    Map<QueueId, Long> penalties = new HashMap<>();
    window.penaltyMillis().forEach((queue, millis) -> penalties.put(queue, millis / factor));
    return new HallConfig.Window(window.id(), window.name(), window.queues(), penalties);
  }

  /** When it is open; with {@code roundTheClock} at any time. */
  HallOpening opening(boolean roundTheClock) {
    return roundTheClock ? HallOpening.ROUND_THE_CLOCK : opening;
  }

  static Optional<LocalText> name(Yaml yaml) {
    Optional<String> zh = yaml.get("zh").read("a Chinese name", HallFile::notBlank);
    Optional<String> en = yaml.get("en").read("an English name", HallFile::notBlank);
    return zh.isPresent() && en.isPresent()
        ? Optional.of(new LocalText(zh.get(), en.get()))
        : Optional.empty();
  }

  /** By name alone: an offset means another thing to the database. */
  private static ZoneId zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return ZoneId.of(text);
  }

  static String notBlank(String text) {
    if (text.isBlank() || text.length() > 100) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static DailyHours hours(Yaml yaml) {
    List<DailyHours.Times> times = new ArrayList<>();
    for (Yaml item : yaml.items()) {
      item.read(
              "hours such as 08:00-12:00",
              text -> {
                String[] ends = text.split("-", 2);
                return new DailyHours.Times(
                    LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
              })
          .ifPresent(times::add);
    }
    try {
      return new DailyHours(times);
    } catch (IllegalArgumentException overlapping) {
      yaml.problem("hours in order without overlap", times.toString());
      return DailyHours.ROUND_THE_CLOCK;
    }
  }
}
