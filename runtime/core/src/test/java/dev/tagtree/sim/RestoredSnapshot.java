// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.log.Cursor;

/**
 * The documented hole of a log that is restored from a snapshot: nobody lives who has read further.
 * Only where data and log go back together does the lineage not tell.
 */
final class RestoredSnapshot {
  private final SimulatedEngine engine;
  private final Cluster cluster;
  private final Pages pages;

  /** Mutations that the snapshot has not. */
  private long lost;

  private String epoch = "";

  /** The nodes that have read further, as bits. */
  private int witnesses;

  private boolean unnoticed;

  RestoredSnapshot(SimulatedEngine engine, Cluster cluster, Pages pages) {
    this.engine = engine;
    this.cluster = cluster;
    this.pages = pages;
  }

  /** Looks who knows that it was restored. */
  void restored(long without) {
    lost = without;
    epoch = String.valueOf(engine.primary().epoch);
    witnesses = 0;
    for (SimulatedNode node : cluster.running()) {
      if (isBeyond(node.log().position())) {
        witnesses |= 1 << node.number();
      }
    }
    pages.all().forEach(client -> client.forgetUntold(lost)); // no log has ever known of these
    findWitness();
  }

  /** Looks who else knows, now that one more has ended. */
  void ended(SimulatedNode node) {
    witnesses &= ~(1 << node.number());
    findWitness();
  }

  private void findWitness() {
    Store primary = engine.primary();
    if (witnesses != 0 || unnoticed || primary.isPending() || !epoch.equals(primary.epoch)) {
      return;
    }
    for (SimulatedClient client : pages.all()) {
      unnoticed |= client.wasToldOf(lost);
      unnoticed |= client.cursor().filter(this::isBeyond).isPresent();
    }
  }

  private boolean isBeyond(Cursor position) {
    return position != null
        && position.epoch().equals(epoch)
        && position.offset() > engine.primary().head().offset();
  }

  /** {@return whether no node knew, while pages showed what is no more} */
  boolean isUnnoticed() {
    return unnoticed;
  }
}
