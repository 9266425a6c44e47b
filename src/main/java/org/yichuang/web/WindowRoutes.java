package org.yichuang.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.WindowId;

/** What clerks do at their windows. Confined to one event loop. */
final class WindowRoutes {
  private final HallCommands commands;

  WindowRoutes(HallCommands commands) {
    this.commands = commands;
  }

  void addTo(Operations operations) {
    plain(operations, "openWindow", HallCommand.OpenWindow::new);
    plain(operations, "closeWindow", HallCommand.CloseWindow::new);
    plain(operations, "callNext", HallCommand.CallNext::new);
    plain(operations, "recallTicket", HallCommand.RecallTicket::new);
    plain(operations, "missTicket", HallCommand.MissTicket::new);
    plain(operations, "startService", HallCommand.StartService::new);
    operations.on(
        "completeService",
        Permission.atWindow(),
        exchange ->
            commands.give(
                exchange, new HallCommand.CompleteService(window(exchange), outcomes(exchange))));
  }

  private void plain(
      Operations operations, String operationId, Function<WindowId, HallCommand> command) {
    operations.on(
        operationId,
        Permission.atWindow(),
        exchange -> commands.give(exchange, command.apply(window(exchange))));
  }

  private static WindowId window(Exchange exchange) {
    return new WindowId(exchange.parameter("window"));
  }

  private static List<MatterOutcome> outcomes(Exchange exchange) {
    List<MatterOutcome> outcomes = new ArrayList<>();
    for (Object word : exchange.body().getJsonArray("outcomes")) {
      outcomes.add(OutcomeWords.outcome((String) word));
    }
    return outcomes;
  }
}
