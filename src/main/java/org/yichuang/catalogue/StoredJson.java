package org.yichuang.catalogue;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * How a configuration version keeps its items and opening times: JSON with a format number, equal
 * for equal values. Stored versions are never rewritten, so an older format keeps its reader. Any
 * thread.
 */
final class StoredJson {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = mapper();

  private StoredJson() {}

  private record StoredItems(int format, List<Regime> regimes, List<Item> items) {}

  private record StoredOpening(int format, HallOpening opening) {}

  static String write(ItemList items) {
    return write(new StoredItems(FORMAT, items.regimes(), items.items()));
  }

  static String write(HallOpening opening) {
    return write(new StoredOpening(FORMAT, opening));
  }

  /**
   * @throws IllegalStateException when this program cannot read it
   */
  static ItemList items(String content) {
    StoredItems stored = read(content, StoredItems.class);
    require(stored.format());
    return new ItemList(stored.regimes(), stored.items());
  }

  /**
   * @throws IllegalStateException when this program cannot read it
   */
  static HallOpening opening(String content) {
    StoredOpening stored = read(content, StoredOpening.class);
    require(stored.format());
    return stored.opening();
  }

  private static void require(int format) {
    if (format != FORMAT) {
      throw new IllegalStateException("unknown configuration format " + format);
    }
  }

  private static String write(Object stored) {
    try {
      return MAPPER.writeValueAsString(stored);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    }
  }

  private static <T> T read(String content, Class<T> type) {
    try {
      return MAPPER.readValue(content, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException(
          "a stored configuration cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule dates = new SimpleModule("dates");
    dates.addSerializer(LocalDate.class, ToStringSerializer.instance);
    dates.addDeserializer(
        LocalDate.class,
        new StdDeserializer<LocalDate>(LocalDate.class) {
          @Override
          public LocalDate deserialize(JsonParser json, DeserializationContext context)
              throws IOException {
            return LocalDate.parse(json.getText());
          }
        });
    return new ObjectMapper()
        .registerModule(dates)
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
        .setVisibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
        .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
        .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
  }
}
