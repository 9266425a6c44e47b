package org.yichuang.deadlines;

import java.util.Locale;

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

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
