package org.yichuang.catalogue;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/**
 * A hall as its YAML file describes it. Immutable.
 *
 * <p>Each zone is a queue; its windows are numbered behind its prefix and serve it: {@code A1}…
 *
 * @param source the file's text, kept with the configuration
 * @param figures what the file says about a day, for rehearsals
 * @param hours of an ordinary day, where the file states no other
 * @param opening when the hall is open and gives numbers
 * @param departments that work in a zone, as the file names them; a zone without is missing
 */
public record HallFile(
    String source,
    String slug,
    LocalText name,
    ZoneId zone,
    DailyHours hours,
    List<HallConfig.Queue> queues,
    List<HallConfig.Window> windows,
    HallConfig.Rules rules,
    DayFigures figures,
    HallOpening opening,
    Map<QueueId, List<String>> departments) {

  private static final int MAX_WINDOWS_PER_ZONE = 60;

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
        root.get("time-zone").read("a time zone such as Asia/Shanghai", ZoneId::of);
    Yaml simulation = root.get("simulation");
    DailyHours hours = hours(stated(root, simulation));
    HallOpening opening = HallOpening.read(root, hours);
    List<HallConfig.Queue> queues = new ArrayList<>();
    List<HallConfig.Window> windows = new ArrayList<>();
    Set<String> prefixes = new HashSet<>();
    List<Yaml> zones = root.get("zones").items();
    if (zones.isEmpty()) {
      root.get("zones").problem("at least one zone", "none");
    }
    for (Yaml item : zones) {
      zone(item, prefixes, queues, windows);
    }
    Map<QueueId, List<String>> departments = departments(zones);
    atMost(HallConfig.MAX_QUEUES, "zones", zones.size(), root);
    atMost(HallConfig.MAX_WINDOWS, "windows", windows.size(), root);
    HallConfig.Rules rules = rules(root.get("rules"));
    DayFigures figures = DayFigures.read(hours, zones, simulation);
    root.finish();
    return new HallFile(
        source,
        slug,
        name.orElseThrow(),
        zone.orElseThrow(),
        hours,
        queues,
        windows,
        rules,
        figures,
        opening,
        departments);
  }

  private static Yaml stated(Yaml root, Yaml simulation) {
    for (Yaml place : List.of(root.get("opening-hours"), simulation.get("opening-hours"))) {
      if (place.isPresent()) {
        return place;
      }
    }
    return root.get("opening").get("workdays");
  }

  private static Map<QueueId, List<String>> departments(List<Yaml> zones) {
    Map<QueueId, List<String>> departments = new HashMap<>();
    for (Yaml zone : zones) {
      List<String> named = new ArrayList<>();
      for (Yaml department : zone.get("departments").list("a list of departments")) {
        department.read("a department's name", HallFile::notBlank).ifPresent(named::add);
      }
      Yaml id = zone.get("id");
      if (!named.isEmpty() && id.isPresent()) {
        id.read("a zone's id in small letters", QueueId::new)
            .ifPresent(queue -> departments.put(queue, List.copyOf(named)));
      }
    }
    return Map.copyOf(departments);
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
        rules);
  }

  /**
   * The hall to rehearse in: another name, and waits before a recall and a miss that are shorter by
   * a factor, since a rehearsal compresses time and the server's clock stays as it is.
   */
  public HallFile practice(int factor) {
    return new HallFile(
        source,
        slug + "-practice",
        new LocalText(name.zh() + "（演练）", name.en() + " (practice)"),
        zone,
        hours,
        queues,
        windows,
        new HallConfig.Rules(
            rules.maxRecalls(),
            rules.recallAfterMillis() / factor,
            rules.missAnnouncements(),
            rules.missAfterMillis() / factor,
            rules.maxWaiting()),
        figures,
        opening,
        departments);
  }

  /** When it is open; with {@code roundTheClock} at any time. */
  HallOpening opening(boolean roundTheClock) {
    return roundTheClock ? HallOpening.ROUND_THE_CLOCK : opening;
  }

  private static void atMost(int most, String what, int found, Yaml root) {
    if (found > most) {
      root.get("zones").problem("at most %d %s".formatted(most, what), String.valueOf(found));
    }
  }

  private static void zone(
      Yaml item,
      Set<String> prefixes,
      List<HallConfig.Queue> queues,
      List<HallConfig.Window> windows) {
    Optional<QueueId> id = item.get("id").read("a zone's id in small letters", QueueId::new);
    Optional<String> prefix =
        item.get("ticket-prefix")
            .read(
                "one or two capital letters, each once",
                text -> {
                  if (!text.matches("[A-Z]{1,2}") || !prefixes.add(text)) {
                    throw new IllegalArgumentException(text);
                  }
                  return text;
                });
    Optional<LocalText> name = name(item.get("name"));
    int count = item.get("windows").number("a number of windows", 1, MAX_WINDOWS_PER_ZONE);
    if (id.isEmpty() || prefix.isEmpty() || name.isEmpty()) {
      return;
    }
    if (queues.stream().anyMatch(queue -> queue.id().equals(id.get()))) {
      item.get("id").problem("each zone once", id.get().value());
      return;
    }
    queues.add(new HallConfig.Queue(id.get(), prefix.get(), name.get(), usualServiceMillis(item)));
    for (int i = 1; i <= count; i++) {
      WindowId window = new WindowId(prefix.get() + i);
      windows.add(
          new HallConfig.Window(
              window, new LocalText(window + " 号窗口", "Window " + window), List.of(id.get())));
    }
  }

  static Optional<LocalText> name(Yaml yaml) {
    Optional<String> zh = yaml.get("zh").read("a Chinese name", HallFile::notBlank);
    Optional<String> en = yaml.get("en").read("an English name", HallFile::notBlank);
    return zh.isPresent() && en.isPresent()
        ? Optional.of(new LocalText(zh.get(), en.get()))
        : Optional.empty();
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

  private static HallConfig.Rules rules(Yaml yaml) {
    HallConfig.Rules usual = HallConfig.Rules.DEFAULT;
    int recalls =
        yaml.get("max-recalls").isPresent()
            ? yaml.get("max-recalls").number("a number of recalls", 0, 20)
            : usual.maxRecalls();
    long recallAfter = millis(yaml.get("recall-after-seconds"), usual.recallAfterMillis());
    int announcements =
        yaml.get("miss-announcements").isPresent()
            ? yaml.get("miss-announcements").number("a number of announcements", 1, recalls + 1)
            : Math.min(usual.missAnnouncements(), recalls + 1);
    long missAfter = millis(yaml.get("miss-after-seconds"), usual.missAfterMillis());
    int waiting =
        yaml.get("max-waiting").isPresent()
            ? yaml.get("max-waiting").number("a number of people", 1, 10_000)
            : usual.maxWaiting();
    return new HallConfig.Rules(recalls, recallAfter, announcements, missAfter, waiting);
  }

  private static long millis(Yaml yaml, long usual) {
    return yaml.isPresent() ? 1_000L * yaml.number("a number of seconds", 0, 3_600) : usual;
  }

  /** As long as a day has not shown its own. */
  private static long usualServiceMillis(Yaml zone) {
    Yaml minutes = zone.get("usual-service-minutes");
    if (!minutes.isPresent()) {
      return HallConfig.Queue.USUAL_SERVICE_MILLIS;
    }
    double value = minutes.decimal("minutes");
    if (value < 0.1 || value > 480) {
      minutes.problem("0.1…480 minutes", String.valueOf(value));
      return HallConfig.Queue.USUAL_SERVICE_MILLIS;
    }
    return Math.round(value * 60_000);
  }
}
