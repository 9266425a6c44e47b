package org.yichuang.web;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.yichuang.catalogue.Centres;
import org.yichuang.catalogue.LiveCentres;
import org.yichuang.database.DatabaseAddress;
import org.yichuang.database.TestDatabase;
import org.yichuang.hall.LocalText;
import org.yichuang.people.Access;
import org.yichuang.people.DatabasePeople;
import org.yichuang.people.IdentityProvider;
import org.yichuang.people.StartAccounts;

/**
 * One node's accounts, devices and centres, in a real database: the hall of {@link TestHall} below
 * the root, hall {@code elsewhere} (8), and the administrator {@code admin}.
 */
final class PeopleWorld implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final String ISSUER = "http://127.0.0.1:1";
  static final Duration DEVICE_LIFETIME = Duration.ofDays(30);
  private final DatabasePeople people;
  private final LiveCentres centres;
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Pool pool;
  volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  /**
   * @param vertx nodes that share one hear of one another
   */
  PeopleWorld(Vertx vertx, DatabaseAddress database) {
    this(vertx, database, new byte[32]);
  }

  /** With keys of its own, the first of which seals. */
  PeopleWorld(Vertx vertx, DatabaseAddress database, byte[]... secrets) {
    pool =
        PgBuilder.pool()
            .connectingTo(TestDatabase.options(database))
            .with(new PoolOptions().setMaxSize(8))
            .using(vertx)
            .build();
    centres = new LiveCentres(vertx, pool);
    people =
        new DatabasePeople(
            vertx,
            pool,
            () -> now,
            centres,
            new DatabasePeople.Lifetimes(Duration.ofHours(12), DEVICE_LIFETIME),
            secrets,
            metrics);
    TestHall.await(people.listen());
    TestHall.await(centres.listen(60_000));
  }

  /** A provider that is never there; identities are proven by tests. */
  Optional<SingleSignOn> single(Vertx vertx) {
    return Optional.of(
        new SingleSignOn(
            new IdentityProvider(
                vertx,
                new IdentityProvider.Client(
                    ISSUER, "hall", "secret", List.of("openid"), Optional.empty()),
                () -> now,
                metrics),
            people.identities(),
            new LocalText("统一身份认证", "Single sign-on"),
            URI.create("http://hall.example/"),
            new AttemptSeal(new byte[32]),
            new ClientAddresses(List.of()),
            Rates.ofProviderSignIns(100, () -> now, metrics),
            () -> now));
  }

  static void fill(DatabaseAddress database) throws Exception {
    try (Connection owner = database.connect(database.migrating());
        Statement statement = owner.createStatement()) {
      statement.execute(
          """
          insert into hall (id, slug, founded, centre) overriding system value
          select v.id, v.slug, date '2026-11-23', c.id
            from centre c, (values (7, 'hanjiang'), (8, 'elsewhere')) as v(id, slug)
          """);
    }
    try (Connection connection = database.connect(database.running())) {
      StartAccounts.makeFirstAdmin(connection, PASSWORD);
    }
  }

  Access access() {
    return people.access();
  }

  DatabasePeople people() {
    return people;
  }

  Centres centres() {
    return centres;
  }

  @Override
  public void close() {
    TestHall.await(pool.close());
  }
}
