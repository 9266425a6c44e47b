package org.yichuang.hall;

import java.util.List;
import java.util.Random;

/** Commands of a busy hall in no sensible order; windows and queues that do not exist included. */
final class RandomCommands {
  private static final List<QueueId> QUEUES =
      List.of(HallScene.SOCIAL, HallScene.TAX, HallScene.LAND, new QueueId("marry"));
  private static final List<WindowId> WINDOWS =
      List.of(HallScene.A1, HallScene.A2, HallScene.A3, HallScene.A4, new WindowId("Z9"));

  private RandomCommands() {}

  static HallCommand next(Random random) {
    WindowId window = WINDOWS.get(random.nextInt(WINDOWS.size()));
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> new HallCommand.IssueTicket(QUEUES.get(random.nextInt(QUEUES.size())));
      case 3 -> new HallCommand.OpenWindow(window);
      case 4 -> new HallCommand.CloseWindow(window);
      case 5, 6 -> new HallCommand.CallNext(window);
      case 7 -> new HallCommand.RecallTicket(window);
      case 8 -> new HallCommand.MissTicket(window);
      case 9, 10 -> new HallCommand.StartService(window);
      default -> new HallCommand.CompleteService(window, List.of(MatterOutcome.DONE));
    };
  }
}
