package org.yichuang.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/**
 * The zones of a hall's file. Each is a queue; its windows are numbered behind its prefix and serve
 * it ({@code A1} …), and as a second skill the zones that {@code second-skills} names. The zone
 * {@code guide} is the guide desk (导办台), where it calls by number: kiosks do not list it, and give
 * its numbers to whoever does not know what to choose.
 *
 * @param zones each where it stands, in the order of the file
 * @param departments that work in a zone, as the file names them; a zone without is missing
 */
record ZonesSection(List<Zone> zones, Map<QueueId, List<String>> departments) {
  private static final int MAX_WINDOWS_PER_ZONE = 60;
  static final double LEAST_SERVICE_MINUTES = 0.1;
  static final double MAX_SERVICE_MINUTES = 480;

  /** A zone that could be read. */
  record Zone(Yaml place, QueueId id, String prefix, LocalText name, int windows) {}

  static ZonesSection read(Yaml root) {
    List<Yaml> places = places(root);
    if (places.isEmpty()) {
      root.get("zones").problem("at least one zone", "none");
    }
    List<Zone> zones = new ArrayList<>();
    Set<String> prefixes = new HashSet<>();
    places.forEach(place -> zone(place, prefixes, zones).ifPresent(zones::add));
    atMost(HallConfig.MAX_QUEUES, "zones", places.size(), root);
    int windows = zones.stream().mapToInt(Zone::windows).sum();
    atMost(HallConfig.MAX_WINDOWS, "windows", windows, root);
    return new ZonesSection(List.copyOf(zones), departments(places));
  }

  /** Where the file has zones. */
  static List<Yaml> places(Yaml root) {
    return root.get("zones").items();
  }

  private static Optional<Zone> zone(Yaml item, Set<String> prefixes, List<Zone> before) {
    item.only(
        "id",
        "ticket-prefix",
        "name",
        "departments",
        "cases-per-year",
        "windows",
        "clerks",
        "second-skills",
        "usual-service-minutes");
    Optional<QueueId> id = item.get("id").read("a zone's id in small letters", QueueId::new);
    Optional<String> prefix =
        item.get("ticket-prefix")
            .read(
                "one or two capital letters, each once, and not X, which stubs have",
                text -> {
                  if (!text.matches("[A-Z]{1,2}")
                      || text.equals(HallConfig.STUB_PREFIX)
                      || !prefixes.add(text)) {
                    throw new IllegalArgumentException(text);
                  }
                  return text;
                });
    Optional<LocalText> name = HallFile.name(item.get("name"));
    int count = item.get("windows").number("a number of windows", 1, MAX_WINDOWS_PER_ZONE);
    if (id.isEmpty() || prefix.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    if (before.stream().anyMatch(zone -> zone.id().equals(id.get()))) {
      item.get("id").problem("each zone once", id.get().value());
      return Optional.empty();
    }
    return Optional.of(new Zone(item, id.get(), prefix.get(), name.get(), count));
  }

  private static void atMost(int most, String what, int found, Yaml root) {
    if (found > most) {
      root.get("zones").problem("at most %d %s".formatted(most, what), String.valueOf(found));
    }
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

  List<QueueId> ids() {
    return zones.stream().map(Zone::id).toList();
  }

  /**
   * @param figures whose mean service is the usual one where a zone states none
   */
  List<HallConfig.Queue> queues(DayFigures figures) {
    List<HallConfig.Queue> queues = new ArrayList<>();
    for (Zone zone : zones) {
      Yaml own = zone.place().get("usual-service-minutes");
      DayFigures.Zone figure = figures.zones().get(zone.id());
      Optional<Double> minutes =
          own.isPresent()
              ? own.decimal("minutes", LEAST_SERVICE_MINUTES, MAX_SERVICE_MINUTES)
              : Optional.ofNullable(figure).flatMap(DayFigures.Zone::serviceMinutes);
      long millis =
          minutes
              .map(mean -> Math.round(mean * 60_000))
              .orElse(HallConfig.Queue.USUAL_SERVICE_MILLIS);
      queues.add(new HallConfig.Queue(zone.id(), zone.prefix(), zone.name(), millis));
    }
    return queues;
  }

  List<HallConfig.Window> windows() {
    List<HallConfig.Window> windows = new ArrayList<>();
    for (Zone zone : zones) {
      Map<QueueId, Long> second = secondSkills(zone);
      List<QueueId> served = new ArrayList<>();
      served.add(zone.id());
      served.addAll(second.keySet());
      for (int i = 1; i <= zone.windows(); i++) {
        WindowId window = new WindowId(zone.prefix() + i);
        windows.add(
            new HallConfig.Window(
                window, new LocalText(window + " 号窗口", "Window " + window), served, second));
      }
    }
    return windows;
  }

  private Map<QueueId, Long> secondSkills(Zone zone) {
    Map<QueueId, Long> penalties = new LinkedHashMap<>();
    for (Yaml skill : zone.place().get("second-skills").list("a list of second skills")) {
      skill.only("zone", "penalty-minutes");
      @Nullable QueueId other = SettingsSection.zone(skill.get("zone"), ids());
      int minutes = skill.get("penalty-minutes").number("a number of minutes", 0, 240);
      if (other != null && (other.equals(zone.id()) || penalties.containsKey(other))) {
        skill.get("zone").problem("another zone than its own, each once", other.value());
      } else if (other != null) {
        penalties.put(other, 60_000L * minutes);
      }
    }
    return penalties;
  }
}
