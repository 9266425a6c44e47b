package org.yichuang.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HallTextTest {
  private static final String FILE =
      """
      # of the hall 𠮷
      hall: hanjiang          # its name
      name: { zh: 涵江区, en: Hanjiang }
      zones:
        - { id: social, ticket-prefix: B, name: { zh: 社保, en: Social }, windows: 4 }   # one
        - id: tax
          ticket-prefix: T
          name: { zh: 税务, en: Tax }
      opening: { workdays: ["08:00-12:00"] }
      rejoin:
        within-minutes: 30
      """;

  private static String edited(String path, String json) throws InvalidHallFile {
    ObjectMapper mapper = new ObjectMapper();
    return new HallText(FILE)
        .with(HallText.edits(List.of(new Configurations.Edit(path, json)), mapper))
        .source();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "zones/social/name/zh | \"社会保障\" | { zh: 社保, en: Social } | { zh: \"社会保障\", en: Social }",
        "zones/tax/name/en | \"Taxes: all\" | en: Tax } | en: \"Taxes: all\" }",
        "zones/social/windows | 5 | windows: 4 } | windows: 5 }",
        "opening/workdays | [\"09:00-12:00\",\"14:00-17:00\"] | [\"08:00-12:00\"] | [\"09:00-12:00\",\"14:00-17:00\"]",
        "opening/sat | [\"09:00-12:00\"] | { workdays: | { sat: [\"09:00-12:00\"], workdays:",
        "rejoin/at-most | 2 | ~  within-minutes: 30~ | ~  at-most: 2\n  within-minutes: 30~",
        "zones/tax/windows | 2 | ~- id: tax~ | ~- windows: 2\n    id: tax~",
        "rejoin | {\"at-most\":1} | ~  within-minutes: 30~ | ~  {\"at-most\":1}~",
        "zones | [] | ~  - { id: social, ticket-prefix: B, name: { zh: 社保, en: Social }, windows: 4 }   # one\n  - id: tax\n    ticket-prefix: T\n    name: { zh: 税务, en: Tax }~ | ~  []~",
        "conduct/idle-minutes | 7 | ~hall: hanjiang  ~ | ~conduct: {\"idle-minutes\":7}\nhall: hanjiang  ~",
      })
  void one_value_changes_and_nothing_else(String path, String json, String before, String after)
      throws InvalidHallFile {
    assertEquals(FILE.replace(before, after), edited(path, json));
  }

  @ParameterizedTest
  @CsvSource({"zones/none/windows, 3", "name, ~", "hall/name, 1"})
  void what_has_no_place_is_refused(String path, String json) {
    assertThrows(InvalidHallFile.class, () -> edited(path, json));
  }

  @Test
  void the_demonstration_keeps_its_comments() throws Exception {
    String file = Files.readString(Path.of("src/main/resources/demonstration/hanjiang.yaml"));
    HallText text =
        new HallText(file)
            .with(
                List.of(
                    new HallText.Edit(
                        "zones/property/name/zh", new ObjectMapper().readTree("\"不动产区\""))));
    assertEquals(file.replace("{ zh: 不动产登记区,", "{ zh: \"不动产区\","), text.source());
    assertEquals("不动产区", text.tree().at("/zones/2/name/zh").asText());
    assertEquals(4, text.tree().at("/zones/2/windows").asInt());
  }
}
