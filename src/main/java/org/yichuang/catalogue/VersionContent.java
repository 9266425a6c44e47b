package org.yichuang.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.sqlclient.Row;

/** A version as the programs read it, JSON in three parts, to be compared with another. */
record VersionContent(String content, String opening, String items) {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** A row of version, content, opening and items. */
  static VersionContent of(Row row) {
    return new VersionContent(row.getString(1), row.getString(2), row.getString(3));
  }

  Difference differenceTo(VersionContent newer) {
    return Difference.of(tree(), newer.tree());
  }

  private JsonNode tree() {
    try {
      ObjectNode tree = (ObjectNode) MAPPER.readTree(content);
      tree.set("opening", MAPPER.readTree(opening));
      tree.set("catalogue", MAPPER.readTree(items));
      return tree;
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("a stored version cannot be read", unreadable);
    }
  }
}
