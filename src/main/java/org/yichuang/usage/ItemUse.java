package org.yichuang.usage;

import java.util.Map;
import org.yichuang.hall.HallId;

/**
 * How often numbers are taken for items, so that a kiosk can offer first what is asked for most.
 * Any thread, without waiting.
 */
public interface ItemUse {
  /** So many months are looked at, the current one included. */
  int MONTHS = 3;

  /** Somebody got a number for it. */
  void used(HallId hall, String item);

  /**
   * By item; one that was never asked for is missing. Some seconds old; what was given does not
   * change any more.
   */
  Map<String, Long> uses(HallId hall);
}
