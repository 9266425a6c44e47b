package org.yichuang.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.HallOwner;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.HallRequest;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.OwnerPorts;
import org.yichuang.cluster.Owners;
import org.yichuang.hall.Board;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.IssuingHours;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.Ticket;
import org.yichuang.hall.WindowId;
import org.yichuang.journal.FlightPort;
import org.yichuang.journal.Lane;
import org.yichuang.journal.LaneWatch;
import org.yichuang.journal.Timers;

/** A real router before a real hall; journal, bus and accounts are in memory. */
final class TestHall implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T01:30:00.250Z");
  static final HallId HALL = new HallId(7);
  static final HallConfig CONFIG = config();
  private static final NodeId NODE = new NodeId("here");

  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  final MemoryAccess access = new MemoryAccess();
  final int port;
  volatile boolean owned = true;
  volatile Instant now = NOW;
  volatile Optional<String> obstacle = Optional.empty();

  TestHall() {
    Promise<Integer> listening = Promise.promise();
    Context loop = vertx.getOrCreateContext();
    loop.runOnContext(unused -> start(loop).onComplete(listening));
    port = await(listening.future());
  }

  private Future<Integer> start(Context loop) {
    Timers timers =
        (delay, task) -> {
          long id = vertx.setTimer(Math.max(1, delay), unused -> task.run());
          return () -> vertx.cancelTimer(id);
        };
    MemoryJournal journal = new MemoryJournal(loop);
    Lane lane = new Lane(journal, timers, () -> now, Lane.Limits.DEFAULT, new Unwatched());
    Catalogue catalogue = new OneHall();
    HallOwner owner =
        new HallOwner(
            HALL,
            new OwnerPorts(
                NODE.value(),
                catalogue,
                lane,
                journal,
                timers,
                () -> now,
                (hall, board, changes) -> {},
                RandomGenerator.getDefault(),
                OwnerPorts.Limits.DEFAULT));
    lane.start();
    owner.take();
    Owners owners = hall -> owned ? Optional.of(NODE) : Optional.empty();
    HallGateway gateway =
        new HallGateway(
            owners, new Bus(loop, owner), timers, () -> now, HallGateway.Limits.DEFAULT);
    ApiParts parts =
        new ApiParts(
            catalogue,
            access,
            gateway,
            new TrackingKey(new byte[TrackingKey.MIN_BYTES]),
            3,
            () -> obstacle,
            HttpLimits.DEFAULT.maxBodyBytes(),
            List.of(
                router -> router.get("/extra").handler(context -> context.response().end("extra")),
                router -> router.get("/extra/broken").handler(context -> context.fail(500)),
                new PageRoutes(catalogue, assets())::addTo));
    HttpServerOptions options = HttpLimits.DEFAULT.options().setHost("127.0.0.1").setPort(0);
    return ApiRouter.create(vertx, parts)
        .compose(router -> WebServer.create(vertx, options, router).listen())
        .map(server -> server.actualPort());
  }

  private static PageAssets assets() {
    try {
      return PageAssets.load();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static HallConfig config() {
    QueueId social = new QueueId("social");
    QueueId tax = new QueueId("tax");
    return new HallConfig(
        HALL,
        "hanjiang",
        1,
        new LocalText("涵江区<政务>服务中心", "Hanjiang & centre"),
        ZoneId.of("Asia/Shanghai"),
        new IssuingHours(List.of(new IssuingHours.Span(LocalTime.of(8, 30), LocalTime.of(17, 0)))),
        List.of(
            new HallConfig.Queue(social, "B", new LocalText("社会保障", "Social security")),
            new HallConfig.Queue(tax, "T", new LocalText("税务", "Tax"))),
        List.of(
            new HallConfig.Window(
                new WindowId("A1"), new LocalText("1号窗口", "Window 1"), List.of(social, tax)),
            new HallConfig.Window(
                new WindowId("A2"), new LocalText("2号窗口", "Window 2"), List.of(tax))),
        new HallConfig.Rules(3, 0, 1, 0, 50));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static final class OneHall implements Catalogue {
    @Override
    public List<HallConfig> halls() {
      return List.of(CONFIG);
    }

    @Override
    public Optional<HallConfig> hall(String slug) {
      return Optional.of(CONFIG).filter(config -> config.slug().equals(slug));
    }

    @Override
    public HallConfig newest(HallId hall) {
      return CONFIG;
    }

    @Override
    public LocalDate founded(HallId hall) {
      return LocalDate.of(2026, 11, 23);
    }

    @Override
    public HallConfig version(HallId hall, int version) {
      return CONFIG;
    }
  }

  private record Bus(Context loop, HallOwner owner) implements HallBus {
    @Override
    public void send(NodeId node, HallRequest request, Consumer<HallReply> answer) {
      loop.runOnContext(unused -> owner.submit(request, answer));
    }

    @Override
    public <T> void ask(NodeId node, HallQuery<T> query, Consumer<Found<T>> answer) {
      loop.runOnContext(unused -> answer.accept(found(query)));
    }

    @SuppressWarnings("unchecked")
    private <T> Found<T> found(HallQuery<T> query) {
      Optional<Board> board = owner.board();
      if (board.isEmpty()) {
        return new Found.Unanswered<>();
      }
      return switch (query) {
        case HallQuery.TheBoard asked -> (Found<T>) new Found.Value<>(board.get());
        case HallQuery.OneTicket asked ->
            (Found<T>)
                owner
                    .ticket(asked.ticket())
                    .<Found<Ticket>>map(Found.Value::new)
                    .orElseGet(Found.Unknown::new);
      };
    }
  }

  private static final class Unwatched implements LaneWatch {
    @Override
    public void landed(FlightPort.FlightResult result, int rows, long millis) {}

    @Override
    public void clockSkew(long millis) {}
  }
}
