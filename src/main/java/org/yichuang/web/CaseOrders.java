package org.yichuang.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yichuang.cases.CaseCommand;
import org.yichuang.cases.CaseNumber;
import org.yichuang.cases.CaseRole;
import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.Order;
import org.yichuang.hall.AccountId;
import org.yichuang.hall.CommandStamp;
import org.yichuang.hall.HallId;

/** Gives orders about cases to the owners of their halls. Confined to one event loop. */
final class CaseOrders {
  private final HallGateway gateway;
  private final CommandMeters meters;
  private final CommandStamps stamps = new CommandStamps();

  CaseOrders(HallGateway gateway, CommandMeters meters) {
    this.gateway = gateway;
    this.meters = meters;
  }

  /** Told within the exchange of what was done; what was not is answered. */
  @FunctionalInterface
  interface Done {
    void with(List<HallReply.CaseAt> cases);
  }

  /** In the name of who is signed in. */
  void give(Exchange exchange, CaseNumber number, CaseCommand command, Done done) {
    give(
        exchange,
        number,
        exchange.principal().account(),
        HallCommands.key(exchange),
        command,
        CaseAccess.roles(exchange.principal()),
        done);
  }

  /**
   * In anybody's name.
   *
   * @param key the client's name for the command; null when it sent none
   */
  void give(
      Exchange exchange,
      CaseNumber number,
      AccountId actor,
      @Nullable String key,
      CaseCommand command,
      Set<CaseRole> roles,
      Done done) {
    send(
        exchange,
        number.hall(),
        actor,
        stamps.stamp(actor, key, number, command),
        new Order.OfCase(number, command, roles),
        command,
        Future::succeededFuture,
        done);
  }

  /**
   * Cases that begin, all of them or none, in the name of who is signed in.
   *
   * @param said whom and what they are about, sealed
   * @param takeBack what to do before it is answered that the hall refused, for certain
   */
  void begin(
      Exchange exchange,
      List<CaseCommand> commands,
      byte[] said,
      Supplier<Future<?>> takeBack,
      Done done) {
    AccountId actor = exchange.principal().account();
    HallId hall = exchange.hall().id();
    send(
        exchange,
        hall,
        actor,
        stamps.stamp(actor, HallCommands.key(exchange), hall, commands, said),
        new Order.NewCases(commands, CaseAccess.roles(exchange.principal())),
        commands.getFirst(),
        takeBack,
        done);
  }

  private void send(
      Exchange exchange,
      HallId hall,
      AccountId actor,
      CommandStamp stamp,
      Order order,
      CaseCommand counted,
      Supplier<Future<?>> takeBack,
      Done done) {
    long began = System.nanoTime();
    gateway.command(
        hall,
        actor,
        stamp,
        order,
        (reply, attempts) -> {
          meters.answered(counted, reply, System.nanoTime() - began);
          Future<?> ready =
              attempts == 1 && isRefusal(reply) ? takeBack.get() : Future.succeededFuture();
          exchange.then(ready, unused -> answer(exchange, reply, done));
        });
  }

  /** Whether the hall has said no; a copy that was sent before may still be accepted elsewhere. */
  private static boolean isRefusal(HallReply reply) {
    return switch (reply) {
      case HallReply.CaseRefused refused -> true;
      case HallReply.UnknownCase unknown -> true;
      case HallReply.Refused refused -> true;
      case HallReply.KeyReused reused -> true;
      case HallReply.CasesDone done -> false;
      case HallReply.NotOwner notOwner -> false;
      case HallReply.NotNow notNow -> false;
      case HallReply.Done hall -> false;
      case HallReply.Nothing nothing -> false;
    };
  }

  private static void answer(Exchange exchange, HallReply reply, Done done) {
    switch (reply) {
      case HallReply.CasesDone cases -> done.with(cases.cases());
      case HallReply.CaseRefused refused ->
          exchange.answer(CaseProblems.refused(refused.refusal()));
      case HallReply.UnknownCase unknown ->
          exchange.answer(CaseProblems.unknownCase(unknown.number()));
      case HallReply.Refused refused -> exchange.answer(Problems.refused(refused.refusal()));
      case HallReply.KeyReused reused -> exchange.answer(Problems.keyReused());
      case HallReply.NotOwner notOwner ->
          exchange.answer(Problems.notNow("the hall is changing its node", exchange.repeating()));
      case HallReply.NotNow notNow ->
          exchange.answer(Problems.notNow(notNow.why(), exchange.repeating()));
      case HallReply.Done hall -> throw notOfACase(hall);
      case HallReply.Nothing nothing -> throw notOfACase(nothing);
    }
  }

  private static IllegalStateException notOfACase(HallReply reply) {
    return new IllegalStateException("expected the reply to an order of a case, found " + reply);
  }
}
