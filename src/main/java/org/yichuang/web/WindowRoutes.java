package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.MatterOutcome;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.TicketId;
import org.yichuang.hall.WindowId;
import org.yichuang.people.Role;

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
    plain(operations, "pauseWindow", HallCommand.PauseWindow::new);
    plain(operations, "resumeWindow", HallCommand.ResumeWindow::new);
    plain(operations, "takeOverWindow", HallCommand.TakeOverWindow::new);
    plain(operations, "storeNext", HallCommand.StoreNext::new);
    plain(operations, "disarmWindow", HallCommand.DisarmWindow::new);
    withBody(
        operations,
        "holdTicket",
        (window, body) ->
            new HallCommand.HoldTicket(
                window, body.getString("reason"), body.getBoolean("hereOnly", false)));
    withBody(
        operations,
        "quickServe",
        (window, body) -> new HallCommand.QuickServe(window, new QueueId(body.getString("queue"))));
    withBody(
        operations,
        "transferTicket",
        (window, body) ->
            new HallCommand.TransferTicket(
                window,
                body.containsKey("queue") ? new QueueId(body.getString("queue")) : null,
                body.containsKey("window") ? new WindowId(body.getString("window")) : null,
                HallCommand.Position.valueOf(
                    body.getString("position", "keep").toUpperCase(Locale.ROOT)),
                body.getString("reason")));
    ofTicket(
        operations,
        "callTicket",
        (window, ticket, body) ->
            new HallCommand.CallTicket(window, ticket, body.getString("reason")));
    ofTicket(
        operations,
        "resumeTicket",
        (window, ticket, body) -> new HallCommand.ResumeTicket(window, ticket));
    ofTicket(
        operations,
        "reopenTicket",
        (window, ticket, body) -> new HallCommand.ReopenTicket(window, ticket));
    operations.on(
        "changeWindowQueues",
        Permission.oneOf(Permission.supervising()),
        exchange ->
            commands.give(
                exchange,
                new HallCommand.ChangeWindowQueues(window(exchange), queues(exchange.body()))));
    operations.on(
        "endDay",
        Permission.oneOf(Role.MANAGER, Role.ADMIN),
        exchange -> commands.give(exchange, new HallCommand.EndDay()));
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

  private void withBody(
      Operations operations,
      String operationId,
      BiFunction<WindowId, JsonObject, HallCommand> command) {
    operations.on(
        operationId,
        Permission.atWindow(),
        exchange -> commands.give(exchange, command.apply(window(exchange), exchange.body())));
  }

  /** A command at a window about a ticket named in the body. */
  @FunctionalInterface
  private interface OfTicket {
    HallCommand command(WindowId window, TicketId ticket, JsonObject body);
  }

  private void ofTicket(Operations operations, String operationId, OfTicket of) {
    operations.on(
        operationId,
        Permission.atWindow(),
        exchange -> {
          String named = exchange.body().getString("ticket");
          TicketId.parse(named)
              .ifPresentOrElse(
                  ticket ->
                      commands.give(
                          exchange, of.command(window(exchange), ticket, exchange.body())),
                  () -> exchange.answer(Problems.unknownTicket(named)));
        });
  }

  private static List<QueueId> queues(JsonObject body) {
    return body.getJsonArray("queues").stream().map(id -> new QueueId((String) id)).toList();
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
