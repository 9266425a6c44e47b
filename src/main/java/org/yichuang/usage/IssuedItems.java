package org.yichuang.usage;

import java.util.List;
import java.util.function.Consumer;
import org.yichuang.hall.HallEvent;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.JournalRow;

/**
 * Counts what numbers are for once the journal has them, so that a repeated request counts once. On
 * the event loop of whichever lane wrote them.
 */
public final class IssuedItems implements Consumer<Cargo> {
  private final ItemUse use;

  public IssuedItems(ItemUse use) {
    this.use = use;
  }

  @Override
  public void accept(Cargo committed) {
    for (JournalRow row : committed.rows()) {
      if (row.recorded().event() instanceof HallEvent.TicketIssued issued) {
        List<String> items = issued.items();
        if (items != null) {
          items.forEach(item -> use.used(committed.hall(), item));
        }
      }
    }
  }
}
