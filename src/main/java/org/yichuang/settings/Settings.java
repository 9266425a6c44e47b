package org.yichuang.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the environment says, checked as a whole. Immutable; prints no secret.
 *
 * @param data directory of the embedded database and its secrets
 * @param external the database to use; empty: the embedded one
 * @param listing every variable with what holds, one line for each, without secrets
 * @param eventLoops that serve HTTP and halls, each with a connection for flights of its own
 * @param secret keys of codes and seals; empty: one is made and kept in {@code data}
 * @param personKeys keys of records of people; empty: one is made and kept in {@code data}
 * @param oidc empty: local accounts alone
 */
public record Settings(
    Path data,
    Http http,
    int eventLoops,
    Edge edge,
    Logging logging,
    Optional<External> external,
    Optional<SecretKeys> secret,
    Optional<PersonKeys> personKeys,
    Demonstration demonstration,
    Cluster cluster,
    Optional<Password> firstAdmin,
    Optional<Oidc> oidc,
    List<String> listing) {
  private static final List<String> ROLES =
      List.of(
          "YICHUANG_DATABASE_USER",
          "YICHUANG_DATABASE_PASSWORD",
          "YICHUANG_MIGRATION_USER",
          "YICHUANG_MIGRATION_PASSWORD");

  public Settings {
    listing = List.copyOf(listing);
  }

  /**
   * @param port 0 takes a free one
   */
  public record Http(String host, int port) {}

  /**
   * A database that somebody else runs.
   *
   * @param migrating owns the tables; used at start only
   * @param running what the server works with; must not be able to change the journal
   */
  public record External(
      String host, int port, String database, Credentials migrating, Credentials running) {}

  /**
   * @param realHours the demonstration hall keeps its own hours instead of giving numbers all day
   */
  public record Demonstration(boolean on, Optional<Password> password, boolean realHours) {}

  /**
   * @param name empty: the cluster of everybody who uses the same database
   * @param portFixed whether a busy port is an error instead of trying the next ones
   * @param minimumMembers below which this node owns nothing
   * @param quarantine before a hall whose record cannot be followed is looked at again
   */
  public record Cluster(
      Optional<String> name,
      String host,
      int port,
      boolean portFixed,
      List<String> members,
      int minimumMembers,
      Duration quarantine) {
    public Cluster {
      members = List.copyOf(members);
    }
  }

  /** A password as it was given; never printed. */
  public record Password(String value) {
    @Override
    public String toString() {
      return "(set)";
    }
  }

  /** At least 32 secret bytes; never printed. */
  public static final class Secret {
    private final byte[] bytes;

    public Secret(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public String toString() {
      return "(set)";
    }
  }

  /**
   * @param environment names and values, as the operating system gives them
   * @throws StartRefused with one line for each thing that is wrong
   */
  public static Settings from(Map<String, String> environment) throws StartRefused {
    EnvironmentReader reader = new EnvironmentReader(environment);
    Optional<External> external = external(reader);
    boolean demo = reader.flag("YICHUANG_DEMO", external.isEmpty());
    Http http =
        new Http(
            reader.text("YICHUANG_HTTP_HOST", "127.0.0.1"),
            reader.number("YICHUANG_HTTP_PORT", 8080, 0, 65_535));
    if (demo && !isLoopback(http.host())) {
      reader.problem(
          "YICHUANG_HTTP_HOST: expected a loopback address while demonstration accounts exist,"
              + " found "
              + http.host()
              + "; set YICHUANG_DEMO=false and use a database of your own");
    }
    Optional<SecretKeys> secret = SecretKeys.from(reader);
    if (external.isPresent() && !demo && secret.isEmpty()) {
      reader.problem(
          "YICHUANG_SECRET_KEY: expected 32 random bytes or more in base64, the same on each node,"
              + " found nothing; make them with: openssl rand -base64 32");
    }
    Optional<PersonKeys> personKeys = PersonKeys.from(reader);
    if (external.isPresent() && !demo && !reader.has("YICHUANG_PERSON_KEYS")) {
      reader.problem(
          "YICHUANG_PERSON_KEYS: expected id:base64 with 32 random bytes, the same on each node,"
              + " found nothing; make them with: echo k1:$(openssl rand -base64 32)");
    }
    Path data = Path.of(reader.text("YICHUANG_DATA", "data"));
    int eventLoops = eventLoops(reader);
    Edge edge = Edge.from(reader);
    Logging logging = Logging.from(reader);
    Demonstration demonstration =
        new Demonstration(
            demo,
            reader.password("YICHUANG_DEMO_PASSWORD"),
            reader.flag("YICHUANG_DEMO_REAL_HOURS", false));
    Cluster cluster = cluster(reader);
    Optional<Password> firstAdmin = reader.password("YICHUANG_ADMIN_PASSWORD");
    Optional<Oidc> oidc = Oidc.from(reader);
    reader.finish();
    return new Settings(
        data,
        http,
        eventLoops,
        edge,
        logging,
        external,
        secret,
        personKeys,
        demonstration,
        cluster,
        firstAdmin,
        oidc,
        reader.listing());
  }

  /**
   * Half of the processors: the others are for the database, the collector, the compiler and
   * Hazelcast. Fewer loops hand over less to each other, and their flights are larger.
   */
  private static int eventLoops(EnvironmentReader reader) {
    int stated = reader.number("YICHUANG_EVENT_LOOPS", 0, 0, 64);
    return stated == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : stated;
  }

  private static Cluster cluster(EnvironmentReader reader) {
    return new Cluster(
        reader.has("YICHUANG_CLUSTER_NAME")
            ? Optional.of(reader.required("YICHUANG_CLUSTER_NAME"))
            : Optional.empty(),
        reader.text("YICHUANG_CLUSTER_HOST", "127.0.0.1"),
        reader.number("YICHUANG_CLUSTER_PORT", 5701, 1, 65_535),
        reader.has("YICHUANG_CLUSTER_PORT"),
        List.of(reader.text("YICHUANG_CLUSTER_MEMBERS", "127.0.0.1").split("\\s*,\\s*")),
        reader.number("YICHUANG_CLUSTER_MINIMUM_MEMBERS", 1, 1, 100),
        Duration.ofSeconds(reader.number("YICHUANG_QUARANTINE_SECONDS", 300, 1, 86_400)));
  }

  private static Optional<External> external(EnvironmentReader reader) {
    if (!reader.has("YICHUANG_DATABASE_URL")) {
      for (String name : ROLES) {
        if (reader.has(name)) {
          reader.problem(name + ": expected YICHUANG_DATABASE_URL beside it, found none");
        }
      }
      return Optional.empty();
    }
    Credentials migrating =
        new Credentials(
            reader.required("YICHUANG_MIGRATION_USER"),
            reader.required("YICHUANG_MIGRATION_PASSWORD"));
    Credentials running =
        new Credentials(
            reader.required("YICHUANG_DATABASE_USER"),
            reader.required("YICHUANG_DATABASE_PASSWORD"));
    String url = reader.required("YICHUANG_DATABASE_URL");
    try {
      URI uri = new URI(url.startsWith("jdbc:") ? url.substring(5) : url);
      String path = uri.getPath();
      if ("postgresql".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && path != null
          && path.matches("/[^/]+")) {
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return Optional.of(
            new External(uri.getHost(), port, path.substring(1), migrating, running));
      }
    } catch (URISyntaxException notAnAddress) {
      // said below
    }
    reader.problem(
        "YICHUANG_DATABASE_URL: expected postgresql://host:port/database without a user or options,"
            + " found "
            + url.replaceAll("//[^/@]*@", "//…@"));
    return Optional.empty();
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
