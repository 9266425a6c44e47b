package org.yichuang.persons;

import java.nio.charset.StandardCharsets;

/**
 * Where a value stands: what is encrypted for one place cannot be read at another. Immutable.
 *
 * @param record its id
 */
record Cell(String table, long record, String column) {
  byte[] bytes() {
    return (table + "/" + record + "/" + column).getBytes(StandardCharsets.US_ASCII);
  }
}
