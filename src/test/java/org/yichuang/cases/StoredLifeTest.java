package org.yichuang.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much the journal keeps of a case: without this bound a hall's year is told in vain. */
class StoredLifeTest {

  @ParameterizedTest(name = "{0}: {2} bytes at most")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          licence: register; accept; at=2026-03-04T10:00; complete-step; at=2026-03-05T10:00; complete-step step=sign by=lead; at=2026-03-06T10:00; decide; issue; at=2026-03-09T10:00; deliver; archive | 9  | 4000
          licence: register channel=online; give-notice; at=2026-03-05T10:00; receive-materials points=1,2; accept; suspend; at=2026-03-16T10:00; resume; complete-step; complete-step step=sign by=lead; extend; decide; issue; deliver method=post; archive | 15 | 9000
          registration: register; accept; decide; issue; deliver; archive | 7 | 2000
          at-once: handle-at-once; archive | 7 | 2000
          joint: register; accept; complete-step branch=tax; decide branch=tax; decide branch=fire; decide branch=build; issue; deliver; archive | 11 | 8000
          licence: register; accept; at=2026-06-30T10:00 | 4 | 9000
          """)
  void a_life_is_kept_in_few_bytes(String told, int events, int most, TestReporter reporter) {
    CaseScene scene = CaseTable.after(told);
    List<StoredLife.Row> rows = StoredLife.rows(scene);
    Map<String, String> sizes = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      sizes.put(
          "%02d %s".formatted(i + 1, rows.get(i).type().name()),
          String.valueOf(rows.get(i).payload().length()));
    }
    int bytes = rows.stream().mapToInt(row -> row.payload().length()).sum();
    sizes.put("together", String.valueOf(bytes));
    reporter.publishEntry(sizes);
    assertEquals(scene.state, StoredLife.replayed(scene));
    assertTrue(rows.size() >= events, () -> "events: " + rows.size());
    assertTrue(bytes <= most, () -> "bytes: " + sizes);
  }
}
