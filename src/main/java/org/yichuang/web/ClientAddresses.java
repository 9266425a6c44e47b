package org.yichuang.web;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as a short key for counting: an IPv4 address, or the 64 bits of an
 * IPv6 network. Behind a proxy that is known by its address, the last address of {@code
 * X-Forwarded-For} that is no such proxy; everybody else's header is not believed. Immutable, any
 * thread.
 */
public final class ClientAddresses {
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String NOWHERE = "none";
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final int MAX_HOPS = 20;

  private final Set<String> proxies;

  /**
   * @param proxies IP addresses
   */
  public ClientAddresses(Collection<String> proxies) {
    this.proxies =
        proxies.stream().map(ClientAddresses::exact).collect(Collectors.toUnmodifiableSet());
  }

  String of(HttpServerRequest request) {
    byte[] remote = bytes(request.remoteAddress());
    if (remote == null) {
      return NOWHERE;
    }
    if (!proxies.contains(HexFormat.of().formatHex(remote))) {
      return key(remote);
    }
    List<String> hops =
        Arrays.asList(
            String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",", MAX_HOPS + 1));
    for (String hop : hops.reversed()) {
      byte[] address = NetUtil.createByteArrayFromIpAddressString(hop.strip());
      if (address == null) {
        return key(remote);
      }
      if (!proxies.contains(HexFormat.of().formatHex(plain(address)))) {
        return key(plain(address));
      }
    }
    return key(remote);
  }

  /** Whether it is a proxy, whose connections are those of many. */
  boolean isProxy(SocketAddress address) {
    byte[] bytes = bytes(address);
    return bytes != null && proxies.contains(HexFormat.of().formatHex(bytes));
  }

  /** The key of whoever holds the connection. */
  String of(SocketAddress address) {
    byte[] bytes = bytes(address);
    return bytes == null ? NOWHERE : key(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable SocketAddress address) {
    String text = address == null ? null : address.hostAddress();
    byte[] bytes = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
    return bytes == null ? null : plain(bytes);
  }

  /** IPv4 inside IPv6 is IPv4. */
  private static byte[] plain(byte[] address) {
    boolean mapped = address.length == 16 && address[10] == -1 && address[11] == -1;
    for (int i = 0; mapped && i < 10; i++) {
      mapped = address[i] == 0;
    }
    return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  private static String key(byte[] address) {
    return HexFormat.of().formatHex(address, 0, Math.min(address.length, IPV6_NETWORK_BYTES));
  }

  private static String exact(String proxy) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(proxy);
    if (address == null) {
      throw new IllegalArgumentException("expected an IP address of a proxy, found " + proxy);
    }
    return HexFormat.of().formatHex(plain(address));
  }
}
