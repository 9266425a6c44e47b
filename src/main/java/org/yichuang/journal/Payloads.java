package org.yichuang.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one family of events: JSON by {@link CoreJson}, strict in what must be there. Filled
 * before its first use, then for any thread.
 *
 * @param <E> what all the events are
 */
final class Payloads<E> {
  private final ObjectMapper mapper = CoreJson.mapper();
  private final Map<Class<?>, ObjectWriter> writers = new HashMap<>();
  private final Map<String, ObjectReader> readers = new LinkedHashMap<>();

  /** What a record must have: its components that are not marked as nullable. */
  private static final ClassValue<Method[]> REQUIRED =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(part -> !part.getType().isPrimitive())
              .filter(part -> !part.getAnnotatedType().isAnnotationPresent(Nullable.class))
              .map(RecordComponent::getAccessor)
              .toArray(Method[]::new);
        }
      };

  void add(String name, int version, Class<? extends E> type) {
    writers.put(type, mapper.writerFor(type));
    readers.put(
        key(name, version),
        mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
  }

  Buffer encode(E event) {
    try {
      ObjectWriter writer = writers.get(event.getClass());
      if (writer == null) {
        throw new IllegalArgumentException("no journal type for " + event.getClass());
      }
      return Buffer.buffer(writer.writeValueAsBytes(event));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("unwritable " + event, e);
    }
  }

  /**
   * @throws IllegalStateException when this program does not know the type, or cannot read the
   *     payload: the stream is unreadable here
   */
  E decode(String name, int version, Buffer payload) {
    ObjectReader reader = readers.get(key(name, version));
    if (reader == null) {
      throw new IllegalStateException("unknown event type " + key(name, version));
    }
    try {
      E event = reader.readValue(payload.getBytes());
      if (!isComplete(event)) {
        throw new IllegalStateException("incomplete payload of " + key(name, version));
      }
      return event;
    } catch (IOException e) {
      throw new IllegalStateException("unreadable payload of " + key(name, version), e);
    }
  }

  /** The reader leaves what is absent null; here only what may be absent is let through. */
  private static boolean isComplete(@Nullable Object value) {
    if (value instanceof Collection<?> several) {
      for (Object one : several) {
        if (!isComplete(one)) {
          return false;
        }
      }
    } else if (value instanceof Record) {
      for (Method component : REQUIRED.get(value.getClass())) {
        if (!isComplete(read(component, value))) {
          return false;
        }
      }
    }
    return value != null;
  }

  private static @Nullable Object read(Method component, Object of) {
    try {
      return component.invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the core's records are public", e);
    }
  }

  private static String key(String name, int version) {
    return name + "/" + version;
  }
}
