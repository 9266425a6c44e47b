package org.yichuang.deadlines;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which clock of a case: {@code statutory}, {@code step:survey}, {@code statutory@tax}. Immutable.
 *
 * @param step of a {@link ClockKind#STEP} clock; empty for all others
 * @param branch of a joint case; empty for the case as a whole
 */
public record ClockId(ClockKind kind, String step, String branch) implements Comparable<ClockId> {
  private static final Pattern SPELLING =
      Pattern.compile("([a-z]+)(?::([a-z][a-z0-9-]{0,31}))?(?:@([a-z][a-z0-9-]{0,31}))?");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Map<String, ClockId> PLAIN =
      Arrays.stream(ClockKind.values())
          .filter(kind -> kind != ClockKind.STEP)
          .collect(Collectors.toMap(ClockKind::word, ClockId::of));
  private static final Comparator<ClockId> ORDER =
      Comparator.comparing(ClockId::kind)
          .thenComparing(ClockId::branch)
          .thenComparing(ClockId::step);

  /**
   * @throws IllegalArgumentException for a step clock without a step, and a step of another clock
   */
  public ClockId {
    if ((kind == ClockKind.STEP) == step.isEmpty() || !isName(step) || !isName(branch)) {
      throw new IllegalArgumentException(
          "expected a clock such as statutory, step:survey or statutory@tax, found %s:%s@%s"
              .formatted(kind.word(), step, branch));
    }
  }

  private static boolean isName(String text) {
    return text.isEmpty() || NAME.matcher(text).matches();
  }

  public static ClockId of(ClockKind kind) {
    return new ClockId(kind, "", "");
  }

  public static ClockId step(String step) {
    return new ClockId(ClockKind.STEP, step, "");
  }

  /** The same clock of a branch. */
  public ClockId in(String of) {
    return new ClockId(kind, step, of);
  }

  /**
   * @throws IllegalArgumentException for anything that is no spelling of a clock
   */
  public static ClockId parse(String text) {
    ClockId plain = PLAIN.get(text);
    if (plain != null) {
      return plain;
    }
    Matcher parts = SPELLING.matcher(text);
    if (parts.matches()) {
      for (ClockKind kind : ClockKind.values()) {
        if (kind.word().equals(parts.group(1))) {
          return new ClockId(kind, orEmpty(parts.group(2)), orEmpty(parts.group(3)));
        }
      }
    }
    throw new IllegalArgumentException("expected a clock such as statutory, found " + text);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public int compareTo(ClockId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.word()
        + (step.isEmpty() ? "" : ":" + step)
        + (branch.isEmpty() ? "" : "@" + branch);
  }
}
