package org.yichuang.web;

import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallCommand;
import org.yichuang.live.SupervisionView;
import org.yichuang.people.Role;

/** What supervisors see and acknowledge, and signs of devices. Confined to one event loop. */
final class SupervisionRoutes {
  private final HallGateway gateway;
  private final HallCommands commands;
  private final int incarnation;

  SupervisionRoutes(HallGateway gateway, HallCommands commands, int incarnation) {
    this.gateway = gateway;
    this.commands = commands;
    this.incarnation = incarnation;
  }

  void addTo(Operations operations) {
    operations
        .on("supervision", Permission.oneOf(Permission.supervising()), this::supervision)
        .on(
            "acknowledgeAlarm",
            Permission.oneOf(Permission.supervising()),
            exchange ->
                commands.give(
                    exchange,
                    new HallCommand.AcknowledgeAlarm(
                        Integer.parseInt(exchange.parameter("alarm")),
                        exchange.body().getString("note"))))
        .on(
            "heartbeat",
            Permission.oneOf(Role.KIOSK, Role.DISPLAY),
            exchange ->
                commands.give(
                    exchange, new HallCommand.DeviceHeartbeat(exchange.principal().username())));
  }

  private void supervision(Exchange exchange) {
    gateway.ask(
        new HallBus.HallQuery.TheBoard(exchange.hall().id()),
        found -> exchange.run(() -> answer(exchange, found)));
  }

  private void answer(Exchange exchange, HallBus.Found<Board> found) {
    switch (found) {
      case HallBus.Found.Value<Board> value ->
          exchange.answer(
              200,
              ApiJson.write(
                  SupervisionView.of(exchange.hall().slug(), incarnation, value.value())));
      case HallBus.Found.Unknown<Board> unknown ->
          exchange.answer(Problems.unknownHall(exchange.hall().slug()));
      case HallBus.Found.Unanswered<Board> unanswered ->
          exchange.answer(Problems.notNow("the hall did not answer in time", exchange.repeating()));
    }
  }
}
