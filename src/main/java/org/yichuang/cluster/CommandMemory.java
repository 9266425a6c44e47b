package org.yichuang.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallEvent;
import org.yichuang.hall.RecordedEvent;
import org.yichuang.journal.JournalRow;

/**
 * The accepted commands of the open and the previous business day, by author and id. Confined to
 * its owner.
 */
final class CommandMemory {
  private record Key(AccountId actor, UUID id) {}

  private record Remembered(UUID digest, RecordedEvent first, List<HallEvent> events) {}

  private Map<Key, Remembered> today = new HashMap<>();
  private Map<Key, Remembered> before = new HashMap<>();

  /** What the rows of a hall's latest days say. */
  static CommandMemory of(List<JournalRow> rows) {
    CommandMemory memory = new CommandMemory();
    rows.forEach(row -> memory.apply(row.recorded()));
    return memory;
  }

  void apply(RecordedEvent recorded) {
    if (recorded.event() instanceof HallEvent.DayOpened) {
      before = today;
      today = new HashMap<>();
    }
    CommandStamp command = recorded.command();
    if (command != null) {
      today
          .computeIfAbsent(
              new Key(recorded.actor(), command.id()),
              unused -> new Remembered(command.digest(), recorded, new ArrayList<>(1)))
          .events()
          .add(recorded.event());
    }
  }

  /** The answer that the command got, when it was accepted before. */
  Optional<HallReply> find(AccountId actor, CommandStamp stamp) {
    Key key = new Key(actor, stamp.id());
    Remembered remembered = today.getOrDefault(key, before.get(key));
    if (remembered == null) {
      return Optional.empty();
    }
    return Optional.of(
        remembered.digest().equals(stamp.digest())
            ? new HallReply.Done(
                remembered.first().day(), remembered.first().at(), remembered.events())
            : new HallReply.KeyReused());
  }

  int size() {
    return today.size() + before.size();
  }
}
