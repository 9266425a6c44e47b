package org.yichuang.persons;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.AccountId;

/**
 * One look at somebody's record.
 *
 * @param fields words of {@link PersonField}, {@code text} of a subject, or {@code erased}
 * @param caseNumber as it is printed; null: for no case
 */
public record Looked(
    long id,
    Instant at,
    AccountId by,
    List<String> fields,
    String reason,
    @Nullable String caseNumber) {
  public Looked {
    fields = List.copyOf(fields);
  }
}
