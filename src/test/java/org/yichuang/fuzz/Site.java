package org.yichuang.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A place in a body with its schema.
 *
 * @param put writes another value there
 */
record Site(JsonObject schema, Object value, Consumer<Object> put) {

  /** All places of a body whose root stands at {@code root[0]}. */
  static List<Site> of(FuzzContract contract, JsonObject schema, Object[] root) {
    List<Site> sites = new ArrayList<>();
    collect(contract, schema, root[0], value -> root[0] = value, sites);
    return sites;
  }

  private static void collect(
      FuzzContract contract,
      JsonObject named,
      Object value,
      Consumer<Object> put,
      List<Site> sites) {
    JsonObject schema = contract.resolved(named);
    sites.add(new Site(schema, value, put));
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked")
      Map<String, Object> fields = (Map<String, Object>) map;
      JsonObject properties = schema.getJsonObject("properties");
      List.copyOf(fields.keySet())
          .forEach(
              name ->
                  collect(
                      contract,
                      properties.getJsonObject(name),
                      fields.get(name),
                      other -> fields.put(name, other),
                      sites));
    } else if (value instanceof List<?> list) {
      @SuppressWarnings("unchecked")
      List<Object> places = (List<Object>) list;
      for (int i = 0; i < places.size(); i++) {
        int index = i;
        collect(
            contract,
            schema.getJsonObject("items"),
            places.get(i),
            other -> places.set(index, other),
            sites);
      }
    }
  }

  /** A copy that may be written to, of maps and lists alone. */
  static Object copy(Object value) {
    if (value instanceof JsonObject object) {
      return copy(object.getMap());
    }
    if (value instanceof JsonArray array) {
      return copy(array.getList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new java.util.LinkedHashMap<>();
      map.forEach((name, inner) -> copy.put((String) name, copy(inner)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(inner -> copy.add(copy(inner)));
      return copy;
    }
    return value;
  }

  boolean is(String type) {
    return type.equals(schema.getString("type"));
  }

  JsonArray required() {
    return schema.getJsonArray("required", new JsonArray());
  }
}
