package org.yichuang.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two versions of a configuration, as the programs read them. Immutable.
 *
 * @param changes the first {@value #MOST}, in the order of the newer version
 * @param more whether there are others
 */
public record Difference(List<Change> changes, boolean more) {
  /** Changes that are told. */
  public static final int MOST = 200;

  public Difference {
    changes = List.copyOf(changes);
  }

  /**
   * A value that differs.
   *
   * @param path names and ids from the root, for example {@code queues/social/name/zh}
   * @param before as JSON; null: there was none
   * @param after as JSON; null: there is none any more
   */
  public record Change(String path, @Nullable String before, @Nullable String after) {}

  static Difference of(JsonNode before, JsonNode after) {
    List<Change> all = new ArrayList<>();
    compare("", before, after, all);
    return new Difference(all.subList(0, Math.min(MOST, all.size())), all.size() > MOST);
  }

  private static void compare(
      String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> into) {
    if (into.size() > MOST) {
      return;
    }
    Map<String, JsonNode> older = parts(before);
    Map<String, JsonNode> newer = parts(after);
    if (older != null && newer != null) {
      Set<String> keys = new LinkedHashSet<>(newer.keySet());
      keys.addAll(older.keySet());
      for (String key : keys) {
        compare(path.isEmpty() ? key : path + "/" + key, older.get(key), newer.get(key), into);
      }
    } else if (before == null || !before.equals(after)) {
      into.add(
          new Change(
              path,
              before == null ? null : before.toString(),
              after == null ? null : after.toString()));
    }
  }

  /** What an object has by name, a list of things with an id by that; null: a value. */
  private static @Nullable Map<String, JsonNode> parts(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties().forEach(entry -> parts.put(entry.getKey(), entry.getValue()));
      return parts;
    }
    if (!node.isArray() || node.isEmpty()) {
      return null;
    }
    for (JsonNode each : node) {
      if (!each.path("id").isTextual()) {
        return null;
      }
      parts.put(each.path("id").asText(), each);
    }
    return parts.size() == node.size() ? parts : null;
  }
}
