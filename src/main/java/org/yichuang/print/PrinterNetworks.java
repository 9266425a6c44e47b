package org.yichuang.print;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where printers may be, by configuration: this server opens a connection nowhere else, whatever a
 * manager enters. Addresses are figures, so no name server has a say. Immutable, any thread.
 */
public final class PrinterNetworks {
  /** Where receipt printers listen. */
  public static final int USUAL_PORT = 9100;

  public static final PrinterNetworks NONE = new PrinterNetworks(List.of());

  /** 0…255 without a zero in front, which some read as octal. */
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  private static final String IPV4 = "(" + OCTET + "(?:\\." + OCTET + "){3})";
  private static final Pattern NETWORK = Pattern.compile(IPV4 + "/(\\d{1,2})(?::(\\d{1,5}))?");
  private static final Pattern PRINTER = Pattern.compile(IPV4 + "(?::(\\d{1,5}))?");

  private record Network(IpSubnetFilterRule rule, int port) {
    boolean has(InetSocketAddress printer) {
      return printer.getPort() == port && rule.matches(printer);
    }
  }

  private final List<Network> networks;

  private PrinterNetworks(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * @param text such as {@code 10.1.0.0/16, 192.168.7.20/32:9101}; blank for none
   * @throws IllegalArgumentException when it is something else
   */
  public static PrinterNetworks parse(String text) {
    List<Network> networks = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", 100)) {
      Matcher network = NETWORK.matcher(part.strip());
      if (!network.matches()) {
        throw new IllegalArgumentException(text);
      }
      networks.add(
          new Network(
              new IpSubnetFilterRule(
                  address(network.group(1)),
                  Integer.parseInt(network.group(2)),
                  IpFilterRuleType.ACCEPT),
              port(network.group(3))));
    }
    return new PrinterNetworks(networks);
  }

  /**
   * A printer that may be used; empty when it lies elsewhere or is no address.
   *
   * @param text such as {@code 10.1.2.3} or {@code 10.1.2.3:9100}
   */
  public Optional<InetSocketAddress> printer(String text) {
    Matcher printer = PRINTER.matcher(text);
    if (!printer.matches()) {
      return Optional.empty();
    }
    try {
      InetSocketAddress at =
          new InetSocketAddress(address(printer.group(1)), port(printer.group(2)));
      return networks.stream().anyMatch(network -> network.has(at))
          ? Optional.of(at)
          : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private static int port(@Nullable String text) {
    int port = text == null ? USUAL_PORT : Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("expected a port, found " + text);
    }
    return port;
  }

  /** Without asking a name server, whatever the text is. */
  private static InetAddress address(String figures) {
    try {
      return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(figures));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
