package org.yichuang.web;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemList;
import org.yichuang.hall.HallId;
import org.yichuang.usage.ItemUse;

/**
 * A hall's items, what is asked for most first; sorted anew when uses were read again or the list
 * is another one. Confined to one event loop.
 */
final class MostUsed {
  private record Sorted(ItemList list, Map<String, Long> uses, List<Item> items) {}

  private final ItemUse use;
  private final Map<HallId, Sorted> byHall = new HashMap<>();

  MostUsed(ItemUse use) {
    this.use = use;
  }

  /** Those that nobody asked for stay in the order of the list, behind the others. */
  List<Item> of(HallId hall, ItemList list) {
    Map<String, Long> uses = use.uses(hall);
    Sorted known = byHall.get(hall);
    if (known == null || !known.list().equals(list) || !known.uses().equals(uses)) {
      known = new Sorted(list, uses, sorted(list, uses));
      byHall.put(hall, known);
    }
    return known.items();
  }

  private static List<Item> sorted(ItemList list, Map<String, Long> uses) {
    return list.items().stream()
        .sorted(
            Comparator.comparingLong((Item item) -> uses.getOrDefault(item.id().value(), 0L))
                .reversed())
        .toList();
  }
}
