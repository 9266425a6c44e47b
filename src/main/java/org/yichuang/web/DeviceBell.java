package org.yichuang.web;

import java.time.Instant;
import org.yichuang.hall.HallId;

/** Asks a device to show its name. Any thread; best effort. */
@FunctionalInterface
public interface DeviceBell {

  /**
   * @param device its account's number
   * @param until when it stops
   */
  void ring(HallId hall, int device, String name, Instant until);
}
