package org.yichuang.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yichuang.catalogue.CentreRefusal.Reason;
import org.yichuang.hall.HallId;

/**
 * All centres and the halls that belong to them; and the rules of the tree: one root, no cycles, no
 * centre of a higher level below a lower one. Immutable, any thread.
 */
public final class CentreTree {
  public static final int MAX_CENTRES = 5_000;

  /** Centres on the way from one to the root, itself included. */
  public static final int MAX_DEPTH = 10;

  private final Map<CentreId, Centre> byId = new HashMap<>();
  private final Map<String, Centre> bySlug = new HashMap<>();
  private final Map<CentreId, List<Centre>> below = new HashMap<>();
  private final Map<HallId, CentreId> ofHall;

  /**
   * @param ofHall the centre of each hall
   */
  public CentreTree(Collection<Centre> centres, Map<HallId, CentreId> ofHall) {
    this.ofHall = Map.copyOf(ofHall);
    centres.stream()
        .sorted(Comparator.comparing(Centre::slug))
        .forEach(
            centre -> {
              byId.put(centre.id(), centre);
              bySlug.put(centre.slug(), centre);
              if (centre.parent() != null) {
                below.computeIfAbsent(centre.parent(), unused -> new ArrayList<>()).add(centre);
              }
            });
  }

  /** Each centre before those below it, neighbours by slug. */
  public List<Centre> inOrder() {
    List<Centre> ordered = new ArrayList<>(byId.size());
    byId.values().stream()
        .filter(centre -> centre.parent() == null)
        .forEach(root -> append(root, ordered));
    return ordered;
  }

  private void append(Centre centre, List<Centre> ordered) {
    ordered.add(centre);
    below(centre.id()).forEach(child -> append(child, ordered));
  }

  private List<Centre> below(CentreId centre) {
    return below.getOrDefault(centre, List.of());
  }

  public Optional<Centre> centre(String slug) {
    return Optional.ofNullable(bySlug.get(slug));
  }

  public Optional<Centre> centre(CentreId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The hall's own centre; empty when the hall is not known here. */
  public Optional<Centre> centreOf(HallId hall) {
    return Optional.ofNullable(ofHall.get(hall)).flatMap(this::centre);
  }

  /** A hall that is not known here belongs to no centre. */
  public Place place(HallId hall) {
    CentreId own = ofHall.get(hall);
    return new Place(hall, own == null ? List.of() : upwards(own));
  }

  /** The centre and those above it, up to the root. */
  public List<CentreId> upwards(CentreId from) {
    List<CentreId> way = new ArrayList<>();
    Centre centre = byId.get(from);
    while (centre != null && way.size() <= MAX_DEPTH) {
      way.add(centre.id());
      centre = centre.parent() == null ? null : byId.get(centre.parent());
    }
    return way;
  }

  /**
   * A centre as somebody wants it.
   *
   * @param id null: a new one
   */
  public record Wish(
      @Nullable CentreId id, String slug, CentreLevel level, @Nullable CentreId parent) {}

  /** Why the tree cannot be so; empty when it can. */
  public Optional<CentreRefusal> refusal(Wish wish) {
    Centre before = wish.id() == null ? null : byId.get(wish.id());
    if (wish.id() != null && before == null) {
      return refuse(Reason.UNKNOWN_CENTRE, "a centre", wish.slug(), "choose one of the tree");
    }
    if (before == null && bySlug.containsKey(wish.slug())) {
      return refuse(
          Reason.CENTRE_EXISTS, "a new name", wish.slug() + ", which exists", "choose another");
    }
    if (before == null && byId.size() >= MAX_CENTRES) {
      return refuse(
          Reason.TOO_MANY_CENTRES,
          "at most %d centres".formatted(MAX_CENTRES),
          String.valueOf(byId.size()),
          "change one instead");
    }
    boolean root = before != null && before.parent() == null;
    if (root != (wish.parent() == null)) {
      return refuse(
          Reason.CENTRE_ROOT,
          "one root, which stays",
          root ? "a parent for it" : "no parent",
          root ? "rename it instead" : "name a parent");
    }
    return below(wish, before);
  }

  private Optional<CentreRefusal> below(Wish wish, @Nullable Centre before) {
    if (wish.parent() != null) {
      Centre parent = byId.get(wish.parent());
      if (parent == null) {
        return refuse(
            Reason.UNKNOWN_CENTRE, "a parent of the tree", "another", "choose one of the tree");
      }
      List<CentreId> way = upwards(parent.id());
      if (before != null && way.contains(before.id())) {
        return refuse(
            Reason.CENTRE_CYCLE,
            "a parent outside " + before.slug(),
            parent.slug() + ", which is it or below it",
            "choose one elsewhere in the tree");
      }
      int depth = way.size() + (before == null ? 1 : height(before));
      if (depth > MAX_DEPTH) {
        return refuse(
            Reason.CENTRE_DEPTH,
            "at most %d centres one below the other".formatted(MAX_DEPTH),
            String.valueOf(depth),
            "choose a higher parent");
      }
      if (wish.level().isAbove(parent.level())) {
        return refuse(
            Reason.CENTRE_LEVEL,
            "a level not above %s of %s".formatted(parent.level().word(), parent.slug()),
            wish.level().word(),
            "choose another level or parent");
      }
    }
    return before == null ? Optional.empty() : aboveItsOwn(wish, before);
  }

  private Optional<CentreRefusal> aboveItsOwn(Wish wish, Centre before) {
    return below(before.id()).stream()
        .filter(child -> child.level().isAbove(wish.level()))
        .findFirst()
        .flatMap(
            child ->
                refuse(
                    Reason.CENTRE_LEVEL,
                    "a level not below %s of %s".formatted(child.level().word(), child.slug()),
                    wish.level().word(),
                    "choose another level, or move what is below it"));
  }

  private int height(Centre centre) {
    return 1 + below(centre.id()).stream().mapToInt(this::height).max().orElse(0);
  }

  private static Optional<CentreRefusal> refuse(
      Reason reason, String expected, String found, String remedy) {
    return Optional.of(new CentreRefusal(reason, expected, found, remedy));
  }
}
