package org.yichuang.web;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.HallReply;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallCommand;
import org.yichuang.hall.HallId;

/** Gives commands to halls and answers with what became of them. Confined to one event loop. */
final class HallCommands {
  private static final CharSequence IDEMPOTENCY_KEY =
      io.vertx.core.http.HttpHeaders.createOptimized("idempotency-key");

  private final HallGateway gateway;
  private final CommandAnswers answers;
  private final CommandMeters meters;
  private final CommandStamps stamps = new CommandStamps();

  HallCommands(HallGateway gateway, CommandAnswers answers, CommandMeters meters) {
    this.meters = meters;
    this.gateway = gateway;
    this.answers = answers;
  }

  /** Gives a command in the name of who is signed in. */
  void give(Exchange exchange, HallCommand command) {
    give(
        exchange,
        exchange.hall().id(),
        exchange.principal().account(),
        key(exchange),
        command,
        Future::succeededFuture);
  }

  /**
   * The same.
   *
   * @param refused asked for when nothing was done for certain; the answer waits for its end,
   *     however it ends
   */
  void give(Exchange exchange, HallCommand command, Supplier<Future<Void>> refused) {
    give(
        exchange,
        exchange.hall().id(),
        exchange.principal().account(),
        key(exchange),
        command,
        refused);
  }

  /** Gives a command in the name of whoever holds a code; keys are the holder's own. */
  void give(Exchange exchange, HallId hall, String code, HallCommand command) {
    String key = key(exchange);
    give(
        exchange,
        hall,
        AccountId.HOLDER,
        key == null ? null : code + "\0" + key,
        command,
        Future::succeededFuture);
  }

  /** The client's name for its command; null when it sent none. */
  static @Nullable String key(Exchange exchange) {
    return exchange.request().getHeader(IDEMPOTENCY_KEY);
  }

  private void give(
      Exchange exchange,
      HallId hall,
      AccountId actor,
      @Nullable String key,
      HallCommand command,
      Supplier<Future<Void>> refused) {
    CommandStamp stamp = stamps.stamp(actor, key, hall, command);
    long began = System.nanoTime();
    gateway.command(
        hall,
        actor,
        stamp,
        command,
        reply -> {
          meters.answered(command, reply, System.nanoTime() - began);
          if (reply instanceof HallReply.Refused || reply instanceof HallReply.KeyReused) {
            refused.get().onComplete(unused -> exchange.run(() -> answer(exchange, reply)));
          } else {
            exchange.run(() -> answer(exchange, reply));
          }
        });
  }

  private void answer(Exchange exchange, HallReply reply) {
    switch (reply) {
      case HallReply.Done done -> answers.answer(exchange, done);
      case HallReply.Nothing nothing -> exchange.answerNothing();
      case HallReply.Refused refused -> exchange.answer(Problems.refused(refused.refusal()));
      case HallReply.CasesDone cases -> throw notOfAHall(cases);
      case HallReply.CaseRefused refused -> throw notOfAHall(refused);
      case HallReply.UnknownCase unknown -> throw notOfAHall(unknown);
      case HallReply.KeyReused reused -> exchange.answer(Problems.keyReused());
      case HallReply.NotOwner notOwner ->
          exchange.answer(Problems.notNow("the hall is changing its node", exchange.repeating()));
      case HallReply.NotNow notNow ->
          exchange.answer(Problems.notNow(notNow.why(), exchange.repeating()));
    }
  }

  private static IllegalStateException notOfAHall(HallReply reply) {
    return new IllegalStateException("expected the reply to a hall's command, found " + reply);
  }
}
