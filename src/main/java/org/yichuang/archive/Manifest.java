package org.yichuang.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * What a month's file says about itself.
 *
 * @param format always {@link #FORMAT}
 * @param deployment which database it is of
 * @param month as {@code 2026-01}
 * @param tables in the order of the file
 * @param streams one for each hall with events in the month, by hall
 */
record Manifest(
    String format,
    int version,
    String deployment,
    String month,
    List<Table> tables,
    List<HallStream> streams) {
  static final String FORMAT = "yichuang-month";
  static final int VERSION = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .build();

  Manifest {
    tables = List.copyOf(tables);
    streams = List.copyOf(streams);
  }

  /**
   * @param file within the archive
   * @param sha256 of that file's bytes, in hexadecimal figures
   */
  record Table(String name, String file, long rows, String sha256) {}

  /**
   * What one hall recorded in the month.
   *
   * @param firstDay and {@code lastDay} as {@code 2026-01-31}
   * @param previous the hash that the first event links to
   * @param head the hash of the last event
   */
  record HallStream(
      int hall,
      String slug,
      String firstDay,
      String lastDay,
      long events,
      String previous,
      String head) {}

  byte[] write() throws JsonProcessingException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }

  static Manifest read(byte[] bytes) throws IOException, ArchiveRefused {
    Manifest manifest;
    try {
      manifest = JSON.readValue(bytes, Manifest.class);
    } catch (JsonProcessingException unreadable) {
      throw new ArchiveRefused("its manifest cannot be read: " + unreadable.getOriginalMessage());
    }
    if (!FORMAT.equals(manifest.format()) || manifest.version() != VERSION) {
      throw new ArchiveRefused(
          "expected the format %s %d, found %s %d"
              .formatted(FORMAT, VERSION, manifest.format(), manifest.version()));
    }
    return manifest;
  }
}
