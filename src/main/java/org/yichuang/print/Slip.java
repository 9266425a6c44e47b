package org.yichuang.print;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.LocalText;

/**
 * What stands on the paper of a number. Immutable.
 *
 * @param place null unless it waits
 * @param address of the ticket's page, as a QR code
 */
public record Slip(
    LocalText hall,
    LocalText queue,
    String number,
    Instant issuedAt,
    ZoneId zone,
    @Nullable Place place,
    String address) {

  /**
   * Where it stood when it was printed.
   *
   * @param ahead who waits in front
   * @param p50Minutes half of such people wait less; 0 when nothing can be said
   * @param p90Minutes nine of ten wait less
   */
  public record Place(int ahead, long p50Minutes, long p90Minutes) {}
}
