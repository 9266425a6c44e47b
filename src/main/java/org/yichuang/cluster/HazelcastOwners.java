package org.yichuang.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.ReplicaMigrationEvent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yichuang.hall.HallId;

/**
 * The owner of a hall is the member that owns the Hazelcast partition of the hall's key. Any
 * thread.
 *
 * <p>Says who should own a hall; what is true is the journal's business, so a stale answer costs
 * time and nothing else.
 */
public final class HazelcastOwners implements Owners {
  private final HazelcastInstance hazelcast;
  private final int minimumMembers;
  private final Map<HallId, Partition> partitions = new ConcurrentHashMap<>();

  /**
   * @param minimumMembers below which nobody owns anything, as far as this node is concerned
   */
  public HazelcastOwners(HazelcastInstance hazelcast, int minimumMembers) {
    this.hazelcast = hazelcast;
    this.minimumMembers = minimumMembers;
  }

  /** The name under which the member of a Hazelcast instance owns halls. */
  public static NodeId nodeOf(HazelcastInstance hazelcast) {
    return new NodeId(hazelcast.getCluster().getLocalMember().getUuid().toString());
  }

  @Override
  public Optional<NodeId> ownerOf(HallId hall) {
    if (minimumMembers > 1 && hazelcast.getCluster().getMembers().size() < minimumMembers) {
      return Optional.empty();
    }
    Partition partition =
        partitions.computeIfAbsent(
            hall, id -> hazelcast.getPartitionService().getPartition("hall-" + id.value()));
    Member owner = partition.getOwner();
    return owner == null ? Optional.empty() : Optional.of(new NodeId(owner.getUuid().toString()));
  }

  /**
   * Tells of changes as they happen. Events can be missing: look again now and then as well.
   *
   * @param changed called on a thread of Hazelcast's; must not block
   */
  public void onChange(Runnable changed) {
    hazelcast
        .getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {
                changed.run();
              }

              @Override
              public void memberRemoved(MembershipEvent event) {
                changed.run();
              }
            });
    hazelcast
        .getPartitionService()
        .addMigrationListener(
            new MigrationListener() {
              @Override
              public void migrationStarted(MigrationState state) {}

              @Override
              public void migrationFinished(MigrationState state) {
                changed.run();
              }

              @Override
              public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
                if (event.getReplicaIndex() == 0) {
                  changed.run();
                }
              }

              @Override
              public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
            });
  }
}
