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
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.yichuang.journal.CoreJson;

/**
 * JSON as the contract shows it: instants as RFC 3339 in UTC, durations as ISO 8601, ids as text;
 * absent values are left out. Any thread.
 */
public final class PublicJson {
  private static final ObjectMapper MAPPER = mapper();
  private static final int WITHOUT_SECONDS = "2026-11-23T09:00".length();

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
    text(words, Instant.class, PublicJson::text);
    text(words, Duration.class, Duration::toString);
    text(words, LocalTime.class, LocalTime::toString);
    text(words, ZoneId.class, ZoneId::toString);
    return CoreJson.mapper().registerModule(words);
  }

  /** As {@link Instant#toString} writes it, without the cost of its formatter. */
  private static String text(Instant at) {
    String text =
        LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC).toString();
    return text.length() == WITHOUT_SECONDS ? text + ":00Z" : text + "Z";
  }

  private static <T> void text(SimpleModule module, Class<T> type, Function<T, String> words) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(words.apply(value));
          }
        });
  }
}
