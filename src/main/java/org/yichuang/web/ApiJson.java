package org.yichuang.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
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
final class ApiJson {
  static final String CONTENT_TYPE = "application/json";
  private static final ObjectMapper MAPPER = mapper();

  private ApiJson() {}

  static byte[] write(Object answer) {
    try {
      return MAPPER.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("unwritable " + answer.getClass(), e);
    }
  }

  static void send(HttpServerResponse response, int status, String contentType, byte[] body) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .end(Buffer.buffer(body));
  }

  private static ObjectMapper mapper() {
    SimpleModule words = new SimpleModule("api");
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
