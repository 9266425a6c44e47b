package org.yichuang.web;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.PersonClass;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Stub;
import org.yichuang.people.Role;

/** A hall that stands still, and the paper numbers of that time. Confined to one event loop. */
final class EmergencyRoutes {
  private final HallCommands commands;

  EmergencyRoutes(HallCommands commands) {
    this.commands = commands;
  }

  void addTo(Operations operations) {
    Permission manager = Permission.oneOf(Role.MANAGER, Role.ADMIN);
    operations.on(
        "pauseHall",
        manager,
        exchange ->
            commands.give(
                exchange, new HallCommand.PauseHall(exchange.body().getString("reason"))));
    operations.on(
        "resumeHall", manager, exchange -> commands.give(exchange, new HallCommand.ResumeHall()));
    operations.on(
        "enterStubs",
        Permission.oneOf(Role.GUIDE, Role.CLERK, Role.MANAGER, Role.ADMIN),
        this::enter);
  }

  private void enter(Exchange exchange) {
    List<Stub> stubs;
    try {
      stubs = stubs(exchange.body());
    } catch (DateTimeParseException notATime) {
      exchange.answer(
          HttpProblems.invalidRequest(
              "arrivedAt: expected a time such as 2026-11-23T10:05:00+08:00, found "
                  + notATime.getParsedString()));
      return;
    }
    commands.give(exchange, new HallCommand.EnterStubs(stubs));
  }

  private static List<Stub> stubs(JsonObject body) {
    return body.getJsonArray("stubs").stream().map(each -> stub((JsonObject) each)).toList();
  }

  private static Stub stub(JsonObject body) {
    return new Stub(
        body.getInteger("number"),
        new QueueId(body.getString("queue")),
        OffsetDateTime.parse(body.getString("arrivedAt")).toInstant(),
        PersonClass.valueOf(body.getString("class", "ordinary").toUpperCase(Locale.ROOT)),
        body.getString("reason"));
  }
}
