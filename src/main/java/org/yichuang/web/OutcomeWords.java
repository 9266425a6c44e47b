package org.yichuang.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yichuang.hall.MatterOutcome;

/** How the contract spells the outcomes of a matter. */
final class OutcomeWords {
  private static final Map<String, MatterOutcome> BY_WORD =
      Arrays.stream(MatterOutcome.values())
          .collect(Collectors.toMap(OutcomeWords::word, Function.identity()));

  private OutcomeWords() {}

  static String word(MatterOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  static MatterOutcome outcome(String word) {
    MatterOutcome outcome = BY_WORD.get(word);
    if (outcome == null) {
      throw new IllegalArgumentException(
          "expected one of %s, found %s".formatted(BY_WORD.keySet(), word));
    }
    return outcome;
  }
}
