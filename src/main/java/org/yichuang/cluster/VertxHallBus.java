package org.yichuang.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yichuang.hall.Board;
import org.yichuang.hall.Outlook;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.WindowDesk;

/**
 * Requests over the event bus: one address for each node. What is asked of this node itself does
 * not go over the bus. Any event loop.
 */
public final class VertxHallBus implements HallBus {
  private static final long SEND_TIMEOUT_MILLIS = 12_000;

  /** A question or its answer, as it travels; which fields are set says which. */
  record QueryReply(
      @Nullable Board board,
      @Nullable Prospect ticket,
      @Nullable WindowDesk desk,
      @Nullable Outlook outlook,
      @Nullable OwnerReport owner,
      boolean known) {
    static final QueryReply NOT_OWNER = new QueryReply(null, null, null, null, null, false);
  }

  private record QueryMessage(HallQuery<?> query) {}

  private static final DeliveryOptions COMMAND = options(HallRequest.class);
  private static final DeliveryOptions QUERY = options(QueryMessage.class);

  private final EventBus bus;
  private final NodeId node;
  private final NodeHalls halls;

  /** Once for each node. */
  public VertxHallBus(Vertx vertx, NodeId node, NodeHalls halls) {
    bus = vertx.eventBus();
    this.node = node;
    this.halls = halls;
    bus.registerCodec(new Wire<>(HallRequest.class));
    bus.registerCodec(new Wire<>(HallReply.class));
    bus.registerCodec(new Wire<>(QueryMessage.class));
    bus.registerCodec(new Wire<>(QueryReply.class));
  }

  /** Starts to answer other nodes. */
  public Future<Void> listen() {
    MessageConsumer<HallRequest> commands =
        bus.consumer(commandAddress(node), message -> halls.submit(message.body(), reply(message)));
    MessageConsumer<QueryMessage> queries =
        bus.consumer(
            queryAddress(node),
            message ->
                answer(
                    message.body().query(),
                    found -> message.reply(found, options(QueryReply.class))));
    return Future.all(commands.completion(), queries.completion()).mapEmpty();
  }

  private static Consumer<HallReply> reply(Message<HallRequest> message) {
    return reply -> message.reply(reply, options(HallReply.class));
  }

  @Override
  public void send(NodeId to, HallRequest request, Consumer<HallReply> answer) {
    if (to.equals(node)) {
      halls.submit(request, answer);
      return;
    }
    bus.<HallReply>request(commandAddress(to), request, COMMAND)
        .onComplete(
            result ->
                answer.accept(
                    result.succeeded() ? result.result().body() : new HallReply.NotOwner()));
  }

  @Override
  public <T> void ask(NodeId to, HallQuery<T> query, Consumer<Found<T>> answer) {
    if (to.equals(node)) {
      answer(query, reply -> answer.accept(found(query, reply)));
      return;
    }
    bus.<QueryReply>request(queryAddress(to), new QueryMessage(query), QUERY)
        .onComplete(
            result ->
                answer.accept(
                    found(
                        query,
                        result.succeeded() ? result.result().body() : QueryReply.NOT_OWNER)));
  }

  private void answer(HallQuery<?> query, Consumer<QueryReply> answer) {
    if (query instanceof HallQuery.TheOwner) {
      halls.report(
          query.hall(),
          report ->
              answer.accept(new QueryReply(null, null, null, null, report.orElse(null), true)));
      return;
    }
    halls.read(
        query.hall(),
        owner ->
            switch (query) {
              case HallQuery.TheBoard board ->
                  new QueryReply(owner.board().orElse(null), null, null, null, null, true);
              case HallQuery.TheOwner asked ->
                  new QueryReply(null, null, null, null, owner.report(), true);
              case HallQuery.OneTicket one ->
                  new QueryReply(
                      null, owner.prospect(one.ticket()).orElse(null), null, null, null, true);
              case HallQuery.TheDesk asked ->
                  new QueryReply(
                      null, null, owner.desk(asked.window()).orElse(null), null, null, true);
              case HallQuery.TheOutlook asked ->
                  new QueryReply(null, null, null, owner.outlook().orElse(null), null, true);
            },
        QueryReply.NOT_OWNER,
        answer);
  }

  @SuppressWarnings("unchecked") // the query's own type parameter says which field answers it
  private static <T> Found<T> found(HallQuery<T> query, QueryReply reply) {
    if (!reply.known()) {
      return new Found.Unanswered<>();
    }
    Optional<?> value =
        switch (query) {
          case HallQuery.TheBoard board -> Optional.ofNullable(reply.board());
          case HallQuery.TheOwner owner -> Optional.ofNullable(reply.owner());
          case HallQuery.OneTicket one -> Optional.ofNullable(reply.ticket());
          case HallQuery.TheDesk asked -> Optional.ofNullable(reply.desk());
          case HallQuery.TheOutlook asked -> Optional.ofNullable(reply.outlook());
        };
    return value.<Found<T>>map(it -> new Found.Value<>((T) it)).orElseGet(Found.Unknown::new);
  }

  private static String commandAddress(NodeId node) {
    return "yichuang.command." + node;
  }

  private static String queryAddress(NodeId node) {
    return "yichuang.query." + node;
  }

  private static DeliveryOptions options(Class<?> type) {
    return new DeliveryOptions()
        .setCodecName("yichuang." + type.getSimpleName())
        .setSendTimeout(SEND_TIMEOUT_MILLIS)
        .setTracingPolicy(io.vertx.core.tracing.TracingPolicy.IGNORE);
  }
}
