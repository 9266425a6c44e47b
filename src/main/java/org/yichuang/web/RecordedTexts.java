package org.yichuang.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yichuang.persons.RecognisedNumber;

/**
 * What staff type in their own words goes into records that nobody can change or erase: the
 * journal, the administrators' log, who looked at whom. Refuses what is recognised as a person's
 * number there; people have records of their own. Pure functions; any thread.
 */
final class RecordedTexts {
  /** Properties of bodies that hold such words, at whatever depth. */
  static final Set<String> NAMES =
      Set.of("reason", "note", "what", "agency", "rightAgency", "shelf");

  private RecordedTexts() {}

  /** Null when nothing is recognised. */
  static @Nullable Problem refusal(@Nullable Object json) {
    return refusal("", json);
  }

  private static @Nullable Problem refusal(String place, @Nullable Object json) {
    return switch (json) {
      case Map<?, ?> object -> {
        for (Map.Entry<?, ?> property : object.entrySet()) {
          Problem found = refusal(place, String.valueOf(property.getKey()), property.getValue());
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          Problem found = refusal(place + i + "/", list.get(i));
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
      case null, default -> null;
    };
  }

  private static @Nullable Problem refusal(String place, String name, @Nullable Object value) {
    if (!(value instanceof String text)) {
      return refusal(place + name + "/", value);
    }
    Optional<RecognisedNumber> found =
        NAMES.contains(name) ? RecognisedNumber.in(text) : Optional.empty();
    return found
        .map(number -> HttpProblems.personalData(place + name, number.words()))
        .orElse(null);
  }
}
