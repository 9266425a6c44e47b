package org.yichuang.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.PersonRef;
import org.yichuang.cases.SubjectRef;
import org.yichuang.deadlines.ClockEvent;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.HallId;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;

/**
 * How the core's records are written as JSON where programs talk to each other: ids as plain text
 * or numbers, instants as milliseconds, days as {@code 2026-11-23}, sets and maps in the order of
 * their elements and keys: equal values give equal bytes. Absent values are left out; unknown
 * properties and missing numbers are errors. Any thread.
 */
public final class CoreJson {
  private CoreJson() {}

  /** A mapper that further modules may be added to before its first use. */
  public static ObjectMapper mapper() {
    SimpleModule core = new SimpleModule("core");
    text(core, TicketId.class, TicketId::toString, text -> TicketId.parse(text).orElseThrow());
    text(core, QueueId.class, QueueId::value, QueueId::new);
    text(core, WindowId.class, WindowId::value, WindowId::new);
    text(core, LocalDate.class, LocalDate::toString, CoreJson::day);
    number(core, HallId.class, HallId::value, value -> new HallId(Math.toIntExact(value)));
    number(core, AccountId.class, AccountId::value, value -> new AccountId(Math.toIntExact(value)));
    number(core, Instant.class, Instant::toEpochMilli, Instant::ofEpochMilli);
    text(core, CaseNumber.class, CaseNumber::toString, CaseNumber::parse);
    number(core, PersonRef.class, PersonRef::value, PersonRef::new);
    number(core, SubjectRef.class, SubjectRef::value, SubjectRef::new);
    core.addSerializer(new InOrder());
    ClockJson.addTo(core);
    ObjectMapper mapper =
        JsonMapper.builder()
            .addModule(core)
            .addModule(new BlackbirdModule())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    return SealedNames.teach(mapper, ClockEvent.class);
  }

  /** As {@link LocalDate#parse}, which takes its time: a case has a dozen days. */
  static LocalDate day(String text) {
    if (text.length() != "2026-11-23".length() || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return LocalDate.parse(text);
    }
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (i == 4 || i == 7) {
        continue;
      }
      if (digit < 0 || digit > 9) {
        return LocalDate.parse(text);
      }
      digits = 10 * digits + digit;
    }
    return LocalDate.of(digits / 10_000, digits / 100 % 100, digits % 100);
  }

  /** Sets of what has an order. */
  private static final class InOrder extends StdSerializer<Set<?>> {
    InOrder() {
      super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (Object element : new TreeSet<>(value)) {
        provider.defaultSerializeValue(element, json);
      }
      json.writeEndArray();
    }
  }

  static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            try {
              return read.apply(text);
            } catch (RuntimeException unreadable) {
              throw new UnreadableValue(json, type, text);
            }
          }
        });
  }

  private static <T> void number(
      SimpleModule module, Class<T> type, Function<T, Number> write, Function<Long, T> read) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeNumber(write.apply(value).longValue());
          }
        });
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
              return read.apply(json.getLongValue());
            } catch (ArithmeticException | IllegalArgumentException unreadable) {
              throw new UnreadableValue(json, type, json.getText());
            }
          }
        });
  }

  private static final class UnreadableValue extends JsonProcessingException {
    UnreadableValue(JsonParser json, Class<?> type, String found) {
      super(
          "expected a %s, found \"%s\"".formatted(type.getSimpleName(), found),
          json.currentLocation());
    }
  }
}
