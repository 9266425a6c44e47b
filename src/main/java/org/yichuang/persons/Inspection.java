package org.yichuang.persons;

import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseNumber;
import org.yichuang.hall.AccountId;

/**
 * Who wants to see, or have erased, and why; kept for good. Immutable.
 *
 * @param reason 1…{@value #MAX_REASON} characters (code points), without personal data
 * @param of the case it is for; null: none
 */
public record Inspection(AccountId by, String reason, @Nullable CaseNumber of) {
  public static final int MAX_REASON = 200;

  public Inspection {
    if (!Subject.isLine(reason, MAX_REASON)) {
      throw new IllegalArgumentException(
          "expected a reason of 1…%d printed characters, found %d, or others"
              .formatted(MAX_REASON, reason.codePointCount(0, reason.length())));
    }
  }
}
