package org.yichuang;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yichuang.appointments.PersonKey;
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
import org.yichuang.live.AlarmPublisher;
import org.yichuang.live.BoardPublisher;
import org.yichuang.live.LiveAlarms;
import org.yichuang.live.LiveBoards;
import org.yichuang.live.LiveLimits;
import org.yichuang.live.SharedBoards;
import org.yichuang.people.DatabasePeople;
import org.yichuang.people.IdentityProvider;
import org.yichuang.people.LookupGuesses;
import org.yichuang.print.PrinterNetworks;
import org.yichuang.print.Slips;
import org.yichuang.settings.Edge;
import org.yichuang.settings.Oidc;
import org.yichuang.settings.PersonKeys;
import org.yichuang.settings.SecretKeys;
import org.yichuang.settings.Settings;
import org.yichuang.settings.StartRefused;
import org.yichuang.usage.IssuedItems;
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
import org.yichuang.web.TrackingKey;

/**
 * One running node: the parts put together, started in order and stopped in the opposite one.
 * Starting and stopping block; not on an event loop.
 */
final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** A free port, the same for all event loops. */
  private static final int SHARED = -1;

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;
  private static final long REVIEW_MILLIS = 1_000;
  private static final long CONFIGURATION_MILLIS = 10_000;

  /** Of an address in a minute: twenty devices that ask every five seconds, and some more. */
  private static final int PAIRING_RATE = 600;

  /** Of an address in a minute: a whole centre begins its day behind one address. */
  private static final int PROVIDER_SIGN_IN_RATE = 300;

  /** Of an address in a minute: a family at home, or a hall's guests behind one address. */
  private static final int LOOKUP_RATE = 120;

  /** Of an address in a minute: a hall's guests behind one address print their numbers at home. */
  private static final int PAGE_RATE = 60;

  private final HazelcastInstance hazelcast;
  private final Vertx vertx;
  private final NodeHalls halls;
  private final List<HttpVerticle> http = new ArrayList<>();
  private @Nullable ConnectionPools pools;
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
      Vertx vertx =
          await(ClusteredVertx.start(hazelcast, parts.settings(), metrics), START_SECONDS);
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
    ConnectionPools connections = new ConnectionPools(vertx, parts.database(), metrics);
    pools = connections;
    Stores stores = Stores.open(connections, vertx, parts, clock, metrics);
    int incarnation = await(incarnation(stores.readers()), START_SECONDS);
    NodeWatch watch = new NodeWatch(halls, metrics);
    VertxHallBus bus = new VertxHallBus(vertx, id, halls);
    SharedBoards sharedBoards = new SharedBoards(vertx, hazelcast);
    BoardPublisher boards = new BoardPublisher(vertx, id, halls, sharedBoards, clock);
    LiveBoards displays =
        new LiveBoards(
            vertx,
            id,
            owners,
            stores.catalogue(),
            boards,
            sharedBoards,
            clock,
            LiveLimits.DEFAULT,
            incarnation,
            metrics);
    live = displays;
    AlarmPublisher alarmNews = new AlarmPublisher(vertx, id, clock);
    watch.alsoTell(alarmNews::committed);
    watch.alsoTell(new IssuedItems(stores.itemUse()));
    LiveAlarms alarms =
        new LiveAlarms(
            vertx, id, stores.catalogue(), stores.alarmed(), alarmNews, clock, LiveLimits.DEFAULT);
    deployLanes(
        new HallVerticle.Parts(
            id,
            halls,
            stores.catalogue(),
            connections.database(),
            stores.streams(),
            stores.ownedCases(),
            stores.reckoned(),
            clock,
            boards,
            watch,
            new EstimateMetrics(stores.catalogue(), metrics),
            new CaseMetrics(metrics, clock),
            new LaneMeters(metrics),
            OwnerPorts.Limits.DEFAULT.withQuarantine(parts.settings().cluster().quarantine())),
        parts.settings().eventLoops());
    await(
        Future.all(
            List.of(
                bus.listen(),
                stores.people().listen(),
                stores.centres().listen(CONFIGURATION_MILLIS),
                stores.catalogue().listen(CONFIGURATION_MILLIS),
                boards.listen(),
                alarmNews.listen(),
                alarms.start(),
                displays.start())),
        START_SECONDS);
    NodeCare care = new NodeCare(vertx, stores, clock, metrics);
    await(care.first(), START_SECONDS);
    halls.review();
    owners.onChange(this::ownersChanged);
    whenCutOff(parts.cutOff());
    vertx.setPeriodic(REVIEW_MILLIS, unused -> review());
    care.start(watch, parts.database());
    progress.accept("taking the halls");
    Settings.Http address = parts.settings().http();
    deployHttp(
        new HttpVerticle.Parts(
            new Settings.Http(address.host(), address.port() == 0 ? SHARED : address.port()),
            stores.catalogue(),
            stores.centres(),
            stores.people().access(),
            peopleParts(stores, clock, metrics),
            owners,
            bus,
            clock,
            displays,
            alarms,
            metrics,
            new TrackingKey(parts.secret().bytes()),
            new BookingParts(stores.appointments(), new PersonKey(parts.secret().bytes()), clock),
            caseParts(stores, clock, metrics),
            new KioskParts(
                stores.itemUse(),
                new Slips(
                    vertx, PrinterNetworks.parse(parts.settings().edge().printers()), metrics),
                Rates.ofPages(PAGE_RATE, clock, metrics)),
            stores.supervision(),
            new HallParts(stores.courses(), stores.notices(), displays::identify),
            incarnation,
            new NodeReadiness(() -> ready && watch.clockHolds(), counts::last, stores.catalogue()),
            edgeParts(parts.settings().edge(), clock, metrics),
            parts
                .settings()
                .oidc()
                .map(oidc -> singleSignOn(oidc, parts, stores.people(), clock, metrics)),
            parts.settings().edge().tls()),
        parts.settings().eventLoops());
    if (parts.settings().edge().metrics().isPresent()) {
      metricsPort =
          await(
              new MetricsServer(vertx, metrics).listen(parts.settings().edge().metrics().get()),
              START_SECONDS);
    }
    awaitReady(counts);
  }

  private static Future<Integer> incarnation(Pool readers) {
    return readers
        .query("select incarnation from deployment")
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private void deployLanes(HallVerticle.Parts parts, int loops)
      throws ExecutionException, TimeoutException {
    for (int loop = 0; loop < loops; loop++) {
      int own = loop;
      List<HallId> share =
          parts.catalogue().halls().stream()
              .map(HallConfig::id)
              .filter(hall -> hall.value() % loops == own)
              .toList();
      await(vertx.deployVerticle(new HallVerticle(parts, share)), START_SECONDS);
    }
  }

  private void deployHttp(HttpVerticle.Parts parts, int loops)
      throws ExecutionException, TimeoutException {
    for (int loop = 0; loop < loops; loop++) {
      HttpVerticle verticle = new HttpVerticle(parts);
      await(vertx.deployVerticle(verticle), START_SECONDS);
      http.add(verticle);
    }
    port = http.getFirst().port();
  }

  private void whenCutOff(Runnable cutOff) {
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                ready = false;
                cutOff.run();
              }
            });
  }

  private static PeopleParts peopleParts(
      Stores stores, InstantSource clock, MeterRegistry metrics) {
    DatabasePeople people = stores.people();
    return new PeopleParts(
        people.accounts(),
        people.devices(),
        people.guideCodes(),
        people.log(),
        Rates.ofPairings(PAIRING_RATE, clock, metrics));
  }

  private static CaseParts caseParts(Stores stores, InstantSource clock, MeterRegistry metrics) {
    return new CaseParts(
        stores.caseFiles(),
        stores.caseRegister(),
        stores.persons(),
        stores.names(),
        new LookupGuesses(clock, metrics),
        Rates.ofLookups(LOOKUP_RATE, clock, metrics),
        stores.roots());
  }

  private static EdgeParts edgeParts(Edge limits, InstantSource clock, MeterRegistry metrics) {
    return new EdgeParts(
        new ClientAddresses(limits.proxies()),
        Rates.ofAccounts(limits.accountRate(), clock, metrics),
        Rates.ofBookings(limits.bookingRate(), clock, metrics),
        new AddressCounts("connections-of-an-address", limits.connectionsPerAddress(), metrics),
        new AddressCounts("sockets-of-an-address", limits.socketsPerAddress(), metrics),
        Duration.ofDays(limits.hstsDays()),
        metrics);
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
    if (pools != null) {
      quietly(pools.close());
    }
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
