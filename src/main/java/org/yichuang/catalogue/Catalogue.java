package org.yichuang.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;

/** Every version of every hall's configuration, in memory. Any thread. */
public interface Catalogue {

  /** The newest version of each hall, by slug. */
  List<HallConfig> halls();

  /** The newest version of the hall with that slug. */
  Optional<HallConfig> hall(String slug);

  /** The newest version. */
  HallConfig newest(HallId hall);

  /** The hall's first business day, fixed when it was added. */
  LocalDate founded(HallId hall);

  /**
   * @throws IllegalStateException when there is no such version
   */
  HallConfig version(HallId hall, int version);
}
