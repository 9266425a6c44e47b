package org.yichuang;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names and ports of clusters that no other run on this machine has, at the same time or an hour
 * before: members of two runs neither meet nor take one another's ports.
 */
final class TestClusters {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String RUN = HexFormat.of().toHexDigits(RANDOM.nextInt());

  /** Members of one cluster at once, with those that still hold a port while they die. */
  private static final int MEMBERS = 4;

  /** Below those that systems give to whoever asks for any. */
  private static final int LOWEST = 12_000;

  private static final int HIGHEST = 32_000;
  private static final Map<String, Integer> FIRST_PORTS = new ConcurrentHashMap<>();

  private TestClusters() {}

  /** What another server of the cluster needs of the environment. */
  static Map<String, String> environment(String cluster) {
    List<Integer> ports = ports(FIRST_PORTS.computeIfAbsent(cluster, fresh -> freeBlock()));
    int own =
        ports.stream()
            .filter(TestClusters::isFree)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("every port of " + ports + " is taken"));
    return Map.of(
        "YICHUANG_CLUSTER_NAME",
        cluster + "-" + RUN,
        "YICHUANG_CLUSTER_PORT",
        String.valueOf(own),
        "YICHUANG_CLUSTER_MEMBERS",
        ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
  }

  private static int freeBlock() {
    while (true) {
      int first = RANDOM.nextInt(LOWEST, HIGHEST);
      if (ports(first).stream().allMatch(TestClusters::isFree)) {
        return first;
      }
    }
  }

  private static List<Integer> ports(int first) {
    return IntStream.range(first, first + MEMBERS).boxed().toList();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
