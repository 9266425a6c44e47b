package org.yichuang.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.Limit;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;

/**
 * Reads the items of a hall from a YAML file. Whatever they name must exist: the zone, a department
 * that works in it, the regime, its grounds. Confined to one thread.
 */
final class ItemsFile {
  private final HallFile hall;
  private final Set<String> allDepartments;
  private final Map<RegimeId, Regime> regimes = new LinkedHashMap<>();
  private final HandlingSection handling;

  private ItemsFile(HallFile hall, List<Regime> regimes, Yaml root) {
    this.hall = hall;
    handling = HandlingSection.of(root);
    allDepartments =
        hall.departments().values().stream()
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());
    regimes.forEach(regime -> this.regimes.put(regime.id(), regime));
  }

  /**
   * @param file its name, for problems
   * @param regimes that items may name; the list keeps those that are named
   */
  static ItemList parse(String file, String source, HallFile hall, List<Regime> regimes)
      throws InvalidHallFile {
    Yaml root = Yaml.parse(file, source);
    return new ItemsFile(hall, regimes, root).read(root);
  }

  private ItemList read(Yaml root) throws InvalidHallFile {
    root.finish();
    root.only("hall", "office-closes", "items");
    root.get("hall")
        .read(
            "the items of hall " + hall.slug(),
            slug -> {
              if (!hall.slug().equals(slug)) {
                throw new IllegalArgumentException(slug);
              }
              return slug;
            });
    List<Yaml> entries = root.get("items").list("a list of items");
    if (entries.isEmpty() || entries.size() > ItemList.MAX_ITEMS) {
      root.get("items")
          .problem("1…%d items".formatted(ItemList.MAX_ITEMS), String.valueOf(entries.size()));
    }
    List<Item> items = new ArrayList<>();
    Set<ItemId> seen = new HashSet<>();
    for (Yaml entry : entries) {
      Optional<Item> item = item(entry);
      if (item.isPresent() && !seen.add(item.get().id())) {
        entry.get("id").problem("each item once", item.get().id().value());
      }
      item.ifPresent(items::add);
    }
    root.finish();
    Set<RegimeId> named = new HashSet<>();
    for (Item item : items) {
      named.add(item.period().regime());
      item.branches().forEach(branch -> named.add(branch.regime()));
    }
    return new ItemList(
        regimes.values().stream().filter(regime -> named.contains(regime.id())).toList(), items);
  }

  private Optional<Item> item(Yaml yaml) {
    yaml.only(
        "id",
        "zone",
        "name",
        "kind",
        "nature",
        "department",
        "regime",
        "statutory",
        "promised",
        "uncounted",
        "branches",
        "materials",
        "minutes",
        "online-booking",
        "for",
        "steps",
        "tier",
        "handled-by-one",
        "office-closes",
        "delivery");
    int before = yaml.problems().size();
    Optional<ItemId> id = yaml.get("id").read("an item's id in small letters", ItemId::new);
    Optional<QueueId> zone = zone(yaml.get("zone"));
    Optional<LocalText> name = HallFile.name(yaml.get("name"));
    Optional<Item.Kind> kind = Words.one(yaml.get("kind"), Item.Kind.values(), Item.Kind::word);
    Optional<Regime.Nature> nature =
        Words.one(yaml.get("nature"), Regime.Nature.values(), Regime.Nature::word);
    Optional<String> department = department(yaml.get("department"), zone);
    Optional<Regime> regime = regime(yaml.get("regime"));
    Optional<Item.Period> period =
        regime.flatMap(law -> nature.flatMap(words -> period(yaml, law, words)));
    List<Item.Branch> branches = branches(yaml.get("branches"));
    List<Item.Material> materials = materials(yaml.get("materials"));
    int minutes = yaml.get("minutes").number("minutes", 1, Item.MAX_SERVICE_MINUTES);
    Optional<Boolean> bookable =
        Words.one(yaml.get("online-booking"), new Boolean[] {true, false}, Object::toString);
    List<Item.Audience> audience =
        Words.all(yaml.get("for"), Item.Audience.values(), Item.Audience::word);
    if (audience.isEmpty()) {
      yaml.get("for").problem("at least one of person, organisation", "none");
    }
    Optional<Item.Handling> handled = kind.flatMap(known -> handling.read(yaml, known));
    if (yaml.problems().size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Item(
              id.orElseThrow(),
              zone.orElseThrow(),
              name.orElseThrow(),
              kind.orElseThrow(),
              nature.orElseThrow(),
              department.orElseThrow(),
              period.orElseThrow(),
              branches,
              materials,
              new Item.Service(minutes, bookable.orElseThrow(), audience),
              handled.orElseThrow()));
    } catch (IllegalArgumentException contradiction) {
      yaml.problem(contradiction);
      return Optional.empty();
    }
  }

  private Optional<QueueId> zone(Yaml yaml) {
    Set<String> known =
        hall.queues().stream().map(queue -> queue.id().value()).collect(Collectors.toSet());
    return yaml.read(
        "a zone of " + hall.slug(),
        text -> {
          if (!known.contains(text)) {
            throw new IllegalArgumentException(text);
          }
          return new QueueId(text);
        });
  }

  private Optional<String> department(Yaml yaml, Optional<QueueId> zone) {
    List<String> working = zone.map(hall.departments()::get).orElse(List.of());
    return oneOf(yaml, working);
  }

  /** A department; one of those that are known, when any is. */
  private static Optional<String> oneOf(Yaml yaml, @Nullable Collection<String> known) {
    return yaml.read(
        known == null || known.isEmpty()
            ? "a department"
            : "one of the departments " + known.stream().sorted().collect(Collectors.joining(" ")),
        text -> {
          if (known != null && !known.isEmpty() && !known.contains(text)) {
            throw new IllegalArgumentException(text);
          }
          return HallFile.notBlank(text);
        });
  }

  private Optional<Regime> regime(Yaml yaml) {
    return yaml.read(
        "a regime of " + regimes.keySet(),
        text -> Optional.ofNullable(regimes.get(new RegimeId(text))).orElseThrow());
  }

  private static Optional<Item.Period> period(Yaml yaml, Regime regime, Regime.Nature nature) {
    if (!regime.natures().contains(nature)) {
      yaml.get("regime")
          .problem(
              "a regime for items of nature " + nature.word(),
              "%s, which is for %s"
                  .formatted(
                      regime.id(),
                      regime.natures().stream()
                          .map(Regime.Nature::word)
                          .collect(Collectors.joining(", "))));
    }
    @Nullable Limit statutory = statutory(yaml.get("statutory"), regime);
    Optional<Limit> promised = yaml.get("promised").read(Limit.EXPECTED, Limit::parse);
    List<String> grounds = new ArrayList<>();
    for (Yaml ground : yaml.get("uncounted").list("a list of grounds")) {
      ground
          .read(
              "a ground of %s, one of %s"
                  .formatted(
                      regime.id(), regime.uncounted().stream().map(Regime.Ground::id).toList()),
              text -> regime.ground(text).orElseThrow().id())
          .ifPresent(grounds::add);
    }
    try {
      return promised.map(promise -> new Item.Period(regime.id(), statutory, promise, grounds));
    } catch (IllegalArgumentException contradiction) {
      yaml.get("promised").problem(contradiction);
      return Optional.empty();
    }
  }

  /** The limit that is stated; that of the regime when nothing is; null for {@code none}. */
  private static @Nullable Limit statutory(Yaml yaml, Regime regime) {
    if (!yaml.isPresent()) {
      return regime.limit();
    }
    Optional<Optional<Limit>> read =
        yaml.read(
            Limit.EXPECTED + ", or none",
            text -> text.equals("none") ? Optional.empty() : Optional.of(Limit.parse(text)));
    @Nullable Limit stated = read.flatMap(Function.identity()).orElse(null);
    if (stated != null && stated.unit() != regime.unit()) {
      yaml.problem(
          "a limit in %s, as %s has it".formatted(regime.unit().symbol(), regime.id()),
          stated.toString());
    }
    if (stated != null && stated.extension() > 0 && regime.extensions() == null) {
      yaml.problem("no extension, as %s allows none".formatted(regime.id()), stated.toString());
    }
    return stated;
  }

  private List<Item.Branch> branches(Yaml yaml) {
    List<Item.Branch> branches = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (Yaml item : yaml.list("a list of branches")) {
      item.only("id", "name", "department", "regime", "statutory", "after", "steps");
      Optional<String> id = item.get("id").read("a branch's id", HallFile::notBlank);
      Optional<LocalText> name = HallFile.name(item.get("name"));
      Optional<String> department = oneOf(item.get("department"), allDepartments);
      Optional<Regime> regime = regime(item.get("regime"));
      List<String> after = new ArrayList<>();
      for (Yaml earlier : item.get("after").list("a list of branches")) {
        earlier
            .read(
                "a branch told before",
                text -> {
                  if (!places.containsKey(text)) {
                    throw new IllegalArgumentException(text);
                  }
                  return text;
                })
            .ifPresent(after::add);
      }
      List<Item.Step> steps = HandlingSection.steps(item.get("steps"));
      id.ifPresent(text -> places.put(text, places.size()));
      if (id.isPresent() && name.isPresent() && department.isPresent() && regime.isPresent()) {
        try {
          branches.add(
              new Item.Branch(
                  id.get(),
                  name.get(),
                  department.get(),
                  regime.get().id(),
                  statutory(item.get("statutory"), regime.get()),
                  after,
                  steps));
        } catch (IllegalArgumentException contradiction) {
          item.problem(contradiction);
        }
      }
    }
    return branches;
  }

  private static List<Item.Material> materials(Yaml yaml) {
    List<Item.Material> materials = new ArrayList<>();
    for (Yaml item : yaml.list("a list of materials")) {
      item.only("zh", "en", "form", "when");
      Optional<LocalText> name = HallFile.name(item);
      Optional<Item.Form> form = Words.one(item.get("form"), Item.Form.values(), Item.Form::word);
      Yaml condition = item.get("when");
      Optional<LocalText> when =
          condition.isPresent() ? HallFile.name(condition) : Optional.empty();
      if (name.isPresent() && form.isPresent()) {
        materials.add(new Item.Material(name.get(), form.get(), when.orElse(null)));
      }
    }
    return materials;
  }
}
