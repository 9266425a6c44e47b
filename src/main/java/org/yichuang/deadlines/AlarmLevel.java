package org.yichuang.deadlines;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The alarms of a deadline, in order: before the end, at it, and one working day after another when
 * nothing happens. The names are stored.
 */
public enum AlarmLevel {
  YELLOW(Light.YELLOW, Addressee.CLERK),
  RED(Light.RED, Addressee.CLERK),
  ESCALATED_TO_BACKUP(Light.RED, Addressee.BACKUP),
  ESCALATED_TO_WINDOW_HEAD(Light.RED, Addressee.WINDOW_HEAD),
  ESCALATED_TO_DEPARTMENT_LEAD(Light.RED, Addressee.DEPARTMENT_LEAD),
  ESCALATED_TO_SUPERVISOR(Light.RED, Addressee.SUPERVISOR);

  /** Who is told. */
  public enum Addressee {
    CLERK,
    BACKUP,
    WINDOW_HEAD,
    DEPARTMENT_LEAD,
    SUPERVISOR
  }

  private static final Map<String, AlarmLevel> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(AlarmLevel::word, Function.identity()));

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Light light;
  private final Addressee addressee;

  AlarmLevel(Light light, Addressee addressee) {
    this.light = light;
    this.addressee = addressee;
  }

  public Light light() {
    return light;
  }

  public Addressee addressee() {
    return addressee;
  }

  /**
   * @throws IllegalArgumentException when no level is called so
   */
  public static AlarmLevel of(String word) {
    AlarmLevel level = BY_WORD.get(word);
    if (level == null) {
      throw new IllegalArgumentException("expected a level of an alarm, found " + word);
    }
    return level;
  }

  public String word() {
    return word;
  }
}
