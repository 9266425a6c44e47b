package org.yichuang.web;

import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.HallReply;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallConfig;

/** Gives commands to halls and answers with what became of them. Confined to one event loop. */
final class HallCommands {
  private static final CharSequence IDEMPOTENCY_KEY =
      io.vertx.core.http.HttpHeaders.createOptimized("idempotency-key");

  private final HallGateway gateway;
  private final CommandAnswers answers;
  private final CommandStamps stamps = new CommandStamps();

  HallCommands(HallGateway gateway, CommandAnswers answers) {
    this.gateway = gateway;
    this.answers = answers;
  }

  /** Gives a command in the name of who is signed in. */
  void give(Exchange exchange, HallCommand command) {
    HallConfig hall = exchange.hall();
    CommandStamp stamp =
        stamps.stamp(
            exchange.principal().account(),
            exchange.request().getHeader(IDEMPOTENCY_KEY),
            hall.id(),
            command);
    gateway.command(
        hall.id(),
        exchange.principal().account(),
        stamp,
        command,
        reply -> exchange.run(() -> answer(exchange, reply)));
  }

  private void answer(Exchange exchange, HallReply reply) {
    switch (reply) {
      case HallReply.Done done -> answers.answer(exchange, done);
      case HallReply.Nothing nothing -> exchange.answerNothing();
      case HallReply.Refused refused -> exchange.answer(Problems.refused(refused.refusal()));
      case HallReply.KeyReused reused -> exchange.answer(Problems.keyReused());
      case HallReply.NotOwner notOwner ->
          exchange.answer(Problems.notNow("the hall is changing its node"));
      case HallReply.NotNow notNow -> exchange.answer(Problems.notNow(notNow.why()));
    }
  }
}
