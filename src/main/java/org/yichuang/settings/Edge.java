package org.yichuang.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the edge treats its clients. Immutable.
 *
 * @param proxies IP addresses whose {@code X-Forwarded-For} is believed
 * @param accountRate requests per second of one account at one node
 * @param bookingRate bookings in a minute of one address, without an account, at one node
 * @param connectionsPerAddress of one node, but for those of a proxy
 * @param socketsPerAddress WebSockets of one address at one node
 * @param deviceDays how many days the token of a paired device lives since it was used last
 * @param printers networks where kiosks' printers may be; empty: nothing is printed
 * @param tls empty: plain HTTP
 * @param hstsDays for how long browsers that came by TLS are told to keep to it; 0: they are not
 * @param metrics empty: nowhere
 */
public record Edge(
    List<String> proxies,
    int accountRate,
    int bookingRate,
    int connectionsPerAddress,
    int socketsPerAddress,
    int deviceDays,
    String printers,
    Optional<Tls> tls,
    int hstsDays,
    Optional<Metrics> metrics) {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String NETWORK =
      OCTET + "(\\." + OCTET + "){3}/(3[0-2]|[12]?\\d)(:[1-9]\\d{0,3}|:[1-5]\\d{4})?";
  private static final Pattern PRINTERS =
      Pattern.compile("|" + NETWORK + "(\\s*,\\s*" + NETWORK + ")*");
  private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

  /**
   * Where metrics are read.
   *
   * @param port 0 takes a free one
   */
  public record Metrics(String host, int port) {}

  public Edge {
    proxies = List.copyOf(proxies);
  }

  static Edge from(EnvironmentReader reader) {
    return new Edge(
        addresses(reader),
        reader.number("YICHUANG_ACCOUNT_RATE", 500, 1, 1_000_000),
        reader.number("YICHUANG_BOOKING_RATE", 120, 1, 1_000_000),
        reader.number("YICHUANG_CONNECTIONS_PER_ADDRESS", 2_000, 1, 1_000_000),
        reader.number("YICHUANG_SOCKETS_PER_ADDRESS", 1_000, 1, 1_000_000),
        reader.number("YICHUANG_DEVICE_DAYS", 90, 2, 366),
        printers(reader),
        Tls.from(reader),
        reader.number("YICHUANG_HSTS_DAYS", 180, 0, 730),
        metrics(reader));
  }

  private static String printers(EnvironmentReader reader) {
    String name = "YICHUANG_PRINTERS";
    String text = reader.text(name, "");
    if (!PRINTERS.matcher(text).matches()) {
      reader.problem(
          name
              + ": expected networks with commas between them, such as"
              + " 10.1.0.0/16,192.168.7.20/32:9101 (port 9100 when none is said), found "
              + text);
      return "";
    }
    return text;
  }

  private static Optional<Metrics> metrics(EnvironmentReader reader) {
    String host = reader.text("YICHUANG_METRICS_HOST", "127.0.0.1");
    if (reader.has("YICHUANG_METRICS_PORT")) {
      return Optional.of(new Metrics(host, reader.number("YICHUANG_METRICS_PORT", 0, 0, 65_535)));
    }
    if (reader.has("YICHUANG_METRICS_HOST")) {
      reader.problem(
          "YICHUANG_METRICS_PORT: expected a port beside YICHUANG_METRICS_HOST, found none");
    }
    return Optional.empty();
  }

  private static List<String> addresses(EnvironmentReader reader) {
    String name = "YICHUANG_HTTP_PROXIES";
    String text = reader.text(name, "");
    List<String> addresses =
        text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s*,\\s*", 100));
    for (String address : addresses) {
      if (!isAddress(address)) {
        reader.problem(name + ": expected IP addresses with commas between them, found " + text);
      }
    }
    return addresses;
  }

  /** Looks nothing up: what is not an address in figures is none. */
  private static boolean isAddress(String text) {
    try {
      return IP_ADDRESS.matcher(text).matches() && InetAddress.getByName(text) != null;
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
