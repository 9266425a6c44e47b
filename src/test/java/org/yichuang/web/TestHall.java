package org.yichuang.web;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.yichuang.appointments.PersonKey;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.catalogue.Centres;
import org.yichuang.catalogue.ItemList;
import org.yichuang.cluster.HallBus;
import org.yichuang.cluster.HallGateway;
import org.yichuang.cluster.HallOwner;
import org.yichuang.cluster.HallReply;
import org.yichuang.cluster.HallRequest;
import org.yichuang.cluster.NoCases;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.OwnerPorts;
import org.yichuang.cluster.Owners;
import org.yichuang.hall.Board;
import org.yichuang.hall.DailyHours;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.Outlook;
import org.yichuang.hall.Prospect;
import org.yichuang.hall.QueueId;
import org.yichuang.hall.UnknownConfiguration;
import org.yichuang.hall.WindowDesk;
import org.yichuang.hall.WindowId;
import org.yichuang.journal.Cargo;
import org.yichuang.journal.DayCourse;
import org.yichuang.journal.FlightPort;
import org.yichuang.journal.JournalReader;
import org.yichuang.journal.Lane;
import org.yichuang.journal.LaneWatch;
import org.yichuang.journal.Timers;
import org.yichuang.people.Access;
import org.yichuang.people.ThrottledAccess;
import org.yichuang.print.PrinterNetworks;
import org.yichuang.print.Slips;
import org.yichuang.usage.IssuedItems;
import org.yichuang.usage.ItemUse;

/** A real router before a real hall; journal, bus and accounts are in memory. */
final class TestHall implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T01:30:00.250Z");
  static final HallId HALL = new HallId(7);
  static final HallId ELSEWHERE = new HallId(8);
  static final HallConfig CONFIG = config(HALL, "hanjiang");
  static final ItemList ITEMS = TestItems.LIST;
  static final String PROXY = "127.0.0.9";
  static final int ACCOUNT_RATE = 100;
  static final int BOOKING_RATE = 20;
  static final int PAGE_RATE = 6;
  static final int PAIRING_RATE = 200;
  private static final NodeId NODE = new NodeId("here");

  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  final MemoryAccess access = new MemoryAccess();
  final MemoryCentres centres = new MemoryCentres();
  final MemoryConfigurations configurations = new MemoryConfigurations();
  final CountedUse uses = new CountedUse();
  final MemoryAppointments appointments = new MemoryAppointments();
  final MemoryFigures figures = new MemoryFigures();
  final MemoryCalendarYears years = new MemoryCalendarYears();
  final MemoryNotices notices = new MemoryNotices();
  final List<String> rung = new CopyOnWriteArrayList<>();
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final int port;
  private final @Nullable PeopleWorld database;
  private final @Nullable CasesWorld cases;
  private final HttpLimits limits;
  private final int connections;
  private final Optional<SingleSignOn> single;
  volatile boolean owned = true;
  volatile int newest = 1;
  volatile Instant now = NOW;
  volatile Optional<String> obstacle = Optional.empty();

  TestHall() {
    this(HttpLimits.DEFAULT, 1_000);
  }

  /**
   * @param connections of one address
   */
  TestHall(HttpLimits limits, int connections) {
    this(limits, connections, null, null, vertx -> Optional.empty());
  }

  /** With accounts, devices and centres in a database. */
  TestHall(PeopleWorld database) {
    this(HttpLimits.DEFAULT, 1_000, database, null, database::single);
  }

  /** With its days and cases in a database. */
  TestHall(CasesWorld cases) {
    this(HttpLimits.DEFAULT, 1_000, null, cases, vertx -> Optional.empty());
  }

  /** Whose people may come by an identity provider. */
  TestHall(Function<Vertx, Optional<SingleSignOn>> single) {
    this(HttpLimits.DEFAULT, 1_000, null, null, single);
  }

  private TestHall(
      HttpLimits limits,
      int connections,
      @Nullable PeopleWorld database,
      @Nullable CasesWorld cases,
      Function<Vertx, Optional<SingleSignOn>> single) {
    this.database = database;
    this.cases = cases;
    this.single = single.apply(vertx);
    this.limits = limits;
    this.connections = connections;
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
    CasesWorld stored = cases;
    MemoryJournal memory = new MemoryJournal(loop);
    FlightPort port = stored == null ? memory : stored.flights(vertx);
    JournalReader journal = stored == null ? memory : stored.journal();
    Lane lane = new Lane(port, timers, () -> now, Lane.Limits.DEFAULT, new Watch());
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
                OwnerPorts.Limits.DEFAULT,
                stored == null ? NoCases.ports() : stored.ports()));
    lane.start();
    owner.take();
    Owners owners = hall -> owned ? Optional.of(NODE) : Optional.empty();
    HallGateway gateway =
        new HallGateway(
            owners, new Bus(loop, owner), timers, () -> now, HallGateway.Limits.DEFAULT);
    EdgeParts edge =
        new EdgeParts(
            new ClientAddresses(List.of(PROXY)),
            Rates.ofAccounts(ACCOUNT_RATE, () -> now, metrics),
            Rates.ofBookings(BOOKING_RATE, () -> now, metrics),
            new AddressCounts("connections-of-an-address", connections, metrics),
            new AddressCounts("sockets-of-an-address", 10, metrics),
            Duration.ofDays(30),
            metrics);
    ApiParts parts =
        new ApiParts(
            catalogue,
            configurations,
            centres(),
            throttled(),
            people(),
            gateway,
            new TrackingKey(new byte[TrackingKey.MIN_BYTES]),
            new BookingParts(appointments, new PersonKey(new byte[32]), () -> now),
            stored == null
                ? CasesWorld.none(vertx, catalogue::caseItems)
                : stored.parts(catalogue::caseItems, () -> now),
            new KioskParts(
                uses,
                new Slips(vertx, PrinterNetworks.parse("127.0.0.0/8"), metrics),
                Rates.ofPages(PAGE_RATE, () -> now, metrics)),
            new SupervisionParts(figures, () -> now, years, years),
            new HallParts(
                (hall, day, begin, tooLong) -> course(begin),
                notices,
                (hall, device, name, until) -> rung.add(device + " " + name)),
            3,
            () -> obstacle,
            limits.maxBodyBytes(),
            edge,
            single,
            List.of(
                router -> router.get("/extra").handler(context -> context.response().end("extra")),
                router -> router.get("/extra/broken").handler(context -> context.fail(500)),
                new PageRoutes(catalogue, assets())::addTo,
                router -> single.ifPresent(on -> new OidcRoutes(on, assets()).addTo(router))));
    HttpServerOptions options = limits.options().setHost("127.0.0.1").setPort(0);
    return ApiRouter.create(vertx, parts)
        .compose(router -> WebServer.create(vertx, options, router, edge, limits).listen())
        .map(server -> server.actualPort());
  }

  /** A quarter of an hour in which three were called and one gave up. */
  private static Future<DayCourse> course(Instant begin) {
    return Future.succeededFuture(
        new DayCourse(
            List.of(
                new DayCourse.Quarter(
                    new QueueId("social"),
                    begin.plusSeconds(9 * 3_600),
                    5,
                    3,
                    1_800_000,
                    1_260_000,
                    1,
                    1,
                    2))));
  }

  private Access throttled() {
    return database == null ? new ThrottledAccess(access, () -> now, metrics) : database.access();
  }

  private Centres centres() {
    return database == null ? centres : database.centres();
  }

  private PeopleParts people() {
    NoDatabase away = new NoDatabase();
    Rates<String> pairings = Rates.ofPairings(PAIRING_RATE, () -> now, metrics);
    return database == null
        ? new PeopleParts(away, away, away, away, pairings)
        : new PeopleParts(
            database.people().accounts(),
            database.people().devices(),
            database.people().guideCodes(),
            database.people().log(),
            pairings);
  }

  private static PageAssets assets() {
    try {
      return PageAssets.load();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static HallConfig config(HallId id, String slug) {
    QueueId social = new QueueId("social");
    QueueId tax = new QueueId("tax");
    return new HallConfig(
        id,
        slug,
        1,
        new LocalText("涵江区<政务>服务中心", "Hanjiang & centre"),
        ZoneId.of("Asia/Shanghai"),
        new DailyHours(List.of(new DailyHours.Times(LocalTime.of(8, 30), LocalTime.of(17, 0)))),
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

  /** Waits until it is so. */
  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("it did not become so");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** Counts in memory. */
  static final class CountedUse implements ItemUse {
    private final Map<String, Long> counted = new ConcurrentHashMap<>();

    @Override
    public void used(HallId hall, String item) {
      counted.merge(item, 1L, Long::sum);
    }

    @Override
    public Map<String, Long> uses(HallId hall) {
      return Map.copyOf(counted);
    }
  }

  private final class OneHall implements Catalogue {
    @Override
    public List<HallConfig> halls() {
      return cases == null ? List.of(CONFIG) : List.of(CONFIG, CasesWorld.ELSEWHERE);
    }

    @Override
    public Optional<HallConfig> hall(String slug) {
      return slug.equals(CasesWorld.ELSEWHERE.slug()) && cases != null
          ? Optional.of(CasesWorld.ELSEWHERE)
          : Optional.of(newest(HALL)).filter(config -> config.slug().equals(slug));
    }

    @Override
    public HallConfig newest(HallId hall) {
      return hall.equals(ELSEWHERE) ? CasesWorld.ELSEWHERE : version(hall, newest);
    }

    @Override
    public LocalDate founded(HallId hall) {
      return LocalDate.of(2026, 11, 23);
    }

    /** The second is the first again; the third has moved to another time zone, without items. */
    @Override
    public HallConfig version(HallId hall, int version) {
      if (version > 3) {
        throw new UnknownConfiguration(hall, version);
      }
      return new HallConfig(
          HALL,
          CONFIG.slug(),
          version,
          CONFIG.name(),
          version == 3 ? ZoneId.of("Europe/Berlin") : CONFIG.zone(),
          CONFIG.hours(),
          CONFIG.queues(),
          CONFIG.windows(),
          CONFIG.settings());
    }

    @Override
    public ItemList items(HallId hall, int version) {
      return version == 3 ? ItemList.NONE : ITEMS;
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
      if (query instanceof HallQuery.TheOwner) {
        return (Found<T>) new Found.Value<>(owner.report());
      }
      Optional<Board> board = owner.board();
      if (board.isEmpty()) {
        return new Found.Unanswered<>();
      }
      return switch (query) {
        case HallQuery.TheBoard asked -> (Found<T>) new Found.Value<>(board.get());
        case HallQuery.TheOwner asked -> (Found<T>) new Found.Value<>(owner.report());
        case HallQuery.OneTicket asked ->
            (Found<T>)
                owner
                    .prospect(asked.ticket())
                    .<Found<Prospect>>map(Found.Value::new)
                    .orElseGet(Found.Unknown::new);
        case HallQuery.TheDesk asked ->
            (Found<T>)
                owner
                    .desk(asked.window())
                    .<Found<WindowDesk>>map(Found.Value::new)
                    .orElseGet(Found.Unknown::new);
        case HallQuery.TheOutlook asked ->
            (Found<T>)
                owner.outlook().<Found<Outlook>>map(Found.Value::new).orElseGet(Found.Unknown::new);
      };
    }
  }

  private final class Watch implements LaneWatch {
    private final IssuedItems issued = new IssuedItems(uses);

    @Override
    public void committed(Cargo cargo) {
      issued.accept(cargo);
    }

    @Override
    public void landed(FlightPort.FlightResult result, int rows, long millis) {}

    @Override
    public void clockSkew(long millis) {}
  }
}
