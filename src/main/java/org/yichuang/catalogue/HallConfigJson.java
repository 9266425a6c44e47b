package org.yichuang.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yichuang.calendar.NationalCalendar;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;
import org.yichuang.journal.CoreJson;

/**
 * How a configuration version is stored: JSON with a format number. Stored versions are never
 * rewritten, so an older format keeps its reader. Any thread.
 */
final class HallConfigJson {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = CoreJson.mapper();

  private HallConfigJson() {}

  private record Stored(
      int format,
      LocalText name,
      String zone,
      List<StoredQueue> queues,
      List<StoredWindow> windows,
      HallConfig.Settings settings) {}

  private record StoredQueue(String id, String prefix, LocalText name, long usualServiceMillis) {}

  private record StoredWindow(
      String id, LocalText name, List<String> queues, SortedMap<String, Long> penaltyMillis) {}

  static String write(HallConfig config) {
    try {
      return MAPPER.writeValueAsString(
          new Stored(
              FORMAT,
              config.name(),
              config.zone().getId(),
              config.queues().stream()
                  .map(
                      queue ->
                          new StoredQueue(
                              queue.id().value(),
                              queue.prefix(),
                              queue.name(),
                              queue.usualServiceMillis()))
                  .toList(),
              config.windows().stream()
                  .map(
                      window ->
                          new StoredWindow(
                              window.id().value(),
                              window.name(),
                              window.queues().stream().map(QueueId::value).toList(),
                              penalties(window)))
                  .toList(),
              config.settings()));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    }
  }

  /**
   * @throws IllegalStateException when this program cannot read it
   */
  static HallConfig read(
      HallId id,
      String slug,
      int version,
      String content,
      HallOpening opening,
      NationalCalendar national) {
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
          opening.hours(ZoneId.of(stored.zone()), national),
          stored.queues().stream()
              .map(
                  q ->
                      new HallConfig.Queue(
                          new QueueId(q.id()), q.prefix(), q.name(), q.usualServiceMillis()))
              .toList(),
          stored.windows().stream()
              .map(
                  w ->
                      new HallConfig.Window(
                          new WindowId(w.id()),
                          w.name(),
                          w.queues().stream().map(QueueId::new).toList(),
                          penalties(w)))
              .toList(),
          stored.settings());
    } catch (JsonProcessingException | RuntimeException unreadable) {
      throw new IllegalStateException(
          "version %d of hall %s cannot be read: %s"
              .formatted(version, slug, unreadable.getMessage()),
          unreadable);
    }
  }

  private static SortedMap<String, Long> penalties(HallConfig.Window window) {
    SortedMap<String, Long> penalties = new TreeMap<>();
    window.penaltyMillis().forEach((queue, millis) -> penalties.put(queue.value(), millis));
    return penalties;
  }

  private static Map<QueueId, Long> penalties(StoredWindow window) {
    return window.penaltyMillis().entrySet().stream()
        .collect(Collectors.toMap(penalty -> new QueueId(penalty.getKey()), Map.Entry::getValue));
  }
}
