package org.yichuang.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.UUID;

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

  /** Under which the event bus finds the member that a node is. */
  private static final String VERTX_NODE_ID = "__vertx.nodeId";

  private static final int CONNECT_SECONDS = 2;

  private HazelcastStart() {}

  /** Joins the members that can be reached, or is alone. */
  public static HazelcastInstance start(Network network) {
    Config config = new Config(network.clusterName() + "-" + UUID.randomUUID());
    config.setClusterName(network.clusterName());
    config.getMemberAttributeConfig().setAttribute(VERTX_NODE_ID, UUID.randomUUID().toString());
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(1)
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    for (String map : List.of("__vertx.haInfo", "__vertx.nodeInfo")) {
      config.addMapConfig(new MapConfig(map).setBackupCount(1));
    }
    config.addMapConfig(new MapConfig("boards").setBackupCount(0).setAsyncBackupCount(1));
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "2");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.migration.interval", "0");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
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
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(CONNECT_SECONDS)
        .setMembers(List.copyOf(network.members()));
    return Hazelcast.newHazelcastInstance(config);
  }
}
