package org.yichuang.cases;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A document of a case by its number, its date and its seal; never its content. Licences' documents
 * are sealed and dated (行政许可法 art. 32, 38, 39).
 *
 * @param number as the agency gives it, 1…200 characters
 * @param date what periods are judged by
 * @param seal its number in the seal-use ledger, at least 1; null when it was not sealed
 */
public record Document(String number, LocalDate date, @Nullable Long seal) {
  public Document {
    Texts.line(number, "a document number");
    if (seal != null && seal < 1) {
      throw new IllegalArgumentException("expected a seal number of at least 1, found " + seal);
    }
  }
}
