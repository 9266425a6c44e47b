package org.yichuang.live;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.yichuang.journal.CoreJson;

/**
 * JSON as the contract shows it: instants as RFC 3339 in UTC, durations as ISO 8601, ids as text;
 * absent values are left out. Any thread.
 */
public final class PublicJson {
  private static final ObjectMapper MAPPER = mapper();

  private PublicJson() {}

  /**
   * @throws IllegalStateException for a value that is no JSON: a mistake of the caller
   */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("unwritable " + value.getClass(), e);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule words = new SimpleModule("public");
    text(words, Instant.class);
    text(words, Duration.class);
    text(words, LocalTime.class);
    text(words, ZoneId.class);
    return CoreJson.mapper().registerModule(words);
  }

  private static <T> void text(SimpleModule module, Class<T> type) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(value.toString());
          }
        });
  }
}
