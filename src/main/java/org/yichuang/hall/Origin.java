package org.yichuang.hall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket was given for; it never changes. Immutable.
 *
 * @param matters how many it stands for
 * @param items what the person came for, ids of the catalogue; empty: not said
 * @param booked the appointment its person came to; null: a walk-in
 * @param estimate of its waiting; null where none was made
 * @param reconstructed a stub from a time when the hall stood still
 */
public record Origin(
    PersonClass person,
    int matters,
    List<String> items,
    @Nullable Booked booked,
    @Nullable Estimate estimate,
    boolean reconstructed) {

  /** One matter of an ordinary walk-in. */
  public static final Origin PLAIN =
      new Origin(PersonClass.ORDINARY, 1, List.of(), null, null, false);

  public Origin {
    items = List.copyOf(items);
  }

  static Origin of(HallEvent.TicketIssued issued) {
    return new Origin(
        issued.person() == null ? PersonClass.ORDINARY : issued.person(),
        issued.matters() == null ? 1 : issued.matters(),
        issued.items() == null ? List.of() : issued.items(),
        issued.booked(),
        issued.estimate(),
        false);
  }

  static Origin of(HallEvent.StubEntered entered) {
    PersonClass person = entered.person();
    return new Origin(
        person == null ? PersonClass.ORDINARY : person, 1, List.of(), null, null, true);
  }
}
