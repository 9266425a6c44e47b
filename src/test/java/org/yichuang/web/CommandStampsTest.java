package org.yichuang.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.WindowId;

class CommandStampsTest {
  private static final AccountId ACTOR = new AccountId(12);
  private static final HallId HALL = new HallId(7);
  private final CommandStamps stamps = new CommandStamps();

  @Test
  void stamps_are_in_the_journal_and_never_change() {
    CommandStamp stamp =
        stamps.stamp(ACTOR, "key-1", HALL, new HallCommand.IssueTicket(new QueueId("social")));
    assertEquals(UUID.fromString("919ffcb6-92a9-bbff-fcb7-6ddb461c5b00"), stamp.id());
    assertEquals(UUID.fromString("6a66ac55-62ba-1902-43a7-b62c85307473"), stamp.digest());
  }

  @Test
  void the_id_depends_on_author_and_key_alone() {
    HallCommand open = new HallCommand.OpenWindow(new WindowId("A1"));
    HallCommand close = new HallCommand.CloseWindow(new WindowId("A1"));
    UUID id = stamps.stamp(ACTOR, "k", HALL, open).id();
    assertEquals(id, stamps.stamp(ACTOR, "k", new HallId(8), close).id());
    assertNotEquals(id, stamps.stamp(ACTOR, "l", HALL, open).id());
    assertNotEquals(id, stamps.stamp(new AccountId(1), "2\0k", HALL, open).id());
    assertNotEquals(
        stamps.stamp(ACTOR, null, HALL, open).id(), stamps.stamp(ACTOR, null, HALL, open).id());
  }

  @Test
  void the_digest_depends_on_everything_the_command_says() {
    HallCommand open = new HallCommand.OpenWindow(new WindowId("A1"));
    UUID digest = digest(HALL, open);
    assertEquals(digest, digest(HALL, new HallCommand.OpenWindow(new WindowId("A1"))));
    assertNotEquals(digest, digest(new HallId(8), open));
    assertNotEquals(digest, digest(HALL, new HallCommand.OpenWindow(new WindowId("A2"))));
    assertNotEquals(digest, digest(HALL, new HallCommand.CloseWindow(new WindowId("A1"))));
    WindowId window = new WindowId("A1");
    assertNotEquals(
        digest(HALL, new HallCommand.CompleteService(window, List.of(MatterOutcome.DONE))),
        digest(HALL, new HallCommand.CompleteService(window, List.of(MatterOutcome.REFERRED))));
  }

  private UUID digest(HallId hall, HallCommand command) {
    return stamps.stamp(ACTOR, "k", hall, command).digest();
  }
}
