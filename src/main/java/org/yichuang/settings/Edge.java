package org.yichuang.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the edge treats its clients. Immutable.
 *
 * @param proxies IP addresses whose {@code X-Forwarded-For} is believed
 * @param accountRate requests per second of one account at one node
 */
public record Edge(List<String> proxies, int accountRate) {
  private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

  public Edge {
    proxies = List.copyOf(proxies);
  }

  static Edge from(EnvironmentReader reader) {
    return new Edge(addresses(reader), reader.number("YICHUANG_ACCOUNT_RATE", 200, 1, 1_000_000));
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
