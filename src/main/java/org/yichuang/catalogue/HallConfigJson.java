package org.yichuang.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.IssuingHours;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

/**
 * How a configuration version is stored: JSON with a format number. Stored versions are never
 * rewritten, so an older format keeps its reader. Any thread.
 */
final class HallConfigJson {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HallConfigJson() {}

  private record Stored(
      int format,
      LocalText name,
      String zone,
      List<String> hours,
      List<StoredQueue> queues,
      List<StoredWindow> windows,
      HallConfig.Rules rules) {}

  private record StoredQueue(String id, String prefix, LocalText name) {}

  private record StoredWindow(String id, LocalText name, List<String> queues) {}

  static String write(HallConfig config) {
    try {
      return MAPPER.writeValueAsString(
          new Stored(
              FORMAT,
              config.name(),
              config.zone().getId(),
              config.hours().spans().stream().map(IssuingHours.Span::toString).toList(),
              config.queues().stream()
                  .map(queue -> new StoredQueue(queue.id().value(), queue.prefix(), queue.name()))
                  .toList(),
              config.windows().stream()
                  .map(
                      window ->
                          new StoredWindow(
                              window.id().value(),
                              window.name(),
                              window.queues().stream().map(QueueId::value).toList()))
                  .toList(),
              config.rules()));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    }
  }

  /**
   * @throws IllegalStateException when this program cannot read it
   */
  static HallConfig read(HallId id, String slug, int version, String content) {
    try {
      Stored stored = MAPPER.readValue(content, Stored.class);
      if (stored.format() != FORMAT) {
        throw new IllegalStateException("unknown configuration format " + stored.format());
      }
      return new HallConfig(
          id,
          slug,
          version,
          stored.name(),
          ZoneId.of(stored.zone()),
          new IssuingHours(stored.hours().stream().map(HallConfigJson::span).toList()),
          stored.queues().stream()
              .map(q -> new HallConfig.Queue(new QueueId(q.id()), q.prefix(), q.name()))
              .toList(),
          stored.windows().stream()
              .map(
                  w ->
                      new HallConfig.Window(
                          new WindowId(w.id()),
                          w.name(),
                          w.queues().stream().map(QueueId::new).toList()))
              .toList(),
          stored.rules());
    } catch (JsonProcessingException | RuntimeException unreadable) {
      throw new IllegalStateException(
          "version %d of hall %s cannot be read: %s"
              .formatted(version, slug, unreadable.getMessage()),
          unreadable);
    }
  }

  private static IssuingHours.Span span(String text) {
    String[] ends = text.split("-", 2);
    return new IssuingHours.Span(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
  }
}
