package org.yichuang.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.util.List;

/** Starts this node's Hazelcast member. Blocking: not on an event loop. */
public final class HazelcastStart {

  /**
   * Where members find one another. The port does not authenticate: keep it on loopback or inside a
   * network of its own.
   *
   * @param port the first port tried
   * @param portFixed whether a busy port is an error instead of trying the next ones
   * @param members addresses, each {@code host} or {@code host:port}
   */
  public record Network(
      String clusterName, String host, int port, boolean portFixed, List<String> members) {
    public Network {
      members = List.copyOf(members);
    }
  }

  private static final int PORTS_TRIED = 20;

  private HazelcastStart() {}

  /** Joins the members that can be reached, or is alone. */
  public static HazelcastInstance start(Network network) {
    Config config = ConfigUtil.loadConfig();
    config.setClusterName(network.clusterName());
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "2");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.migration.interval", "0");
    config.setProperty("hazelcast.graceful.shutdown.max.wait", "10");
    NetworkConfig listen = config.getNetworkConfig();
    listen
        .setPort(network.port())
        .setPortAutoIncrement(!network.portFixed())
        .setPortCount(PORTS_TRIED)
        .setPublicAddress(network.host());
    listen.getInterfaces().setEnabled(true).clear().addInterface(network.host());
    JoinConfig join = listen.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(List.copyOf(network.members()));
    return Hazelcast.newHazelcastInstance(config);
  }
}
