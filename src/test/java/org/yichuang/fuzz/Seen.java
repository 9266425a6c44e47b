package org.yichuang.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What answers said, by name: ids of tickets, windows and slots that exist. The {@code id} of a
 * thing in a list {@code windows} is also a {@code window}.
 */
public final class Seen {
  private static final int EACH = 24;
  private final Map<String, List<Object>> byName = new HashMap<>();
  private final Map<String, List<Object>> fixed = new HashMap<>();
  private final Set<Object> never;

  /**
   * @param never values that no request may name
   */
  public Seen(Set<Object> never) {
    this.never = Set.copyOf(never);
  }

  /** Forgets all that answers said. */
  public void forget() {
    byName.clear();
  }

  /** From now on the name has these values, whatever answers say. */
  public void fix(String name, List<Object> values) {
    fixed.put(name, List.copyOf(values));
  }

  /** Remembers a value; the oldest of many is forgotten. */
  private void add(String name, Object value) {
    if (fixed.containsKey(name) || never.contains(value)) {
      return;
    }
    List<Object> values = byName.computeIfAbsent(name, unused -> new ArrayList<>());
    values.remove(value);
    values.add(value);
    if (values.size() > EACH) {
      values.removeFirst();
    }
  }

  /** Remembers everything an answer says. */
  public void read(JsonObject answer) {
    object("", answer);
  }

  private void object(String of, JsonObject object) {
    if (!of.isEmpty() && !object.isEmpty() && !object.containsKey("id")) {
      object.stream().findFirst().map(Map.Entry::getValue).ifPresent(first -> stands(of, first));
    }
    object.forEach(
        field -> {
          String name = field.getKey();
          if (field.getValue() instanceof JsonObject inner) {
            object(name, inner);
          } else if (field.getValue() instanceof JsonArray list) {
            list.forEach(
                one -> {
                  if (one instanceof JsonObject inner) {
                    object(singular(name), inner);
                  } else if (one != null) {
                    add(singular(name), one);
                  }
                });
          } else if (field.getValue() != null) {
            add(name, field.getValue());
            if (name.equals("caseNumber")) {
              add("case", field.getValue());
            }
            if (name.equals("id") && !of.isEmpty()) {
              add(of, field.getValue());
            }
          }
        });
  }

  /** A thing without an id is known by its first text: a slot by its beginning. */
  private void stands(String of, Object first) {
    if (first instanceof String) {
      add(of, first);
    }
  }

  static String singular(String name) {
    return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
  }

  /** Values of that name that fit. */
  List<Object> called(String name, Predicate<Object> fits) {
    return fixed.getOrDefault(name, byName.getOrDefault(name, List.of())).stream()
        .filter(fits)
        .toList();
  }

  /** Values of any name that fit. */
  List<Object> any(Predicate<Object> fits) {
    return byName.values().stream().flatMap(List::stream).filter(fits).distinct().toList();
  }
}
