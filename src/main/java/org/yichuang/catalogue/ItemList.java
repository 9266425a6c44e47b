package org.yichuang.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.ItemRef;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.hall.QueueId;

/**
 * The items of one version of a hall (事项清单), in the order of their file, with the regimes they
 * name. Immutable; any thread. An item is found in constant time, a page in a pass over the list.
 */
public final class ItemList {
  /** A centre lists some 1100 items (source 003); twice as many fit. */
  public static final int MAX_ITEMS = 2_500;

  public static final ItemList NONE = new ItemList(List.of(), List.of());

  private final List<Item> inOrder;
  private final Map<RegimeId, Regime> regimes;
  private final Map<ItemId, Item> items;
  private final Map<ItemId, String> words;
  private final Map<ItemId, Initials> initials;
  private final Map<RegimeId, ClockLaw> laws = new HashMap<>();
  private final Map<ItemRef, CaseItem> forCases = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException when something is there twice, or an item names a regime or a
   *     ground that is not there
   */
  public ItemList(List<Regime> regimes, List<Item> items) {
    inOrder = List.copyOf(items);
    this.regimes = new LinkedHashMap<>();
    this.items = new LinkedHashMap<>();
    require(items.size() <= MAX_ITEMS, "at most 2500 items", items.size());
    for (Regime regime : regimes) {
      require(this.regimes.put(regime.id(), regime) == null, "each regime once", regime.id());
      laws.put(regime.id(), regime.clockLaw());
    }
    for (Item item : items) {
      require(this.items.put(item.id(), item) == null, "each item once", item.id());
      Regime regime = regime(item.period().regime());
      for (String ground : item.period().uncounted()) {
        require(regime.ground(ground).isPresent(), "a ground of " + regime.id(), ground);
      }
      item.branches().forEach(branch -> regime(branch.regime()));
    }
    words =
        items.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Item::id, item -> folded(item.name().zh() + "\n" + item.name().en())));
    initials =
        items.stream()
            .collect(Collectors.toUnmodifiableMap(Item::id, item -> Initials.of(item.name().zh())));
  }

  public List<Item> items() {
    return inOrder;
  }

  /**
   * An item as the rules of cases see it, the same object each time it is asked for: all cases of
   * an item share it and its law.
   *
   * @param ref with the version of the hall's configuration that this list belongs to
   */
  Optional<CaseItem> forCases(ItemRef ref) {
    return item(new ItemId(ref.id()))
        .map(
            item ->
                forCases.computeIfAbsent(
                    ref,
                    known -> CaseForms.of(known, item, regime(item.period().regime()), this::law)));
  }

  private ClockLaw law(RegimeId regime) {
    return Objects.requireNonNull(laws.get(regime));
  }

  public List<Regime> regimes() {
    return List.copyOf(regimes.values());
  }

  public Optional<Item> item(ItemId id) {
    return Optional.ofNullable(items.get(id));
  }

  /**
   * @throws IllegalArgumentException for one that no item can name
   */
  public Regime regime(RegimeId id) {
    Regime regime = regimes.get(id);
    if (regime == null) {
      throw new IllegalArgumentException("expected a known regime, found " + id);
    }
    return regime;
  }

  /**
   * Which items are asked for.
   *
   * @param queue null for all
   * @param text words that all occur in the Chinese or English name, whatever their case or width,
   *     or are initials that do; empty for all items
   * @param after the last item of the page before; null for the first page
   * @param limit 1 or more
   */
  public record Query(@Nullable QueueId queue, String text, @Nullable ItemId after, int limit) {
    public Query {
      require(limit >= 1, "a limit of at least 1", limit);
    }
  }

  /**
   * @param total how many items fit the query, on all pages
   * @param more whether items follow
   */
  public record Page(List<Item> items, int total, boolean more) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /** A page of the items that fit; an unknown {@code after} gives an empty one. */
  public Page find(Query query) {
    String[] sought = folded(query.text()).strip().split("\\s+");
    List<Item> page = new ArrayList<>();
    int total = 0;
    boolean reached = query.after() == null;
    boolean more = false;
    for (Item item : inOrder) {
      if (fits(item, query, sought)) {
        total++;
        if (reached && page.size() < query.limit()) {
          page.add(item);
        } else {
          more |= reached;
        }
      }
      reached |= item.id().equals(query.after());
    }
    return new Page(page, total, more);
  }

  private boolean fits(Item item, Query query, String[] sought) {
    if (query.queue() != null && !query.queue().equals(item.queue())) {
      return false;
    }
    String name = words.getOrDefault(item.id(), "");
    for (String word : sought) {
      if (!name.contains(word) && !initialsOf(item).contain(word)) {
        return false;
      }
    }
    return true;
  }

  private Initials initialsOf(Item item) {
    return Objects.requireNonNull(initials.get(item.id()));
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
