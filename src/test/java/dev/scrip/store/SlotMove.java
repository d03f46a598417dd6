package dev.scrip.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * The move of a slot from one master to another, in the steps of {@code redis-cli --cluster
 * reshard}.
 */
final class SlotMove {

  private static final String TIMEOUT_MILLIS = "5000";

  private final OwnCluster cluster;
  private final String slot;
  private final ClusterNode from;
  private final ClusterNode to;

  /**
   * A move that has not begun.
   *
   * @param cluster the cluster
   * @param ledger a ledger in the slot
   * @param to the master that gets the slot
   */
  SlotMove(OwnCluster cluster, String ledger, ClusterNode to) {
    this.cluster = cluster;
    this.slot = Integer.toString(cluster.slotOf(ledger));
    this.from = cluster.masterOf(ledger);
    this.to = to;
  }

  /** Opens the slot: from now on a key that the old master lacks is looked for at the new one. */
  void open() {
    to.cluster("SETSLOT", slot, "IMPORTING", from.id());
    from.cluster("SETSLOT", slot, "MIGRATING", to.id());
  }

  /** The keys that have not moved yet. */
  List<String> keysLeft() {
    List<String> keys = new ArrayList<>();
    for (Response key : from.cluster("GETKEYSINSLOT", slot, "1000")) {
      keys.add(key.toString());
    }
    return keys;
  }

  void moveKey(String key) {
    from.command(Command.MIGRATE, "127.0.0.1", to.port(), key, "0", TIMEOUT_MILLIS);
  }

  /** Moves all keys in one step. */
  void moveKeys() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("127.0.0.1", to.port(), "", "0", TIMEOUT_MILLIS, "KEYS"));
    words.addAll(keysLeft());
    from.command(Command.MIGRATE, words.toArray(String[]::new));
  }

  /** Closes the slot at its new master. */
  void finish() {
    to.cluster("SETSLOT", slot, "NODE", to.id());
    for (ClusterNode node : cluster.nodes()) {
      if (node != to) {
        node.cluster("SETSLOT", slot, "NODE", to.id());
      }
    }
    // A node that still believes the old master has a newer configuration can take the slot back.
    cluster.awaitAgreement();
  }
}
