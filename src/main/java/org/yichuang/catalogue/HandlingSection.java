package org.yichuang.catalogue;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.deadlines.Limit;
import org.yichuang.hall.LocalText;

/**
 * Reads how items are handled: under {@code steps}, {@code tier}, {@code handled-by-one}, {@code
 * office-closes} and {@code delivery} of an item. Each may be left out; {@code office-closes} then
 * is that of the file.
 */
final class HandlingSection {
  private static final String TIME = "a time such as 17:30";
  private final LocalTime officeCloses;

  private HandlingSection(LocalTime officeCloses) {
    this.officeCloses = officeCloses;
  }

  /** What the file says of all its items. */
  static HandlingSection of(Yaml root) {
    return new HandlingSection(time(root.get("office-closes"), Item.Handling.USUAL_CLOSING));
  }

  Optional<Item.Handling> read(Yaml item, Item.Kind kind) {
    Item.Handling usual = Item.Handling.usual(kind);
    Yaml tier = item.get("tier");
    Optional<CaseItem.Tier> who =
        tier.isPresent()
            ? Words.one(tier, CaseItem.Tier.values(), HandlingSection::word)
            : Optional.of(usual.tier());
    Yaml ways = item.get("delivery");
    List<DeliveryMethod> delivery =
        ways.isPresent()
            ? Words.all(ways, DeliveryMethod.values(), HandlingSection::word)
            : usual.delivery();
    if (delivery.isEmpty()) {
      ways.problem("at least one of window, post, agent", "none");
    }
    List<Item.Step> steps = steps(item.get("steps"));
    boolean byOne = Words.flag(item.get("handled-by-one"), usual.byOne() && steps.isEmpty());
    LocalTime closes = time(item.get("office-closes"), officeCloses);
    return delivery.isEmpty()
        ? Optional.empty()
        : who.map(decides -> new Item.Handling(steps, decides, byOne, closes, delivery));
  }

  static List<Item.Step> steps(Yaml yaml) {
    List<Item.Step> steps = new ArrayList<>();
    for (Yaml item : yaml.list("a list of steps")) {
      item.only("id", "name", "role", "limit");
      Optional<String> id = item.get("id").read("a step's id", HallFile::notBlank);
      Optional<LocalText> name = HallFile.name(item.get("name"));
      Optional<CaseRole> role = Words.one(item.get("role"), roles(), CaseRole::word);
      Yaml limit = item.get("limit");
      Optional<Limit> stated =
          limit.isPresent() ? limit.read(Limit.EXPECTED, Limit::parse) : Optional.empty();
      if (id.isPresent() && name.isPresent() && role.isPresent()) {
        try {
          steps.add(new Item.Step(id.get(), name.get(), role.get(), stated.orElse(null)));
        } catch (IllegalArgumentException contradiction) {
          item.problem(contradiction);
        }
      }
    }
    return steps;
  }

  private static CaseRole[] roles() {
    return Arrays.stream(CaseRole.values())
        .filter(Item.Step.ROLES::contains)
        .toArray(CaseRole[]::new);
  }

  private static LocalTime time(Yaml yaml, LocalTime usual) {
    return yaml.isPresent() ? yaml.read(TIME, LocalTime::parse).orElse(usual) : usual;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
