package org.yichuang;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.appointments.DatabaseAppointments;
import org.yichuang.appointments.PersonKey;
import org.yichuang.catalogue.DatabaseCalendarYears;
import org.yichuang.catalogue.DatabaseNotices;
import org.yichuang.catalogue.LiveCatalogue;
import org.yichuang.catalogue.LiveCentres;
import org.yichuang.catalogue.StoredCatalogue;
import org.yichuang.cluster.CaseMetrics;
import org.yichuang.cluster.EstimateMetrics;
import org.yichuang.cluster.HallCensus;
import org.yichuang.cluster.HallMeters;
import org.yichuang.cluster.HallVerticle;
import org.yichuang.cluster.HazelcastOwners;
import org.yichuang.cluster.HazelcastStart;
import org.yichuang.cluster.LaneMeters;
import org.yichuang.cluster.NodeHalls;
import org.yichuang.cluster.NodeId;
import org.yichuang.cluster.NodeWatch;
import org.yichuang.cluster.OwnerPorts;
import org.yichuang.cluster.VertxHallBus;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.hall.HallConfig;
import org.yichuang.hall.HallId;
import org.yichuang.hall.LocalText;
import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseLights;
import org.yichuang.journal.CaseRegister;
import org.yichuang.journal.JournalCare;
import org.yichuang.journal.PgCaseFigures;
import org.yichuang.journal.PgCaseReader;
import org.yichuang.journal.PgDayCourses;
import org.yichuang.journal.PgJournalReader;
import org.yichuang.journal.PgReckonedDeadlines;
import org.yichuang.journal.PublishedRoots;
import org.yichuang.journal.RootCare;
import org.yichuang.limits.LimitGauges;
import org.yichuang.live.AlarmPublisher;
import org.yichuang.live.BoardPublisher;
import org.yichuang.live.LiveAlarms;
import org.yichuang.live.LiveBoards;
import org.yichuang.live.LiveLimits;
import org.yichuang.live.SharedBoards;
import org.yichuang.people.AccountNames;
import org.yichuang.people.DatabasePeople;
import org.yichuang.people.IdentityProvider;
import org.yichuang.people.LookupGuesses;
import org.yichuang.persons.DatabasePersonVault;
import org.yichuang.persons.PersonVault;
import org.yichuang.print.PrinterNetworks;
import org.yichuang.print.Slips;
import org.yichuang.settings.Edge;
import org.yichuang.settings.Oidc;
import org.yichuang.settings.PersonKeys;
import org.yichuang.settings.SecretKeys;
import org.yichuang.settings.Settings;
import org.yichuang.settings.StartRefused;
import org.yichuang.usage.DatabaseItemUse;
import org.yichuang.web.AddressCounts;
import org.yichuang.web.AttemptSeal;
import org.yichuang.web.BookingParts;
import org.yichuang.web.CaseParts;
import org.yichuang.web.ClientAddresses;
import org.yichuang.web.EdgeParts;
import org.yichuang.web.HallParts;
import org.yichuang.web.KioskParts;
import org.yichuang.web.PeopleParts;
import org.yichuang.web.Rates;
import org.yichuang.web.SingleSignOn;
import org.yichuang.web.SupervisionParts;
import org.yichuang.web.TrackingKey;

/**
 * One running node: the parts put together, started in order and stopped in the opposite one.
 * Starting and stopping block; not on an event loop.
 */
final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration SESSION_LIFETIME = Duration.ofHours(12);

  /** A free port, the same for all event loops. */
  private static final int SHARED = -1;

  /** Measured as pools; without a name each of them would register the same gauges. */
  private static final String SQL_CLIENTS = "sql";

  /** Questions that wait for a connection, as Vert.x counts them. */
  private static final String POOL_WAITING = "vertx.pool.queue.pending";

  /** Connections; one is never for streams, however many halls are taken. */
  private static final int READERS = 4;

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;
  private static final long REVIEW_MILLIS = 1_000;
  private static final long CLOCK_MILLIS = 5_000;
  private static final long CONFIGURATION_MILLIS = 10_000;

  /** Of an address in a minute: twenty devices that ask every five seconds, and some more. */
  private static final int PAIRING_RATE = 600;

  /** Of an address in a minute: a whole centre begins its day behind one address. */
  private static final int PROVIDER_SIGN_IN_RATE = 300;

  /** Of an address in a minute: a family at home, or a hall's guests behind one address. */
  private static final int LOOKUP_RATE = 120;

  private static final long SIGNS_MILLIS = 30_000;
  private static final long ROOTS_MILLIS = 600_000;
  private static final long LIGHTS_MILLIS = 30_000;
  private static final long CARE_MILLIS = 3_600_000;

  private final HazelcastInstance hazelcast;
  private final Vertx vertx;
  private final NodeHalls halls;
  private final List<Pool> pools = new ArrayList<>();
  private final List<HttpVerticle> http = new ArrayList<>();
  private @Nullable LiveBoards live;
  private @Nullable JvmMeters jvm;
  private @Nullable HallMeters census;
  private volatile boolean ready;
  private volatile boolean stopping;
  private int port;
  private int metricsPort;

  /**
   * What a node is made of before it runs.
   *
   * @param deployment which database it is; nodes of another never join its cluster
   * @param cutOff told, on a thread of the cluster's, that the others went on without this node: it
   *     has another name since, and must start anew
   */
  record Parts(
      Settings settings,
      DatabaseAddress database,
      String deployment,
      SecretKeys secret,
      PersonKeys personKeys,
      StoredCatalogue catalogue,
      Runnable cutOff) {}

  private Node(HazelcastInstance hazelcast, Vertx vertx, NodeHalls halls) {
    this.hazelcast = hazelcast;
    this.vertx = vertx;
    this.halls = halls;
  }

  /**
   * Starts everything and waits until this node serves the halls it owns.
   *
   * @throws StartRefused in a sentence for whoever started it
   */
  static Node start(Parts parts, Consumer<String> progress) throws StartRefused {
    Settings.Cluster cluster = parts.settings().cluster();
    String name = cluster.name().orElse("yichuang-" + parts.deployment());
    progress.accept("joining the cluster " + name + " on " + cluster.host());
    HazelcastInstance hazelcast;
    try {
      hazelcast =
          HazelcastStart.start(
              new HazelcastStart.Network(
                  name, cluster.host(), cluster.port(), cluster.portFixed(), cluster.members()));
    } catch (RuntimeException refused) {
      throw new StartRefused(
          "no cluster port could be opened at %s:%d: %s"
              .formatted(cluster.host(), cluster.port(), refused.getMessage()),
          refused);
    }
    Node node = null;
    try {
      PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      Vertx vertx = await(vertx(hazelcast, parts.settings(), metrics), START_SECONDS);
      HazelcastOwners owners = new HazelcastOwners(hazelcast, cluster.minimumMembers());
      NodeId id = HazelcastOwners.nodeOf(hazelcast);
      node = new Node(hazelcast, vertx, new NodeHalls(vertx, id, owners));
      node.deploy(parts, id, owners, metrics, progress);
      return node;
    } catch (ExecutionException | TimeoutException failure) {
      close(node, hazelcast);
      throw refused(failure, parts.settings());
    } catch (StartRefused | RuntimeException failure) {
      close(node, hazelcast);
      throw failure;
    }
  }

  private static StartRefused refused(Exception failure, Settings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("Address already in use")) {
        return new StartRefused(
            "the port %d of %s is taken: stop what uses it, or set YICHUANG_HTTP_PORT"
                .formatted(settings.http().port(), settings.http().host()));
      }
    }
    return new StartRefused("the server does not start: " + failure.getMessage(), failure);
  }

  private static void close(@Nullable Node node, HazelcastInstance hazelcast) {
    if (node != null) {
      node.close();
    } else {
      hazelcast.shutdown();
    }
  }

  private static Future<Vertx> vertx(
      HazelcastInstance hazelcast, Settings settings, MeterRegistry metrics) {
    Set<String> allButPools =
        Stream.concat(
                EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS)).stream()
                    .map(MetricsDomain::toCategory),
                Stream.of(SQL_CLIENTS))
            .collect(Collectors.toSet());
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(settings.eventLoops())
            .setEventBusOptions(new EventBusOptions().setHost(settings.cluster().host()).setPort(0))
            .setMetricsOptions(
                new MicrometerMetricsOptions()
                    .setEnabled(true)
                    .setDisabledMetricsCategories(allButPools));
    return Vertx.builder()
        .with(options)
        .withMetrics(new MicrometerMetricsFactory(metrics))
        .withClusterManager(new HazelcastClusterManager(hazelcast))
        .buildClustered();
  }

  private void deploy(
      Parts parts,
      NodeId id,
      HazelcastOwners owners,
      PrometheusMeterRegistry metrics,
      Consumer<String> progress)
      throws ExecutionException, TimeoutException, StartRefused {
    InstantSource clock = InstantSource.system();
    jvm = new JvmMeters(metrics);
    LogOutput.showQueue(metrics);
    HallMeters counts = new HallMeters(metrics);
    census = counts;
    PgConnectOptions database = options(parts.database());
    Pool readers = pool(database, "readers", READERS, 2_000, metrics);
    Pool people = pool(database, "people", 4, 1_000, metrics);
    DatabaseAppointments appointments =
        new DatabaseAppointments(pool(database, "appointments", 4, 500, metrics));
    PersonVault persons =
        new DatabasePersonVault(
            pool(database, "persons", 4, 500, metrics), parts.personKeys(), metrics);
    int incarnation =
        await(
            readers
                .query("select incarnation from deployment")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0)),
            START_SECONDS);
    NodeWatch watch = new NodeWatch(halls, metrics);
    VertxHallBus bus = new VertxHallBus(vertx, id, halls);
    LiveCentres centres = new LiveCentres(vertx, people);
    DatabasePeople accounts =
        new DatabasePeople(
            vertx,
            people,
            clock,
            centres,
            new DatabasePeople.Lifetimes(
                SESSION_LIFETIME, Duration.ofDays(parts.settings().edge().deviceDays())),
            parts.secret().bytes(),
            metrics);
    LiveCatalogue catalogue = new LiveCatalogue(vertx, people, parts.catalogue());
    Pool reports = pool(database, "reports", 2, 200, metrics);
    SupervisionParts supervision =
        new SupervisionParts(
            new PgCaseFigures(reports),
            clock,
            new DatabaseCalendarYears(people, catalogue),
            new PgReckonedDeadlines(reports));
    SharedBoards sharedBoards = new SharedBoards(vertx, hazelcast);
    BoardPublisher boards = new BoardPublisher(vertx, id, halls, sharedBoards, clock);
    live =
        new LiveBoards(
            vertx,
            id,
            owners,
            catalogue,
            boards,
            sharedBoards,
            clock,
            LiveLimits.DEFAULT,
            incarnation,
            metrics);
    AlarmPublisher alarmNews = new AlarmPublisher(vertx, id, clock);
    watch.alsoTell(alarmNews::committed);
    LiveAlarms alarms =
        new LiveAlarms(
            vertx, id, catalogue, supervision.figures(), alarmNews, clock, LiveLimits.DEFAULT);
    HallVerticle.Parts hallParts =
        new HallVerticle.Parts(
            id,
            halls,
            catalogue,
            database,
            readers,
            new PgJournalReader(readers, READERS - 1),
            clock,
            boards,
            watch,
            new EstimateMetrics(catalogue, metrics),
            new CaseMetrics(metrics, clock),
            new LaneMeters(metrics),
            OwnerPorts.Limits.DEFAULT.withQuarantine(parts.settings().cluster().quarantine()));
    int loops = parts.settings().eventLoops();
    for (int loop = 0; loop < loops; loop++) {
      int own = loop;
      List<HallId> share =
          catalogue.halls().stream()
              .map(hall -> hall.id())
              .filter(hall -> hall.value() % loops == own)
              .toList();
      await(vertx.deployVerticle(new HallVerticle(hallParts, share)), START_SECONDS);
    }
    await(
        Future.all(
            List.of(
                bus.listen(),
                accounts.listen(),
                centres.listen(CONFIGURATION_MILLIS),
                catalogue.listen(CONFIGURATION_MILLIS),
                boards.listen(),
                alarmNews.listen(),
                alarms.start(),
                live.start())),
        START_SECONDS);
    JournalCare care = new JournalCare(readers, clock);
    Gauge.builder("yichuang.partition.days", care::daysCovered)
        .description("Until the last partition of the journal ends")
        .register(metrics);
    await(care.makePartitions(), START_SECONDS);
    halls.review();
    owners.onChange(this::ownersChanged);
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                ready = false;
                parts.cutOff().run();
              }
            });
    vertx.setPeriodic(REVIEW_MILLIS, unused -> review());
    vertx.setPeriodic(
        CLOCK_MILLIS,
        unused -> {
          care.clockSkew().onSuccess(watch::clockSkew);
          care.makePartitionsWhenDue()
              .onFailure(e -> LOG.warn("no partitions: {}", e.getMessage()));
        });
    RootCare roots =
        new RootCare(() -> parts.database().connect(parts.database().running()), clock);
    Gauge.builder("yichuang.root.days.behind", roots::daysBehind)
        .description("Days that are over and whose root is not published")
        .register(metrics);
    publishRoots(roots);
    vertx.setPeriodic(ROOTS_MILLIS, unused -> publishRoots(roots));
    vertx.setPeriodic(
        SIGNS_MILLIS,
        unused ->
            accounts.careForDevices().onFailure(e -> LOG.warn("devices: {}", e.getMessage())));
    vertx.setPeriodic(
        CARE_MILLIS,
        unused -> {
          accounts.deleteExpired().onFailure(e -> LOG.warn("sessions: {}", e.getMessage()));
          persons.sweep().onFailure(e -> LOG.warn("records of people: {}", e.getMessage()));
          int noShowDays =
              catalogue.halls().stream()
                  .mapToInt(hall -> hall.booking().noShowDays())
                  .max()
                  .orElse(0);
          appointments
              .forget(
                  LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(noShowDays + 1))
              .onFailure(e -> LOG.warn("appointments: {}", e.getMessage()));
        });
    CaseLights lights = new CaseLights(supervision.figures(), metrics);
    vertx.setPeriodic(
        LIGHTS_MILLIS,
        unused ->
            lights
                .look(catalogue.halls().stream().map(HallConfig::id).toList())
                .onFailure(e -> LOG.warn("lights of cases: {}", e.getMessage())));
    progress.accept("taking the halls");
    Optional<SingleSignOn> singleSignOn =
        parts.settings().oidc().map(oidc -> singleSignOn(oidc, parts, accounts, clock, metrics));
    Settings.Http address = parts.settings().http();
    Edge limits = parts.settings().edge();
    EdgeParts edge =
        new EdgeParts(
            new ClientAddresses(limits.proxies()),
            Rates.ofAccounts(limits.accountRate(), clock, metrics),
            Rates.ofBookings(limits.bookingRate(), clock, metrics),
            new AddressCounts("connections-of-an-address", limits.connectionsPerAddress(), metrics),
            new AddressCounts("sockets-of-an-address", limits.socketsPerAddress(), metrics),
            metrics);
    DatabaseItemUse itemUse = new DatabaseItemUse(people, clock);
    vertx.setPeriodic(
        0,
        SIGNS_MILLIS,
        unused -> itemUse.care().onFailure(e -> LOG.warn("use of items: {}", e.getMessage())));
    KioskParts kiosk =
        new KioskParts(
            itemUse, new Slips(vertx, PrinterNetworks.parse(limits.printers()), metrics));
    PeopleParts peopleParts =
        new PeopleParts(
            accounts.accounts(),
            accounts.devices(),
            accounts.guideCodes(),
            accounts.log(),
            Rates.ofPairings(PAIRING_RATE, clock, metrics));
    Pool caseReaders = pool(database, "cases", 4, 500, metrics);
    CaseParts cases =
        new CaseParts(
            new CaseFiles(new PgCaseReader(caseReaders), catalogue::caseItems),
            new CaseRegister(caseReaders),
            persons,
            new AccountNames(people),
            new LookupGuesses(clock, metrics),
            Rates.ofLookups(LOOKUP_RATE, clock, metrics),
            new PublishedRoots(caseReaders));
    for (int loop = 0; loop < loops; loop++) {
      HttpVerticle verticle =
          new HttpVerticle(
              new HttpVerticle.Parts(
                  new Settings.Http(address.host(), address.port() == 0 ? SHARED : address.port()),
                  catalogue,
                  centres,
                  accounts.access(),
                  peopleParts,
                  owners,
                  bus,
                  clock,
                  live,
                  alarms,
                  metrics,
                  new TrackingKey(parts.secret().bytes()),
                  new BookingParts(appointments, new PersonKey(parts.secret().bytes()), clock),
                  cases,
                  kiosk,
                  supervision,
                  new HallParts(
                      new PgDayCourses(readers), new DatabaseNotices(people), live::identify),
                  incarnation,
                  new NodeReadiness(() -> ready && watch.clockHolds(), counts::last, catalogue),
                  edge,
                  singleSignOn,
                  limits.tls()));
      await(vertx.deployVerticle(verticle), START_SECONDS);
      http.add(verticle);
    }
    port = http.getFirst().port();
    if (limits.metrics().isPresent()) {
      metricsPort =
          await(new MetricsServer(vertx, metrics).listen(limits.metrics().get()), START_SECONDS);
    }
    awaitReady(counts);
  }

  private SingleSignOn singleSignOn(
      Oidc oidc,
      Parts parts,
      DatabasePeople accounts,
      InstantSource clock,
      PrometheusMeterRegistry metrics) {
    return new SingleSignOn(
        new IdentityProvider(
            vertx,
            new IdentityProvider.Client(
                oidc.issuer().toString(),
                oidc.clientId(),
                oidc.clientSecret().value(),
                oidc.scopes(),
                oidc.usernameClaim()),
            clock,
            metrics),
        accounts.identities(),
        new LocalText(oidc.nameZh(), oidc.nameEn()),
        oidc.publicUrl(),
        new AttemptSeal(parts.secret().bytes()),
        new ClientAddresses(parts.settings().edge().proxies()),
        Rates.ofProviderSignIns(PROVIDER_SIGN_IN_RATE, clock, metrics),
        clock);
  }

  /** Waits for as long as the halls need; gives up when none was taken for a minute. */
  private void awaitReady(HallMeters counts) throws StartRefused {
    long since = System.nanoTime();
    int most = 0;
    while (!ready) {
      HallCensus census = counts.last();
      if (census.settled() > most) {
        most = census.settled();
        since = System.nanoTime();
      }
      if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
        throw new StartRefused(
            "the halls could not be taken: %d of %d are, and no other within %d s"
                .formatted(census.settled(), census.owned(), START_SECONDS));
      }
      review();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void ownersChanged() {
    halls.review();
    if (live != null) {
      live.ownersChanged();
    }
    http.forEach(HttpVerticle::ownersChanged);
  }

  private void review() {
    if (!stopping) {
      halls.review();
      halls.census(
          counted -> {
            ready = counted.isSettled() && halls.allHaveOwners();
            if (census != null) {
              census.counted(counted);
            }
          });
    }
  }

  /** Where other members find this one. */
  String member() {
    com.hazelcast.cluster.Address address = hazelcast.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }

  /** The port that HTTP listens on. */
  int port() {
    return port;
  }

  /** The port of the metrics; 0 when there is none. */
  int metricsPort() {
    return metricsPort;
  }

  private Pool pool(
      PgConnectOptions database, String name, int size, int waiting, MeterRegistry metrics) {
    Pool pool =
        PgBuilder.pool()
            .connectingTo(database)
            .with(
                new PoolOptions()
                    .setName(name)
                    .setShared(true)
                    .setMaxSize(size)
                    .setMaxWaitQueueSize(waiting)
                    .setConnectionTimeout(5))
            .using(vertx)
            .build();
    pools.add(pool);
    LimitGauges.register(
        metrics,
        "waiting-for-" + name,
        waiting,
        () -> metrics.get(POOL_WAITING).tag("pool_name", name).gauge().value());
    return pool;
  }

  private void publishRoots(RootCare roots) {
    vertx
        .executeBlocking(roots::publishWhenDue)
        .onFailure(e -> LOG.warn("roots of days: {}", e.getMessage()));
  }

  private static PgConnectOptions options(DatabaseAddress address) {
    return new PgConnectOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setDatabase(address.database())
        .setUser(address.running().user())
        .setPassword(address.running().password())
        .setCachePreparedStatements(true);
  }

  private static <T> T await(Future<T> future, long seconds)
      throws ExecutionException, TimeoutException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(interrupted);
    }
  }

  /** Drains HTTP, gives the halls away, leaves the cluster. */
  @Override
  public void close() {
    stopping = true;
    List<Future<?>> drained = new ArrayList<>();
    http.forEach(verticle -> drained.add(verticle.drain()));
    quietly(Future.join(drained));
    halls.mayOwn(false);
    List<Future<?>> closed = new ArrayList<>();
    pools.forEach(pool -> closed.add(pool.close()));
    quietly(Future.join(closed));
    quietly(vertx.close());
    if (jvm != null) {
      jvm.close();
    }
    hazelcast.shutdown();
  }

  private static void quietly(Future<?> future) {
    try {
      await(future, STOP_SECONDS);
    } catch (ExecutionException | TimeoutException slow) {
      LOG.warn("stopping goes on without waiting: {}", slow.toString());
    }
  }
}
