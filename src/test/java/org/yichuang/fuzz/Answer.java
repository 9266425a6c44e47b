package org.yichuang.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What came back.
 *
 * @param headers by names in lower case
 * @param body its bytes as they came; empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  @Override
  public String toString() {
    return status + " " + headers + " " + text();
  }
}
