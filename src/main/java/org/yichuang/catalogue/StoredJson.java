package org.yichuang.catalogue;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Function;

/**
 * How a configuration version keeps its items and opening times: JSON with a format number, equal
 * for equal values. Stored versions are never rewritten, so an older format keeps its reader. Any
 * thread.
 */
final class StoredJson {
  private static final int ITEMS_FORMAT = 2;
  private static final int OPENING_FORMAT = 1;
  private static final ObjectMapper MAPPER = mapper();

  private StoredJson() {}

  private record StoredItems(int format, List<Regime> regimes, List<Item> items) {}

  private record StoredOpening(int format, HallOpening opening) {}

  static String write(ItemList items) {
    return write(new StoredItems(ITEMS_FORMAT, items.regimes(), items.items()));
  }

  static String write(HallOpening opening) {
    return write(new StoredOpening(OPENING_FORMAT, opening));
  }

  /**
   * @throws IllegalStateException when this program cannot read it
   */
  static ItemList items(String content) {
    JsonNode stored = read(content, JsonNode.class);
    switch (stored.path("format").asInt()) {
      case 1 -> addHandling(stored);
      case ITEMS_FORMAT -> {}
      default -> throw unknown(stored.path("format"));
    }
    try {
      StoredItems items = MAPPER.treeToValue(stored, StoredItems.class);
      return new ItemList(items.regimes(), items.items());
    } catch (JsonProcessingException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /**
   * @throws IllegalStateException when this program cannot read it
   */
  static HallOpening opening(String content) {
    StoredOpening stored = read(content, StoredOpening.class);
    if (stored.format() != OPENING_FORMAT) {
      throw unknown(stored.format());
    }
    return stored.opening();
  }

  /** Format 1 did not say how items are handled: as is usual. */
  private static void addHandling(JsonNode stored) {
    for (JsonNode regime : stored.path("regimes")) {
      ((ObjectNode) regime).put("closesUncorrected", false);
    }
    for (JsonNode item : stored.path("items")) {
      Item.Kind kind = Item.Kind.valueOf(item.path("kind").asText());
      ((ObjectNode) item).set("handling", MAPPER.valueToTree(Item.Handling.usual(kind)));
      for (JsonNode branch : item.path("branches")) {
        ((ObjectNode) branch).putArray("steps");
      }
    }
  }

  private static IllegalStateException unknown(Object format) {
    return new IllegalStateException("unknown configuration format " + format);
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
      throw unreadable(unreadable);
    }
  }

  private static IllegalStateException unreadable(JsonProcessingException cause) {
    return new IllegalStateException(
        "a stored configuration cannot be read: " + cause.getMessage(), cause);
  }

  private static ObjectMapper mapper() {
    SimpleModule dates = new SimpleModule("dates");
    text(dates, LocalDate.class, LocalDate::parse);
    text(dates, LocalTime.class, LocalTime::parse);
    return new ObjectMapper()
        .registerModule(dates)
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
        .setVisibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
        .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
        .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
  }

  private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return read.apply(json.getText());
          }
        });
  }
}
