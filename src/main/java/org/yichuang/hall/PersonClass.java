package org.yichuang.hall;

/**
 * Who gets a credit in the queue (优待对象). A credit is minutes of waiting that count as waited
 * already; the configuration says how many.
 */
public enum PersonClass {
  ORDINARY,
  /** By the age on an identity card, or as seen. */
  ELDERLY,
  /** Pregnant, or with an infant. */
  WITH_INFANT,
  DISABLED,
  /** Soldiers, veterans, fire and rescue (军人、退役军人、消防救援人员). */
  SERVICE,
  /** 绿色通道: given by staff, never claimed by the person. */
  GREEN_CHANNEL
}
